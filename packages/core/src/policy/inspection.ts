import type { Inspection } from "../detections/define.ts";
import { readPolicy } from "./document.ts";
import { publicStatements } from "./public.ts";
import { type Call, type Empty, policyFingerprint, policyPlan, policySummary } from "./response.ts";

/** What a policy says to everyone, as a finding has it; `undefined` where it says nothing to them, or can't be read. */
export function publicPolicy(
  policy: unknown,
  what: string,
  now?: Date,
): { fingerprint: string; summary: string } | undefined {
  const document = readPolicy(policy);
  if (!document.readable) return undefined;
  const offending = publicStatements(document, now && { now });
  if (offending.length === 0) return undefined;
  return { fingerprint: policyFingerprint(offending), summary: policySummary(what, offending) };
}

/**
 * A live resource policy, and, where it still lets everyone do what the finding says, the plan that takes just that away. What it
 * lets everyone do by then in another way is another finding's.
 *
 * @param policy as AWS gave it; "" and `undefined` for none
 * @param fingerprint the finding's
 * @param what the resource in words: "queue jobs"
 * @param put the call that writes a policy
 * @param empty what to do when no statement is left
 */
export function inspectPolicy({
  policy,
  fingerprint,
  what,
  put,
  empty,
  now,
}: {
  policy: unknown;
  fingerprint: string;
  what: string;
  put: (policyText: string) => Call;
  empty: Empty;
  now: Date;
}): Inspection {
  const document = readPolicy(policy ?? "");
  if (!document.readable) {
    const state = { policy: typeof policy === "string" ? policy : null };
    return { state, stuck: `the policy of ${what} can't be read (${document.why}): look at it by hand` };
  }
  const state = { policy: document.text };
  const offending = publicStatements(document, { now });
  if (offending.length === 0 || policyFingerprint(offending) !== fingerprint) return { state };
  return { state, plan: policyPlan({ text: document.text, offending, what, put, empty }) };
}
