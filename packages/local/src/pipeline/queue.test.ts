import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStorage } from "../storage.ts";
import { consume } from "./consumer.ts";
import { type Message, openQueue, type QueueOptions } from "./queue.ts";

async function queues(options: Partial<QueueOptions> = {}) {
  const storage = options.storage ?? (await openStorage(undefined));
  const deadLetters = await openQueue({ name: "dead", storage });
  const queue = await openQueue({
    name: "live",
    storage,
    deadLetters,
    maxReceives: 3,
    retryAfterMs: () => 5,
    ...options,
  });
  return { storage, queue, deadLetters };
}

type Handle = (messages: readonly Message[]) => Promise<ReadonlySet<string>>;

function consumer(queue: Awaited<ReturnType<typeof queues>>["queue"], handle: Handle, options = {}) {
  const onFailure = vi.fn();
  const consuming = consume({
    queue,
    batchSize: 10,
    concurrency: 2,
    timeoutMs: 1000,
    handle,
    onFailure,
    ...options,
  });
  onTestFinished(() => consuming.stop());
  return { onFailure, consuming };
}

const none: ReadonlySet<string> = new Set();
const bodies = (messages: readonly Message[]) => messages.map(({ body }) => body);

describe("a queue", () => {
  it("delivers each message once while all goes well", async () => {
    const { queue } = await queues();
    const seen: string[] = [];
    consumer(queue, async (messages) => {
      seen.push(...bodies(messages));
      return none;
    });
    const sent = Array.from({ length: 50 }, (_, n) => `m-${n}`);
    await Promise.all(sent.map((body) => queue.send([body])));
    await vi.waitFor(() => expect(queue.size()).toBe(0));
    expect(seen.toSorted()).toEqual(sent.toSorted());
  });

  it("delivers a failed message again, and counts", async () => {
    const { queue, deadLetters } = await queues();
    const counts: number[] = [];
    const { onFailure } = consumer(queue, async (messages) => {
      counts.push(messages[0]?.receiveCount ?? 0);
      if (counts.length < 3) throw new Error("not yet");
      return none;
    });
    await queue.send(["a"]);
    await vi.waitFor(() => expect(queue.size()).toBe(0));
    expect(counts).toEqual([1, 2, 3]);
    expect(onFailure).toHaveBeenCalledTimes(2);
    expect(deadLetters.size()).toBe(0);
  });

  it("moves a message that keeps failing to the dead letters, and says so", async () => {
    const onDeadLetter = vi.fn();
    const { queue, deadLetters } = await queues({ onDeadLetter });
    consumer(
      queue,
      async (messages) => new Set(messages.filter(({ body }) => body === "bad").map(({ id }) => id)),
    );
    await queue.send(["good", "bad"]);
    await vi.waitFor(() => expect(queue.size()).toBe(0));
    expect(bodies(await deadLetters.receive(10))).toEqual(["bad"]);
    expect(onDeadLetter).toHaveBeenCalledWith(
      expect.objectContaining({ body: "bad", receiveCount: 3 }),
      "live",
    );
  });

  it("takes no answer for a failure", async () => {
    const { queue } = await queues();
    let calls = 0;
    const { onFailure } = consumer(
      queue,
      () => (++calls === 1 ? new Promise(() => {}) : Promise.resolve(none)),
      { timeoutMs: 10 },
    );
    await queue.send(["a"]);
    await vi.waitFor(() => expect(queue.size()).toBe(0));
    expect(onFailure).toHaveBeenCalledWith(
      expect.objectContaining({ name: "FunctionTimeoutError" }),
      expect.anything(),
    );
  });

  it("has what was waiting or being worked on when the process died", async () => {
    const { storage, queue } = await queues();
    await queue.send(["in flight"]);
    await queue.receive(1);
    await queue.send(["waiting"]);
    // The process is gone: nothing of it is settled or closed.
    const reopened = await openQueue({ name: "live", storage });
    const messages = await reopened.receive(10);
    expect(bodies(messages).toSorted()).toEqual(["in flight", "waiting"]);
    expect(messages.find(({ body }) => body === "in flight")?.receiveCount).toBe(2);
  });

  it("has nothing left of what was settled", async () => {
    const { storage, queue } = await queues();
    await queue.send(["a"]);
    for (const message of await queue.receive(1)) await queue.settle(message, true);
    expect(await (await openQueue({ name: "live", storage })).receive(10)).toEqual([]);
  });

  it("gives out nothing more once it is closed", async () => {
    const { queue } = await queues();
    const { consuming } = consumer(queue, async () => none);
    await consuming.stop();
    await queue.send(["late"]);
    expect(await queue.receive(1)).toEqual([]);
  });
});
