import type { Asked, Channel } from "./channels-request.ts";

type Test = NonNullable<Channel["test"]>;

/**
 * How far a test is. `over` has the one that was asked for here, or one that somebody asked for later and that stands for it, too;
 * `none` where nobody has asked.
 */
export type TestProgress =
  | { kind: "none" | "asked" | "late" | "sending" | "cut-off" }
  | { kind: "over"; failed: boolean; at: string; error?: string | undefined };

/** After this long the message must have got lost, or whoever sends it must have died. */
const LONG_MS = 60_000;

/** @param asked what was asked for here, where something was */
export function testProgress(asked: Asked | undefined, test: Test | undefined, now: number): TestProgress {
  if (asked && (test === undefined || isBefore(test, asked)))
    return { kind: now - Date.parse(asked.at) > LONG_MS ? "late" : "asked" };
  if (test === undefined) return { kind: "none" };
  const { outcome, begunAt, endedAt = begunAt, error } = test;
  if (outcome !== "sending") return { kind: "over", failed: outcome === "failed", at: endedAt, error };
  return { kind: now - Date.parse(begunAt) > LONG_MS ? "cut-off" : "sending" };
}

/** Is something still to come, so that it is worth looking often? */
export function isUnderWay({ kind }: TestProgress): boolean {
  return kind === "asked" || kind === "sending";
}

function isBefore(test: Test, asked: Asked): boolean {
  return test.id !== asked.id && test.at <= asked.at;
}
