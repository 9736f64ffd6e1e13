import type { Subscription } from "@aws-sdk/client-sns";
import { laptopDeployment } from "@snapback/local/installation";
import { describe, expect, it } from "vitest";
import { eventsLine, mailings, mailLines } from "./subscription.ts";

const links = { console: "http://127.0.0.1:3000", api: "http://127.0.0.1:3000/api" };
const deployment = { ...laptopDeployment([], links), stage: "dev" };
const deployed = { deployment, endpoint: undefined };
const queue = "arn:aws:sqs:us-east-1:111122223333:snapback-dev-events";
const SubscriptionArn = "arn:aws:sns:us-east-1:111122223333:snapback-dev-events:0f1e";

describe("eventsLine", () => {
  const own: Subscription = { Protocol: "sqs", Endpoint: queue, SubscriptionArn };

  it("is fine where the queue has a confirmed subscription, whoever else has one", () => {
    expect(eventsLine([{ ...own, Endpoint: `${queue}-2` }, own], deployed).status).toBe("ok");
  });

  it("tells of a pending one, of none, and of a topic that is gone", () => {
    const pending = { ...own, SubscriptionArn: "PendingConfirmation" };
    const lines = [[pending], [{ ...own, Protocol: "https" }], [], undefined].map((all) =>
      eventsLine(all, deployed),
    );
    expect(lines.map(({ status, detail }) => [status, detail])).toEqual([
      ["fail", `the subscription of ${queue} to the topic snapback-dev-events is not confirmed`],
      ["fail", `the queue ${queue} is not subscribed to the topic snapback-dev-events`],
      ["fail", `the queue ${queue} is not subscribed to the topic snapback-dev-events`],
      ["fail", "the topic snapback-dev-events is gone"],
    ]);
  });
});

describe("mailLines", () => {
  const { alarms, notices } = mailings;
  const mail: Subscription = { Protocol: "email", Endpoint: "security@example.com", SubscriptionArn };

  it("say who gets the alarms and the notices", () => {
    expect(mailLines(alarms, [mail], deployed)).toMatchObject([
      { status: "ok", detail: "alarms go to security@example.com" },
    ]);
    expect(mailLines(notices, [mail, { ...mail, Endpoint: "on-call@example.com" }], deployed)).toMatchObject([
      { status: "ok", detail: "notices go to security@example.com, on-call@example.com" },
    ]);
  });

  it("warn where nobody gets the alarms; notices need not be mailed", () => {
    expect(mailLines(alarms, [], deployed)).toMatchObject([
      { status: "warn", detail: "nobody gets the alarms", next: expect.stringContaining("alarmEmail") },
    ]);
    expect(mailLines(notices, [], deployed)).toMatchObject([{ status: "skipped" }]);
  });

  it("warn of an address that has not confirmed", () => {
    const pending = { ...mail, SubscriptionArn: "PendingConfirmation" };
    expect(mailLines(notices, [mail, pending], deployed)).toMatchObject([
      { status: "warn", detail: "security@example.com has not confirmed that it wants the notices" },
    ]);
  });

  it("miss the topics of a deployed stage, not of the laptop", () => {
    const laptop = { ...deployed, endpoint: "http://127.0.0.1:4566" };
    for (const [mailing, topic] of [
      [alarms, "snapback-dev-alarms"],
      [notices, "snapback-dev-notices"],
    ] as const) {
      expect(mailLines(mailing, undefined, deployed)).toMatchObject([
        { status: "fail", detail: `the topic ${topic} is gone` },
      ]);
      expect(mailLines(mailing, undefined, laptop)).toMatchObject([{ status: "skipped" }]);
    }
  });
});
