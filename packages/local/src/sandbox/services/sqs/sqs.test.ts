import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test, vi } from "vitest";
import { openQueue } from "../../../pipeline/queue.ts";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, rawCall, refusal } from "../../test-sandbox.ts";

const arn = (name: string) => `arn:aws:sqs:us-east-1:111122223333:${name}`;
const policy = { Version: "2012-10-17", Statement: [] };
const stack = {
  trail: "management",
  queues: [
    {
      name: "events",
      visibilityTimeoutSeconds: 360,
      retentionSeconds: 345_600,
      redrive: { deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 },
      policy,
    },
    { name: "dead", visibilityTimeoutSeconds: 30, retentionSeconds: 1_209_600 },
    { name: "unkept", visibilityTimeoutSeconds: 30, retentionSeconds: 60 },
  ],
};

async function openQueues() {
  const storage = await openStorage(undefined);
  const queues = new Map([
    ["events", await openQueue({ name: "events", storage })],
    ["dead", await openQueue({ name: "dead", storage })],
  ]);
  const opened = await openTestSandbox({ stack, queue: async (name) => queues.get(name) });
  const sqs = opened.sdk(SQS);
  const url = async (QueueName: string) => (await sqs.getQueueUrl({ QueueName })).QueueUrl ?? "";
  return { ...opened, sandboxUrl: opened.url, sqs, queues, url };
}

describe("a queue", () => {
  test("is found by its name, at a URL of the sandbox", async () => {
    const opened = await openQueues();
    expect(await opened.url("events")).toBe(`${opened.sandboxUrl}/111122223333/events`);
    expect((await opened.sqs.listQueues({ QueueNamePrefix: "ev" })).QueueUrls).toEqual([
      await opened.url("events"),
    ]);
  });

  test("has the attributes that it was made with, and the depth of its messages", async () => {
    const { sqs, queues, url } = await openQueues();
    const QueueUrl = await url("events");
    await queues.get("events")?.send(["a", "b", "c"]);
    await queues.get("events")?.receive(1);
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "2",
      ApproximateNumberOfMessagesNotVisible: "1",
      QueueArn: arn("events"),
      VisibilityTimeout: "360",
      MessageRetentionPeriod: "345600",
      Policy: JSON.stringify(policy),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 }),
    });
  });

  test("answers with the attributes that are asked for, and has", async () => {
    const { sqs, url } = await openQueues();
    const QueueUrl = await url("dead");
    const { Attributes } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "KmsMasterKeyId", "RedrivePolicy"],
    });
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: "0" });
  });

  test("takes messages", async () => {
    const { sqs, queues, url, records } = await openQueues();
    const { MessageId } = await sqs.sendMessage({ QueueUrl: await url("dead"), MessageBody: "hello" });
    expect(await queues.get("dead")?.receive(10)).toMatchObject([{ id: MessageId, body: "hello" }]);
    expect(records).toEqual([]);
  });

  test("of another name or account is refused, in the words of both of SQS's protocols", async () => {
    const { sqs, sandboxUrl } = await openQueues();
    const gone = { name: "QueueDoesNotExist", message: "The specified queue does not exist.", status: 400 };
    expect(await refusal(sqs.getQueueUrl({ QueueName: "other" }))).toEqual(gone);
    const QueueUrl = `${sandboxUrl}/444455556666/events`;
    expect(await refusal(sqs.getQueueAttributes({ QueueUrl }))).toEqual(gone);
    const answer = await rawCall(sandboxUrl, "sqs", '{"QueueName":"other"}', {
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.GetQueueUrl" },
    });
    expect(answer.headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(await answer.json()).toMatchObject({ __type: "com.amazonaws.sqs#QueueDoesNotExist" });
  });

  test("whose messages nobody keeps has none, and takes none", async () => {
    const { sqs, url } = await openQueues();
    const QueueUrl = await url("unkept");
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
    });
    expect(await refusal(sqs.receiveMessage({ QueueUrl }))).toMatchObject({
      name: "ServiceUnavailable",
      message: expect.stringContaining("unkept"),
    });
  });

  test("is made, given a policy, and deleted", async () => {
    const { sqs } = await openQueues();
    const allowing = (Action: string) =>
      JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: "*" }] });
    const { QueueUrl } = await sqs.createQueue({
      QueueName: "made",
      Attributes: { Policy: allowing("a") },
      tags: { team: "b" },
    });
    const now = async () =>
      (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] })).Attributes;
    expect(await now()).toEqual({ Policy: allowing("a") });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: allowing("b") } });
    expect(await now()).toEqual({ Policy: allowing("b") });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: "" } });
    expect(await now()).toEqual({});
    for (const Policy of ["{", "[]", "{}"])
      expect(await refusal(sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } }))).toMatchObject({
        name: "InvalidAttributeValue",
      });
    expect((await sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ team: "b" });
    expect(await refusal(sqs.createQueue({ QueueName: "made" }))).toMatchObject({ name: "QueueNameExists" });
    await sqs.deleteQueue({ QueueUrl });
    expect(await refusal(now())).toMatchObject({ name: "QueueDoesNotExist" });
  });
});

