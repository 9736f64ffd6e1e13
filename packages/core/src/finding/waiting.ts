import { closed } from "./attempt.ts";
import type { Proposal } from "./attempt-schema.ts";
import { idle } from "./idle.ts";
import type { Finding } from "./schema.ts";
import { at, move, SNAPBACK } from "./transitions.ts";

/* How a finding is left to people, with the plan that would run. */

/**
 * Leaves the finding to a person, with the plan that would have run. Of an attempt that was under way everything is kept: a
 * step may have run. What was seen while it was looked at may be something to act on, and is looked at first.
 */
export function hold(finding: Finding, reason: string, proposal: Proposal | undefined, now: Date): Finding {
  const again = { hold: finding.hold, look: true, dueAt: at(now) };
  const left = finding.recheck ? again : { hold: reason, proposal };
  const what = finding.recheck
    ? "something new was seen meanwhile: will look again"
    : `left to a person: ${reason}`;
  const changes = { ...idle, ...left, approval: undefined };
  return move(closed(finding, {}, now), "hold", changes, { by: SNAPBACK, what }, now);
}

/** Asks a person to approve the plan, until a time. */
export function ask(finding: Finding, proposal: Proposal & { expiresAt: string }, now: Date): Finding {
  const changes = {
    ...idle,
    proposal,
    approval: undefined,
    exemption: undefined,
    failure: undefined,
    dueAt: proposal.expiresAt,
  };
  const what = `waits for approval until ${proposal.expiresAt}: ${proposal.why}`;
  return move(closed(finding, {}, now), "ask", changes, { by: SNAPBACK, what, notice: "approval" }, now);
}

/** Nobody approved in time. */
export function expire(finding: Finding, now: Date): Finding {
  const until = finding.proposal?.expiresAt ?? at(now);
  const reason = `nobody approved the plan by ${until}: have it made anew with "retry"`;
  const note = { by: SNAPBACK, what: `the approval expired: ${reason}` };
  return move(finding, "expire", { ...idle, hold: reason }, note, now);
}

/**
 * Put right too often: people are told who is at it. With `againAfterMs` Snapback goes on after that time; otherwise it stops
 * until a person resolves it.
 */
export function contest(
  finding: Finding,
  {
    proposal,
    times,
    what,
    againAfterMs,
  }: { proposal: Proposal; times: number; what: string; againAfterMs?: number | undefined },
  now: Date,
): Finding {
  const changes = {
    ...idle,
    proposal,
    contested: { since: finding.contested?.since ?? at(now), times },
    dueAt: againAfterMs === undefined ? undefined : at(now, againAfterMs),
  };
  const left = closed(finding, {}, now);
  return move(left, "contest", changes, { by: SNAPBACK, what, notice: "contested" }, now);
}
