import type { Message, Queue } from "./queue.ts";

/** A handler ran longer than its function's timeout. In Lambda it would have been stopped. */
export class FunctionTimeoutError extends Error {
  override name = "FunctionTimeoutError";
}

export interface ConsumerOptions {
  queue: Queue;
  batchSize: number;
  /** How many batches are worked on at once. */
  concurrency: number;
  timeoutMs: number;
  /** Handles a batch and answers with the ids of the messages that failed; to throw is to fail all of them. */
  handle: (messages: readonly Message[]) => Promise<ReadonlySet<string>>;
  onFailure: (error: unknown, messages: readonly Message[]) => void;
}

/** Feeds a queue's messages to a handler, as Lambda's event source mappings and asynchronous invocations do. */
export function consume({ queue, batchSize, concurrency, timeoutMs, handle, onFailure }: ConsumerOptions) {
  const running = new Set<Promise<void>>();

  function poll(): void {
    // `receive` takes messages off the queue before its first await, so this ends with an empty queue.
    while (queue.visible() > 0 && running.size < concurrency) {
      const batch = work();
      running.add(batch);
      void batch.finally(() => running.delete(batch));
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      const messages = await queue.receive(batchSize);
      if (messages.length === 0) return;
      const failed = await outcome(messages);
      await Promise.all(messages.map((message) => queue.settle(message, !failed.has(message.id))));
    }
  }

  async function outcome(messages: readonly Message[]): Promise<ReadonlySet<string>> {
    try {
      return await withTimeout(handle(messages), timeoutMs);
    } catch (error) {
      onFailure(error, messages);
      return new Set(messages.map(({ id }) => id));
    }
  }

  queue.onMessage(poll);
  return {
    /** Takes nothing more, and waits for what is under way. */
    async stop() {
      queue.close();
      await Promise.all(running);
    },
  };
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FunctionTimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
