import type { PutEvents } from "./events.ts";
import type { LogGroups } from "./services/logs/log-groups.ts";
import type { Receipts } from "./services/sqs/receipts.ts";

/** What answers for services whose state is not the account's: whoever runs the sandbox has it. */
export interface Backends {
  putEvents: PutEvents;
  /** Hands a message on to a topic's subscribers; answers with its id. */
  publish: (topicArn: string, message: string) => Promise<string>;
  /** The queue's messages; undefined where nobody keeps any for it. */
  queue: (name: string) => Promise<MessageQueue | undefined>;
  /** Messages of those queues that callers work on. */
  receipts: Receipts;
  logs: LogGroups;
}

export interface QueuedMessage {
  id: string;
  body: string;
  /** Milliseconds since 1970, as the next. */
  sentAt: number;
  firstReceivedAt?: number | undefined;
  receiveCount: number;
}

/** Messages of a queue, whose delivery to consumers is not the sandbox's. */
export interface MessageQueue {
  /** Answers with the messages' ids, once they are kept. */
  send(bodies: readonly string[]): Promise<string[]>;
  /** Takes messages that nobody else gets until they are settled. */
  receive(max: number): Promise<QueuedMessage[]>;
  settle(message: QueuedMessage, done: boolean): Promise<void>;
  /** Messages that can be received now. */
  visible(): number;
  /** All messages, also those that somebody works on. */
  size(): number;
}
