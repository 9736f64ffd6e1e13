import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import type { QueuedMessage } from "../../backends.ts";
import { findQueue, found, messagesOf, queueByArn, sqsOperation } from "./find.ts";
import { queues } from "./resources.ts";

const QueueUrl = z.string();

const sendMessage = sqsOperation({
  name: "SendMessage",
  dataEvent: true,
  input: z.strictObject({ QueueUrl, MessageBody: z.string().min(1).max(1_048_576) }),
  async forward(backends, account, { QueueUrl: url, MessageBody }) {
    const messages = await messagesOf(backends, findQueue(account, url));
    const [MessageId] = await messages.send([MessageBody]);
    return { MessageId, MD5OfMessageBody: md5(MessageBody) };
  },
});

/** At once, and not in the background as in AWS: when it is answered, the messages are there. */
const startMessageMoveTask = sqsOperation({
  name: "StartMessageMoveTask",
  input: z.strictObject({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
  recordedOutput: (output) => output,
  async forward(backends, account, { SourceArn, DestinationArn }) {
    const sources = account
      .table(queues)
      .rows()
      .filter((row) => row.redrive?.deadLetterTargetArn === SourceArn);
    const target = DestinationArn === undefined ? sources[0] : queueByArn(account, DestinationArn);
    if (sources.length === 0 || target === undefined) {
      throw new AwsError(
        "ResourceNotFoundException",
        "The source queue is no queue's dead-letter queue, or the destination is none.",
        404,
      );
    }
    const from = await messagesOf(backends, found(queueByArn(account, SourceArn)));
    const to = await messagesOf(backends, target);
    for (let left = from.visible(); left > 0; ) {
      const messages = await from.receive(Math.min(left, 10));
      if (messages.length === 0) break;
      await to.send(messages.map(({ body }) => body));
      for (const message of messages) await from.settle(message, true);
      left -= messages.length;
    }
    return {
      TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString(
        "base64",
      ),
    };
  },
});

const receiveMessage = sqsOperation({
  name: "ReceiveMessage",
  dataEvent: true,
  input: z.strictObject({
    QueueUrl,
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: z.int().min(0).max(43_200).optional(),
    /** It is answered at once in any case. */
    WaitTimeSeconds: z.int().min(0).max(20).optional(),
    AttributeNames: z.array(z.string()).optional(),
    MessageSystemAttributeNames: z.array(z.string()).optional(),
    MessageAttributeNames: z.array(z.string()).optional(),
  }),
  async forward(backends, account, input) {
    const queue = findQueue(account, input.QueueUrl);
    const messages = await messagesOf(backends, queue);
    const timeoutMs = (input.VisibilityTimeout ?? queue.visibilityTimeoutSeconds) * 1000;
    const received = await messages.receive(input.MaxNumberOfMessages);
    const asked = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
    const Messages = received.map((message) => ({
      MessageId: message.id,
      ReceiptHandle: backends.receipts.give(messages, message, timeoutMs),
      MD5OfBody: md5(message.body),
      Body: message.body,
      Attributes: systemAttributes(message, asked),
    }));
    return Messages.length > 0 ? { Messages } : {};
  },
});

const deleteMessage = sqsOperation({
  name: "DeleteMessage",
  dataEvent: true,
  input: z.strictObject({ QueueUrl, ReceiptHandle: z.string() }),
  async forward(backends, account, input) {
    findQueue(account, input.QueueUrl);
    const receipt = backends.receipts.take(input.ReceiptHandle);
    if (receipt === undefined) {
      throw new AwsError("ReceiptHandleIsInvalid", "The receipt handle was not given, or its time is over.");
    }
    await receipt.queue.settle(receipt.message, true);
    return {};
  },
});

function systemAttributes(
  { sentAt, receiveCount, firstReceivedAt }: QueuedMessage,
  asked: readonly string[],
) {
  const all = {
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt ?? sentAt),
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: String(sentAt),
  };
  const shown = Object.entries(all).filter(([name]) => asked.includes("All") || asked.includes(name));
  return shown.length > 0 ? Object.fromEntries(shown) : undefined;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

export const messageOperations = [sendMessage, receiveMessage, deleteMessage, startMessageMoveTask];
