import type { Log } from "@snapback/core/log";
import type { Storage } from "../storage.ts";
import { type Message, openQueue } from "./queue.ts";

export const MAX_RECEIVES = 3;

interface QueuesOptions {
  storage: Storage;
  log: Log;
  timing: { visibilityMs: number; asyncRetryMs: number };
}

/** The events queue, the calls of `respond` that are due, and where each keeps what could not be handled. */
export async function openQueues({ storage, log, timing }: QueuesOptions) {
  const onDeadLetter = (message: Message, queue: string) =>
    log.error("pipeline.dead-letter", { queue, messageId: message.id, receiveCount: message.receiveCount });
  const deadLetters = {
    events: await openQueue({ name: "events-dead-letters", storage }),
    responses: await openQueue({ name: "respond-dead-letters", storage }),
    // These two get nothing from this pipeline, which delivers without fail or not at all.
    subscription: await openQueue({ name: "subscription-dead-letters", storage }),
    rule: await openQueue({ name: "rule-dead-letters", storage }),
  };
  const events = await openQueue({
    name: "events",
    storage,
    maxReceives: MAX_RECEIVES,
    deadLetters: deadLetters.events,
    retryAfterMs: () => timing.visibilityMs,
    onDeadLetter,
  });
  const responses = await openQueue({
    name: "respond",
    storage,
    maxReceives: MAX_RECEIVES,
    deadLetters: deadLetters.responses,
    retryAfterMs: (receiveCount) => timing.asyncRetryMs * receiveCount,
    onDeadLetter,
  });
  return { events, responses, deadLetters };
}
