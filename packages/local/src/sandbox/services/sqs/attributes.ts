import type { Account } from "../../account.ts";
import type { MessageQueue } from "../../backends.ts";
import type { Queue } from "./resources.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const attributeNames = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "DelaySeconds",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "LastModifiedTimestamp",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "Policy",
  "QueueArn",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
] as const;

type Name = (typeof attributeNames)[number];

/** All of a queue's attributes; what it doesn't have is undefined. One for which nobody keeps messages has none. */
export function attributesOf(
  account: Account,
  queue: Queue,
  messages: MessageQueue | undefined,
): Record<Name, string | undefined> {
  const created = String(Math.floor(Date.parse(queue.createdAt) / 1000));
  const visible = messages?.visible() ?? 0;
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: "0",
    ApproximateNumberOfMessagesNotVisible: String((messages?.size() ?? 0) - visible),
    CreatedTimestamp: created,
    DelaySeconds: "0",
    KmsDataKeyReusePeriodSeconds: undefined,
    KmsMasterKeyId: undefined,
    LastModifiedTimestamp: created,
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: String(queue.retentionSeconds),
    Policy: queue.policy,
    QueueArn: `arn:aws:sqs:${account.region}:${account.id}:${queue.id}`,
    ReceiveMessageWaitTimeSeconds: "0",
    RedriveAllowPolicy: undefined,
    RedrivePolicy: queue.redrive && JSON.stringify(queue.redrive),
    SqsManagedSseEnabled: "true",
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
  };
}
