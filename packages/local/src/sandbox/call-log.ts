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
  /** Of its CloudTrail record, where that is delivered. */
  eventId: z.string().optional(),
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
  /** What to write for a call that is to be kept. */
  changes(entry: LoggedCall): [key: string, value: unknown][];
  /** Takes a call into the log, once its changes are written. */
  add(entry: LoggedCall, isKept: boolean): void;
}

/** Calls that change something are kept on disk, others are known until the sandbox closes. */
export function openCallLog(stored: readonly (readonly [key: string, value: unknown])[]): CallLog {
  let kept = stored.map(([key, value]) => parseStored(call, key, value));
  let passing: LoggedCall[] = [];
  let sequence = kept.at(-1)?.sequence ?? 0;
  return {
    calls: () => [...kept, ...passing].toSorted((a, b) => a.sequence - b.sequence).slice(-KEPT),
    next: () => ++sequence,
    changes(entry) {
      const dropped = [...kept, entry].slice(0, -KEPT);
      return [[keyOf(entry), entry], ...dropped.map((old): [string, unknown] => [keyOf(old), undefined])];
    },
    add(entry, isKept) {
      if (isKept) kept = [...kept, entry].slice(-KEPT);
      else passing = [...passing, entry].slice(-KEPT);
    },
  };
}

const SECRET = /^(|New|Old|MasterUser)Password$|^AuthenticationCode\d$|^Secret(String|Binary)$/;

/** A call's input without the passwords and codes that are in it. */
export function withoutSecrets(input: unknown): unknown {
  const text = JSON.stringify(input, (name, value: unknown) => (SECRET.test(name) ? "****" : value));
  return text === undefined ? undefined : JSON.parse(text);
}

function keyOf({ sequence }: LoggedCall): string {
  return callLogPrefix + sequenceKey(sequence);
}

/** So that the order of keys is the order of calls. */
export function sequenceKey(sequence: number): string {
  return String(sequence).padStart(15, "0");
}
