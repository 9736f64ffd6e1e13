import { describe, expect, it } from "vitest";
import { deployed, homeOf, named, ofType, statementsOf, text } from "./graph.ts";

const dev = await deployed("dev");
const production = await deployed("production");

describe("topic", () => {
  const resource = "arn:aws:sns:us-east-1:111122223333:snapback-dev-events";

  it("admits EventBridge, without a condition, and nobody else", () => {
    expect(statementsOf(named(dev, "sns/topicPolicy:TopicPolicy", "EventsTopicPolicy").policy)).toEqual([
      {
        effect: "Allow",
        actions: ["sns:Publish"],
        resources: [resource],
        principal: { Service: ["events.amazonaws.com"] },
        conditions: undefined,
      },
    ]);
  });

  it("admits the operator's publishers, where there are any", () => {
    const [, publishers, ...others] = statementsOf(
      named(production, "sns/topicPolicy:TopicPolicy", "EventsTopicPolicy").policy,
    );
    expect(publishers).toMatchObject({
      actions: ["sns:Publish"],
      principal: { AWS: ["arn:aws:iam::444455556666:root", "arn:aws:iam::777788889999:role/siem"] },
    });
    expect(others).toEqual([]);
  });

  it("has a key of its own only where the operator asks for one, which EventBridge may use", () => {
    expect(named(dev, "sns/topic:Topic", "EventsTopic").kmsMasterKeyId).toBeUndefined();
    expect(ofType(dev, "kms/key:Key").size).toBe(0);
    const key = named(production, "kms/key:Key", "TopicKey");
    expect(named(production, "sns/topic:Topic", "EventsTopic").kmsMasterKeyId).toMatch(/:key\/key-1$/);
    expect(key.enableKeyRotation).toBe(true);
    expect(statementsOf(key.policy)).toContainEqual(
      expect.objectContaining({
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        principal: { Service: ["events.amazonaws.com"] },
        conditions: undefined,
      }),
    );
  });
});

describe("queues", () => {
  it("the events queue takes from the topic alone, and gives detect six times its time", () => {
    const queue = named(dev, "sqs/queue:Queue", "EventsQueue");
    const timeout = Number(named(dev, "lambda/function:Function", "DetectFunction").timeout);
    expect(Number(queue.visibilityTimeoutSeconds)).toBeGreaterThanOrEqual(6 * timeout);
    expect(statementsOf(named(dev, "sqs/queuePolicy:QueuePolicy", "EventsQueuePolicy").policy)).toEqual([
      {
        effect: "Allow",
        actions: ["sqs:SendMessage"],
        resources: ["arn:aws:sqs:us-east-1:111122223333:snapback-dev-events"],
        principal: { Service: ["sns.amazonaws.com"] },
        conditions: {
          ArnEquals: { "aws:SourceArn": ["arn:aws:sns:us-east-1:111122223333:snapback-dev-events"] },
        },
      },
    ]);
    expect(named(dev, "sns/topicSubscription:TopicSubscription", "EventsSubscription")).toMatchObject({
      protocol: "sqs",
      rawMessageDelivery: true,
      redrivePolicy: expect.stringContaining("snapback-dev-subscription-dead-letters"),
    });
    expect(queue.redrivePolicy).toContain("snapback-dev-events-dead-letters");
  });

  it("is the only one that is polled, in batches that fail message by message", () => {
    expect([...ofType(dev, "lambda/eventSourceMapping:EventSourceMapping").values()]).toEqual([
      expect.objectContaining({
        eventSourceArn: "arn:aws:sqs:us-east-1:111122223333:snapback-dev-events",
        functionResponseTypes: ["ReportBatchItemFailures"],
      }),
    ]);
  });

  it("are all encrypted; dead letters are kept for 14 days", () => {
    for (const graph of [dev, production]) {
      for (const [name, queue] of ofType(graph, "sqs/queue:Queue")) {
        expect(queue.sqsManagedSseEnabled, name).toBe(true);
      }
      const dead = [...ofType(graph, "sqs/queue:Queue")].filter(([name]) => name !== "EventsQueue");
      expect(dead.length).toBeGreaterThanOrEqual(4);
      for (const [name, queue] of dead) expect(queue.messageRetentionSeconds, name).toBe(14 * 86_400);
    }
  });

  it("there is one for every rule target, in the rule's own region, which EventBridge may fill", () => {
    for (const graph of [dev, production]) {
      const queues = [...ofType(graph, "sqs/queue:Queue").values()];
      const policies = [...ofType(graph, "sqs/queuePolicy:QueuePolicy").values()];
      for (const [name, target] of ofType(graph, "cloudwatch/eventTarget:EventTarget")) {
        const { arn } = Object(target.deadLetterConfig);
        expect(arn, name).toContain(`:sqs:${text(target.region ?? homeOf(graph))}:`);
        expect(
          queues.map((queue) => queue.name),
          name,
        ).toContain(text(arn).split(":").at(-1));
        const rule = text(target.rule);
        const admitting = policies.filter(({ policy }) =>
          statementsOf(policy).some(
            ({ resources, principal, conditions }) =>
              resources.includes(text(arn)) &&
              JSON.stringify(principal).includes("events.amazonaws.com") &&
              JSON.stringify(conditions).includes(`/${rule}"`),
          ),
        );
        expect(admitting, name).toHaveLength(1);
      }
    }
  });

  it("a queue has one policy: a second would replace the first", () => {
    for (const graph of [dev, production]) {
      const urls = [...ofType(graph, "sqs/queuePolicy:QueuePolicy").values()].map(({ queueUrl }) => queueUrl);
      expect(new Set(urls).size).toBe(urls.length);
    }
  });
});
