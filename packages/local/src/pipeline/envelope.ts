import { createHash, randomUUID } from "node:crypto";
import type { EventBridgeEvent, SQSEvent } from "aws-lambda";
import type { Message } from "./queue.ts";

/** What one AWS service wraps a message in before it hands it to the next: the shapes that the handlers get in AWS. */

export type BusEvent = EventBridgeEvent<string, unknown>;

interface Recorded {
  eventName: string;
  eventSource: string;
  eventTime: string;
  awsRegion: string;
  recipientAccountId: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html */
export function eventBridgeEvent(
  fields: Pick<BusEvent, "source" | "detail-type" | "account" | "region" | "time" | "detail"> & {
    resources?: string[];
  },
): BusEvent {
  return { version: "0", id: randomUUID(), resources: [], ...fields };
}

/** A CloudTrail record as it reaches the default bus of the region of the call. */
export function cloudTrailEvent(record: Recorded): BusEvent {
  return eventBridgeEvent({
    source: `aws.${record.eventSource.replace(/\.amazonaws\.com$/, "")}`,
    "detail-type": "AWS API Call via CloudTrail",
    account: record.recipientAccountId,
    region: record.awsRegion,
    time: record.eventTime,
    detail: record,
  });
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html, unsigned. */
export function snsNotification(topicArn: string, message: string, messageId = randomUUID()): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: "1",
    Signature: "",
    SigningCertURL: "",
    UnsubscribeURL: "",
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsEvent(messages: readonly Message[], queueArn: string): SQSEvent {
  const region = queueArn.split(":")[3] ?? "";
  return {
    Records: messages.map((message) => ({
      messageId: message.id,
      receiptHandle: message.id,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        SentTimestamp: String(message.sentAt),
        SenderId: "AIDAIENQZJOLO23YVJ4VO",
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
      },
      messageAttributes: {},
      md5OfBody: createHash("md5").update(message.body).digest("hex"),
      eventSource: "aws:sqs",
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  };
}
