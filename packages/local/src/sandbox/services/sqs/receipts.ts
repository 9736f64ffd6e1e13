import { randomUUID } from "node:crypto";
import type { MessageQueue, QueuedMessage } from "../../backends.ts";

/** Messages that were received and not deleted yet, by their receipt handles. */
export interface Receipts {
  /** Hands a message out: unless it is taken back by its handle until then, its queue has it again. */
  give(queue: MessageQueue, message: QueuedMessage, timeoutMs: number): string;
  /** Undefined for a handle that was never given, or whose time is over. */
  take(handle: string): { queue: MessageQueue; message: QueuedMessage } | undefined;
  close(): void;
}

export function openReceipts(): Receipts {
  const given = new Map<string, { queue: MessageQueue; message: QueuedMessage; timer: NodeJS.Timeout }>();

  function take(handle: string) {
    const receipt = given.get(handle);
    clearTimeout(receipt?.timer);
    given.delete(handle);
    return receipt;
  }

  return {
    give(queue, message, timeoutMs) {
      const handle = randomUUID();
      const timer = setTimeout(() => {
        given.delete(handle);
        // What can't be given back now is so when the queue is opened again: it is still on disk.
        queue.settle(message, false).catch(() => undefined);
      }, timeoutMs);
      given.set(handle, { queue, message, timer });
      return handle;
    },
    take,
    close() {
      for (const { timer } of given.values()) clearTimeout(timer);
      given.clear();
    },
  };
}
