import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Storage } from "../storage.ts";

/** A message as the queue keeps it. `body` is text, as SQS has it. */
export type Message = z.infer<typeof Message>;
const Message = z.object({
  id: z.string(),
  body: z.string(),
  sentAt: z.number(),
  receiveCount: z.int(),
  firstReceivedAt: z.number().optional(),
});

export interface QueueOptions {
  name: string;
  storage: Storage;
  /** After this many receives a message that comes back goes to the dead-letter queue. */
  maxReceives?: number;
  deadLetters?: Queue;
  /** How long until a message that failed (or whose consumer never answered) is delivered again. */
  retryAfterMs?: (receiveCount: number) => number;
  onDeadLetter?: (message: Message, queue: string) => void;
}

export type Queue = Awaited<ReturnType<typeof openQueue>>;

/**
 * A queue on disk which behaves as SQS does where it matters: at least once, in no promised order, invisible while
 * somebody works on it, again after a time when that failed, and to the dead-letter queue after too many receives.
 *
 * A message is on disk before `send` resolves. What was in flight when the process died is delivered again at once when
 * the queue opens, since nobody else can be working on it.
 */
export async function openQueue(options: QueueOptions) {
  const {
    name,
    storage,
    maxReceives = Number.POSITIVE_INFINITY,
    deadLetters,
    retryAfterMs = () => 0,
  } = options;
  const prefix = `queue/${name}/`;
  const stored = (await storage.entries(prefix)).map(([, value]) => Message.parse(value));
  const visible = stored.toSorted((a, b) => a.sentAt - b.sentAt);
  const timers = new Set<NodeJS.Timeout>();
  let inFlight = 0;
  let closed = false;
  let wake = () => {};

  const key = (message: Message) => `${prefix}${message.id}`;

  async function send(bodies: readonly string[]): Promise<string[]> {
    const sentAt = Date.now();
    const messages = bodies.map((body) => ({ id: randomUUID(), body, sentAt, receiveCount: 0 }));
    await storage.write(messages.map((message) => [key(message), message]));
    visible.push(...messages);
    wake();
    return messages.map(({ id }) => id);
  }

  /** Up to `max` visible messages, which nobody else gets until they are settled. */
  async function receive(max: number): Promise<Message[]> {
    if (closed) return [];
    const taken = visible.splice(0, max).map((message) => ({
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? Date.now(),
    }));
    inFlight += taken.length;
    // Counted on disk first: a message that kills the process must not do so for ever.
    await storage.write(taken.map((message) => [key(message), message]));
    return taken;
  }

  async function settle(message: Message, done: boolean): Promise<void> {
    if (!done && message.receiveCount < maxReceives) {
      inFlight -= 1;
      return retryLater(message, retryAfterMs(message.receiveCount));
    }
    if (!done && deadLetters) {
      await deadLetters.send([message.body]);
      options.onDeadLetter?.(message, name);
    }
    await storage.write([[key(message), undefined]]);
    inFlight -= 1;
  }

  function retryLater(message: Message, waitMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      visible.push(message);
      wake();
    }, waitMs);
    timers.add(timer);
  }

  return {
    name,
    send,
    receive,
    settle,
    /** Called whenever there may be something to receive. */
    onMessage(listener: () => void) {
      wake = listener;
      if (visible.length > 0) wake();
    },
    visible: () => (closed ? 0 : visible.length),
    /** Messages that are visible, being worked on, or waiting for another try. */
    size: () => visible.length + inFlight + timers.size,
    /** Gives out nothing more; what is left stays on disk. */
    close() {
      closed = true;
      wake = () => {};
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
