import type { Decision } from "../decision/schema.ts";
import type { Exemption } from "../exemption/schema.ts";
import { coverOf } from "../exemption/warning.ts";
import { closed } from "./attempt.ts";
import { decidedBy } from "./decided.ts";
import { covered, episode } from "./observe.ts";
import type { Finding } from "./schema.ts";
import { at, move, SNAPBACK, write } from "./transitions.ts";

/*
 * What a person's decision makes of a finding, where nothing in the account changes by it; and what exemptions do in the
 * course of time.
 */

type Reject = Extract<Decision, { action: "reject" }>;
type Dismiss = Extract<Decision, { action: "dismiss" }>;

/** Nothing need be done about it, or nothing shall. */
export function dismiss(finding: Finding, decision: Reject | Dismiss, now: Date): Finding {
  const { id, by, reason, action } = decision;
  const changes = {
    ...decidedBy(finding, id, now),
    dismissed: { by, reason, at: at(now) },
    proposal: undefined,
    approval: undefined,
    exemption: undefined,
    look: false,
    dueAt: undefined,
  };
  const what = `${action === "reject" ? "rejected the plan" : "dismissed"}: ${reason}`;
  return move(closed(finding, {}, now), action, changes, { by, what, decision: id }, now);
}

/** Looks at the resource again, as if it had just been found; the times that it was put right before count no more. */
export function retry(finding: Finding, { id, by }: Pick<Decision, "id" | "by">, now: Date): Finding {
  const changes = {
    ...decidedBy(finding, id, now),
    look: true,
    hold: undefined,
    proposal: undefined,
    approval: undefined,
    dismissed: undefined,
    failure: undefined,
    contested: undefined,
    remediations: [],
    retries: 0,
    dueAt: at(now),
  };
  return move(finding, "retry", changes, { by, what: "had it looked at again", decision: id }, now);
}

/** Says why a decision is not followed. */
export function refuse(finding: Finding, { id, action }: Decision, reason: string, now: Date): Finding {
  const note = { by: SNAPBACK, what: `refused to ${action}: ${reason}`, decision: id };
  return write(finding, decidedBy(finding, id, now, reason), note, now);
}

/** An exemption covers it, whether made for it or in general. */
export function exempt(
  finding: Finding,
  exemption: Exemption,
  decision: Pick<Decision, "id" | "by"> | undefined,
  warnHours: number,
  now: Date,
): Finding {
  const changes = {
    ...covered(exemption, warnHours),
    ...(decision && decidedBy(finding, decision.id, now)),
  };
  const what = `exempt by ${exemption.id} until ${exemption.until}: ${exemption.reason}`;
  const note = { by: decision?.by ?? SNAPBACK, what, ...(decision && { decision: decision.id }) };
  return move(closed(finding, {}, now), "exempt", changes, note, now);
}

/** People are told that what covers it is about to end. */
export function warn(finding: Finding, now: Date): Finding {
  const { exemption } = finding;
  if (!exemption) return finding;
  const changes = { exemption: { ...exemption, warned: true }, dueAt: exemption.until };
  const what = `its exemption ${exemption.id} ends at ${exemption.until}`;
  return write(finding, changes, { by: SNAPBACK, what, notice: "exemption-ending" }, now);
}

/** Another exemption covers it by now. */
export function coverAgain(finding: Finding, exemption: Exemption, warnHours: number, now: Date): Finding {
  const cover = coverOf(exemption, warnHours);
  const note = { by: SNAPBACK, what: `exempt by ${exemption.id} until ${exemption.until}` };
  return write(finding, { exemption: cover, dueAt: cover.warnAt }, note, now);
}

/** What covered it has ended. `reachable`: `respond` can look whether the violation still stands. */
export function uncover(finding: Finding, reachable: boolean, now: Date): Finding {
  const changes = { ...episode(finding), look: reachable, dueAt: reachable ? at(now) : undefined };
  const tell = finding.severity === "critical" || finding.severity === "high";
  const what = `its exemption ${finding.exemption?.id ?? ""} has ended, and the violation stands`;
  return move(
    finding,
    "reopen",
    changes,
    { by: SNAPBACK, what, ...(tell && { notice: "found" as const }) },
    now,
  );
}