describe("a message that is received", () => {
  async function received(VisibilityTimeout?: number) {
    const opened = await openQueues();
    const { sqs, queues, url } = opened;
    const QueueUrl = await url("dead");
    await queues.get("dead")?.send(["first"]);
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      VisibilityTimeout,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    });
    return { ...opened, QueueUrl, Messages, ReceiptHandle: Messages[0]?.ReceiptHandle };
  }

  test("is nobody else's, and gone once it is deleted", async () => {
    const { sqs, queues, QueueUrl, Messages, ReceiptHandle, records } = await received();
    expect(Messages).toMatchObject([{ Body: "first", Attributes: { ApproximateReceiveCount: "1" } }]);
    expect((await sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    expect(queues.get("dead")?.size()).toBe(0);
    expect(await refusal(sqs.deleteMessage({ QueueUrl, ReceiptHandle }))).toMatchObject({
      name: "ReceiptHandleIsInvalid",
    });
    expect(records).toEqual([]);
  });

  test("comes back when its time is over, and its handle is void", async () => {
    const { sqs, queues, QueueUrl, ReceiptHandle } = await received(0);
    await vi.waitFor(() => expect(queues.get("dead")?.visible()).toBe(1));
    expect(await refusal(sqs.deleteMessage({ QueueUrl, ReceiptHandle }))).toMatchObject({
      name: "ReceiptHandleIsInvalid",
    });
    const { Messages } = await sqs.receiveMessage({ QueueUrl, AttributeNames: ["All"] });
    expect(Messages).toMatchObject([{ Body: "first", Attributes: { ApproximateReceiveCount: "2" } }]);
  });
});

describe("dead letters", () => {
  test("are moved back to the queue that they came from", async () => {
    const { sqs, queues, records } = await openQueues();
    const bodies = Array.from({ length: 23 }, (_, n) => `m-${n}`);
    await queues.get("dead")?.send(bodies);
    const { TaskHandle } = await sqs.startMessageMoveTask({ SourceArn: arn("dead") });
    expect(queues.get("dead")?.size()).toBe(0);
    const moved = await queues.get("events")?.receive(100);
    expect(moved?.map(({ body }) => body).toSorted()).toEqual(bodies.toSorted());
    expect(records).toMatchObject([
      {
        eventName: "StartMessageMoveTask",
        requestParameters: { sourceArn: arn("dead") },
        responseElements: { taskHandle: TaskHandle },
      },
    ]);
  });

  test("can't be moved from a queue that has none, nor to one that isn't there", async () => {
    const { sqs, queues } = await openQueues();
    await queues.get("events")?.send(["a"]);
    await queues.get("dead")?.send(["b"]);
    const refused = { name: "ResourceNotFoundException", status: 404 };
    expect(await refusal(sqs.startMessageMoveTask({ SourceArn: arn("events") }))).toMatchObject(refused);
    const live = sqs.startMessageMoveTask({ SourceArn: arn("events"), DestinationArn: arn("dead") });
    expect(await refusal(live)).toMatchObject(refused);
    const elsewhere = sqs.startMessageMoveTask({ SourceArn: arn("dead"), DestinationArn: arn("other") });
    expect(await refusal(elsewhere)).toMatchObject(refused);
    expect([...queues.values()].map((queue) => queue.visible())).toEqual([1, 1]);
  });
});
