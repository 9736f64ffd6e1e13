import * as z from "zod";
import { parseStored } from "./table.ts";

const call = z.object({
  sequence: z.number(),
  time: z.string(),
  service: z.string(),
  operation: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  principal: z.string(),
  requestId: z.string(),
  errorCode: z.string().optional(),
  input: z.unknown().optional(),
});

export type LoggedCall = z.output<typeof call>;

export const callLogPrefix = "sandbox/calls/";
const KEPT = 1000;

export interface CallLog {
  /** The last calls, newest last. */
  calls(): LoggedCall[];
  next(): number;
  /** Takes a call into the log; for one that is to be kept, these are the changes to write. */
  add(entry: LoggedCall, kept: boolean): [key: string, value: unknown][];
}

/** Calls that change something are kept on disk, others are known until the sandbox closes. */
export function openCallLog(stored: readonly (readonly [key: string, value: unknown])[]): CallLog {
  let kept = stored.map(([key, value]) => parseStored(call, key, value));
  let passing: LoggedCall[] = [];
  let sequence = kept.at(-1)?.sequence ?? 0;
  return {
    calls: () => [...kept, ...passing].toSorted((a, b) => a.sequence - b.sequence).slice(-KEPT),
    next: () => ++sequence,
    add(entry, isKept) {
      if (!isKept) {
        passing = [...passing, entry].slice(-KEPT);
        return [];
      }
      const all = [...kept, entry];
      const dropped = all.slice(0, -KEPT);
      kept = all.slice(-KEPT);
      return [[keyOf(entry), entry], ...dropped.map((old): [string, unknown] => [keyOf(old), undefined])];
    },
  };
}

function keyOf({ sequence }: LoggedCall): string {
  return callLogPrefix + sequenceKey(sequence);
}

/** So that the order of keys is the order of calls. */
export function sequenceKey(sequence: number): string {
  return String(sequence).padStart(15, "0");
}
