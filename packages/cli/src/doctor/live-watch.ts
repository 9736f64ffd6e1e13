import type { Finding } from "@snapback/core/finding/schema";

/** How an opened rule ended, after so many milliseconds since the call that opened it was answered. */
export type Outcome =
  | { end: "safe"; afterMs: number; finding: Finding }
  | { end: "failed"; afterMs: number; finding: Finding }
  /** To a person, or alone. */
  | { end: "left"; afterMs: number; finding: Finding }
  | { end: "late"; open: boolean; finding: Finding | undefined }
  | { end: "interrupted" };

export interface Watch {
  isOpen: () => Promise<boolean>;
  /** The finding of this violation, once this call is in it. */
  finding: () => Promise<Finding | undefined>;
  timeoutMs: number;
  pollMs: number;
  signal: AbortSignal;
  /** Monotonic, in milliseconds. */
  clock: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Looks until the rule is gone and the finding says that Snapback did it: a rule that is merely not to be seen may not be
 * visible yet, or somebody else may have revoked it.
 */
export async function watch({
  isOpen,
  finding,
  timeoutMs,
  pollMs,
  signal,
  clock,
  sleep,
}: Watch): Promise<Outcome> {
  const start = clock();
  let goneMs: number | undefined;
  for (;;) {
    if (signal.aborted) return { end: "interrupted" };
    const [open, found] = await Promise.all([isOpen(), finding()]);
    const afterMs = clock() - start;
    goneMs = open ? undefined : (goneMs ?? afterMs);
    if (found?.state === "remediated" && goneMs !== undefined)
      return { end: "safe", afterMs: goneMs, finding: found };
    if (found?.state === "failed") return { end: "failed", afterMs, finding: found };
    if (found && isLeft(found)) return { end: "left", afterMs, finding: found };
    if (afterMs >= timeoutMs) return { end: "late", open, finding: found };
    await sleep(pollMs);
  }
}

function isLeft({ state, hold }: Finding): boolean {
  if (state === "open") return hold !== undefined;
  return state === "awaiting-approval" || state === "exempt";
}
