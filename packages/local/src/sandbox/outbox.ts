import { setTimeout as wait } from "node:timers/promises";
import type { Storage } from "../storage.ts";
import { sequenceKey } from "./call-log.ts";
import type { Lane } from "./lane.ts";
import type { CloudTrailRecord } from "./record.ts";

export const outboxPrefix = "sandbox/outbox/";
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;

export interface Outbox {
  /** The change that keeps a record until it is delivered: to be written with the call's effect. */
  entry(sequence: number, record: CloudTrailRecord): [key: string, value: unknown];
  /** Hands over a record that is stored. */
  deliver(key: string, record: CloudTrailRecord): void;
  /** No more deliveries; what was not taken yet is delivered by the next sandbox on the same storage. */
  close(): void;
}

/** Records on their way: each is handed over until it is taken, in the order of the calls, without waiting in line. */
export function createOutbox(
  storage: Storage,
  lane: Lane,
  onRecord: (record: CloudTrailRecord) => Promise<void>,
): Outbox {
  const closing = new AbortController();

  async function deliver(key: string, record: CloudTrailRecord): Promise<void> {
    for (let pause = FIRST_RETRY_MS; !closing.signal.aborted; pause = Math.min(pause * 2, LAST_RETRY_MS)) {
      try {
        await onRecord(record);
      } catch {
        // The receiver's trouble is the receiver's to report: the record comes again.
        await wait(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
        continue;
      }
      await lane(async () => {
        if (!closing.signal.aborted) await storage.write([[key, undefined]]);
      });
      return;
    }
  }

  return {
    entry: (sequence, record) => [outboxPrefix + sequenceKey(sequence), record],
    deliver(key, record) {
      // A record that can't be struck off stays, and is delivered again by the next sandbox.
      deliver(key, record).catch(() => undefined);
    },
    close: () => closing.abort(),
  };
}
