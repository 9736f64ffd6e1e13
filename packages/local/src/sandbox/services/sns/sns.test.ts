import { SNS } from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const TopicArn = "arn:aws:sns:us-east-1:111122223333:events";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:111122223333:${name}`;
const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sns:Publish" }] };
const queue = { visibilityTimeoutSeconds: 30, retentionSeconds: 60 };
const stack = {
  trail: "management",
  topics: [{ arn: TopicArn, policy }],
  subscriptions: [
    {
      topicArn: TopicArn,
      queueArn: queueArn("events"),
      rawMessageDelivery: true,
      deadLetterTargetArn: queueArn("dead"),
    },
  ],
  queues: [
    { name: "events", ...queue },
    { name: "audit", ...queue },
  ],
};

async function openTopic(options: Parameters<typeof openTestSandbox>[0] = {}) {
  const published: [topic: string, message: string][] = [];
  const opened = await openTestSandbox({
    stack,
    onPublish: async (...message) => `id-${published.push(message)}`,
    ...options,
  });
  const sns = opened.sdk(SNS);
  const subscriptions = async () => (await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions ?? [];
  return { ...opened, sns, published, subscriptions };
}

describe("a topic", () => {
  test("has its policy, and counts its subscriptions", async () => {
    const { sns } = await openTopic();
    const { Attributes } = await sns.getTopicAttributes({ TopicArn });
    expect(Attributes).toMatchObject({
      TopicArn,
      Owner: "111122223333",
      Policy: JSON.stringify(policy),
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "0",
    });
  });

  test("takes messages, which leave no record", async () => {
    const { sns, published, records } = await openTopic();
    expect(await sns.publish({ TopicArn, Message: "<hello> & more" })).toMatchObject({ MessageId: "id-1" });
    expect(published).toEqual([[TopicArn, "<hello> & more"]]);
    expect(records).toEqual([]);
  });

  test.each([
    ["an empty message", { Message: "" }, "InvalidParameter", /Empty message/],
    ["too long a message", { Message: "ä".repeat(131_073) }, "InvalidParameter", /Message too long/],
    ["what it would not deliver", { Message: "a", Subject: "b" }, "InvalidParameter", /Subject/],
    [
      "a message for another topic",
      { Message: "a", TopicArn: `${TopicArn}s` },
      "NotFound",
      /Topic does not exist/,
    ],
  ])("refuses %s", async (_, input, name, message) => {
    const { sns, published } = await openTopic();
    expect(await refusal(sns.publish({ TopicArn, ...input }))).toMatchObject({
      name: expect.stringMatching(name),
      message: expect.stringMatching(message),
    });
    expect(published).toEqual([]);
  });

  test("takes the largest message", async () => {
    const { sns, published } = await openTopic();
    await sns.publish({ TopicArn, Message: "x".repeat(262_144) });
    expect(published).toHaveLength(1);
  });
});

describe("a subscription", () => {
  test("says where messages go, and where those that can't be delivered go", async () => {
    const { sns, sandbox, subscriptions } = await openTopic();
    expect(sandbox.routes.subscriptions(`${TopicArn}-other`)).toEqual([]);
    const [only, ...others] = await subscriptions();
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      Protocol: "sqs",
      Endpoint: queueArn("events"),
      TopicArn,
      Owner: "111122223333",
    });
    expect(only?.SubscriptionArn).toMatch(
      /^arn:aws:sns:us-east-1:111122223333:events:[0-9a-f]{8}-[0-9a-f-]{27}$/,
    );
    const { Attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn: only?.SubscriptionArn });
    expect(Attributes).toMatchObject({
      RawMessageDelivery: "true",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }),
      PendingConfirmation: "false",
    });
  });

  test("is gone once it is ended, also after a restart, until somebody subscribes the queue again", async () => {
    const storage = await openStorage(undefined);
    const before = await openTopic({ storage });
    const [first] = await before.subscriptions();
    await before.sns.unsubscribe({ SubscriptionArn: first?.SubscriptionArn });
    expect(before.sandbox.routes.subscriptions(TopicArn)).toEqual([]);
    await before.sandbox.close();

    const { sns, sandbox, subscriptions, records } = await openTopic({ storage });
    expect(await subscriptions()).toEqual([]);
    const { SubscriptionArn } = await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn("events"),
    });
    expect(SubscriptionArn).toBe(first?.SubscriptionArn);
    expect(sandbox.routes.subscriptions(TopicArn)).toMatchObject([{ queueArn: queueArn("events") }]);
    expect([...before.records, ...records]).toMatchObject([
      {
        eventSource: "sns.amazonaws.com",
        eventName: "Unsubscribe",
        requestParameters: { subscriptionArn: first?.SubscriptionArn },
        responseElements: null,
      },
      {
        eventName: "Subscribe",
        requestParameters: { topicArn: TopicArn, protocol: "sqs", endpoint: queueArn("events") },
        responseElements: { subscriptionArn: SubscriptionArn },
      },
    ]);
  });

  test("is of a queue that is there", async () => {
    const { sns, subscriptions } = await openTopic();
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queueArn("audit") });
    const refused = (input: { Protocol: string; Endpoint: string }) =>
      refusal(sns.subscribe({ TopicArn, ...input }));
    expect(await refused({ Protocol: "sqs", Endpoint: queueArn("other") })).toMatchObject({
      message: expect.stringContaining("no queue of the sandbox"),
    });
    expect(await refused({ Protocol: "email", Endpoint: "somebody" })).toMatchObject({
      message: expect.stringContaining("queues alone"),
    });
    expect(await subscriptions()).toHaveLength(2);
  });

  test("that isn't there is not found", async () => {
    const { sns } = await openTopic();
    const SubscriptionArn = `${TopicArn}:00000000-0000-0000-0000-000000000000`;
    const refused = { name: "NotFoundException", status: 404 };
    expect(await refusal(sns.getSubscriptionAttributes({ SubscriptionArn }))).toMatchObject(refused);
    expect(await refusal(sns.unsubscribe({ SubscriptionArn }))).toMatchObject(refused);
  });
});

describe("a topic that is made", () => {
  test("has AWS's own policy, which is for the owner, until it is given another", async () => {
    const { sns } = await openTopic();
    const { TopicArn: made = "" } = await sns.createTopic({
      Name: "made",
      Tags: [{ Key: "team", Value: "a" }],
    });
    expect(made).toBe("arn:aws:sns:us-east-1:111122223333:made");
    const policyNow = async () => (await sns.getTopicAttributes({ TopicArn: made })).Attributes?.Policy ?? "";
    expect(JSON.parse(await policyNow())).toMatchObject({
      Statement: [{ Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } } }],
    });
    const set = (AttributeValue: string) =>
      sns.setTopicAttributes({ TopicArn: made, AttributeName: "Policy", AttributeValue });
    await set(JSON.stringify(policy));
    expect(await policyNow()).toBe(JSON.stringify(policy));
    for (const wrong of ["", "{", "{}", '{"Statement":[]}'])
      expect(await refusal(set(wrong))).toMatchObject({ name: "InvalidParameterException" });
    expect((await sns.listTagsForResource({ ResourceArn: made })).Tags).toEqual([
      { Key: "team", Value: "a" },
    ]);
    expect((await sns.listTopics()).Topics?.map((topic) => topic.TopicArn)).toEqual([TopicArn, made]);
    await sns.deleteTopic({ TopicArn: made });
    expect(await refusal(policyNow())).toMatchObject({ name: "NotFoundException" });
  });

  test("is the same one when it is made again, and has the policy that it was made with", async () => {
    const { sns, records } = await openTopic();
    const Attributes = { Policy: JSON.stringify(policy) };
    await sns.createTopic({ Name: "made", Attributes });
    const { TopicArn: again } = await sns.createTopic({ Name: "made" });
    expect((await sns.getTopicAttributes({ TopicArn: again })).Attributes).toMatchObject(Attributes);
    expect(records[0]).toMatchObject({
      eventName: "CreateTopic",
      requestParameters: { name: "made", attributes: { Policy: Attributes.Policy } },
      responseElements: { topicArn: again },
    });
  });
});
