import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Backends, MessageQueue } from "../../backends.ts";
import { declarations } from "../declared.ts";
import { type Queue, queues } from "./resources.ts";

export const sqsOperation = declarations((problem) => new AwsError("InvalidParameterValue", problem));

export async function messagesOf(backends: Backends, { id }: Queue): Promise<MessageQueue> {
  const messages = await backends.queue(id);
  if (messages !== undefined) return messages;
  throw new AwsError("ServiceUnavailable", `Nobody keeps messages for the queue ${id}`, 503);
}

/** A queue's URL ends in the account and the queue's name, whatever its host is. */
export function findQueue(account: Account, url: string): Queue {
  const [owner, name = ""] = url.split("/").slice(-2);
  return found(owner === account.id ? account.table(queues).get(name) : undefined);
}

export function queueByArn(account: Account, arn: string): Queue | undefined {
  const prefix = `arn:aws:sqs:${account.region}:${account.id}:`;
  return arn.startsWith(prefix) ? account.table(queues).get(arn.slice(prefix.length)) : undefined;
}

export function found(queue: Queue | undefined): Queue {
  if (queue !== undefined) return queue;
  throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}
