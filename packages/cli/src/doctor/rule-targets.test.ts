import { describe, expect, it } from "vitest";
import { targetFaults } from "./rule-targets.ts";

const place = { stage: "dev", account: "111122223333", partition: "aws", home: "eu-west-1" };
const topic = "arn:aws:sns:eu-west-1:111122223333:snapback-dev-events";
const bus = "arn:aws:events:eu-west-1:111122223333:event-bus/default";
const DeadLetterConfig = { Arn: "arn:aws:sqs:eu-west-1:111122223333:snapback-dev-rule-dead-letters" };
const target = (Arn: string) => ({ Id: "x", Arn, DeadLetterConfig });

describe("targetFaults", () => {
  it("has none for the topic at home and the home region's bus elsewhere", () => {
    expect(targetFaults([target(topic)], "eu-west-1", place)).toEqual([]);
    expect(targetFaults([target(bus)], "us-east-1", place)).toEqual([]);
  });

  it("tells of events that go nowhere, or somewhere else", () => {
    expect(targetFaults([], "eu-west-1", place)).toEqual([`does not send its events to ${topic}`]);
    const other = "arn:aws:sqs:eu-west-1:444455556666:mine";
    expect(targetFaults([target(topic), target(other)], "eu-west-1", place)).toEqual([
      `also sends events to ${other}`,
    ]);
    expect(targetFaults([target(topic)], "us-east-1", place)).toHaveLength(2);
  });

  it("tells of a target without a dead-letter queue", () => {
    expect(targetFaults([{ Id: "x", Arn: bus }], "us-east-1", place)).toEqual([
      `has no dead-letter queue for what ${bus} does not take`,
    ]);
  });
});
