import type { JsonObject } from "../json.ts";
import type { Party } from "../person/party.ts";
import type { Role } from "../person/person.ts";
import type { Activity, Finding, NoticeKind, State } from "./schema.ts";

interface Transition {
  from: readonly State[];
  to: State;
  /** Snapback by itself, or a person who has at least this role. */
  by: "snapback" | Role;
}

/**
 * The life of a finding, as data: what may follow on what, and who may make it so. Everything that writes a finding goes
 * through `move`, and the store makes each write conditional on the version that was read: whatever runs side by side, a
 * finding moves by one of these at a time.
 */
export const transitions = {
  /** It was seen again after it had come to rest, or what covered it has ended. */
  reopen: {
    from: ["remediated", "failed", "undone", "exempt", "dismissed"],
    to: "open",
    by: "snapback",
  },
  /** An exemption covers it. */
  exempt: {
    from: [
      "open",
      "awaiting-approval",
      "responding",
      "remediated",
      "failed",
      "contested",
      "exempt",
      "undone",
      "dismissed",
    ],
    to: "exempt",
    by: "snapback",
  },
  claim: { from: ["open", "responding"], to: "responding", by: "snapback" },
  approve: { from: ["open", "awaiting-approval", "contested"], to: "responding", by: "responder" },
  /** A contested exposure that is critical, after a wait. */
  revert: { from: ["contested"], to: "responding", by: "snapback" },
  /** A failure that may pass. */
  release: { from: ["responding"], to: "open", by: "snapback" },
  /** AWS takes minutes to show what was done. */
  settle: { from: ["responding"], to: "responding", by: "snapback" },
  /** Left to a person, with the plan that would have run. */
  hold: { from: ["responding"], to: "open", by: "snapback" },
  ask: { from: ["responding", "undone"], to: "awaiting-approval", by: "snapback" },
  /** Nobody approved it in time. */
  expire: { from: ["awaiting-approval"], to: "open", by: "snapback" },
  reject: { from: ["open", "awaiting-approval", "contested"], to: "dismissed", by: "responder" },
  dismiss: {
    from: ["open", "awaiting-approval", "failed", "contested", "exempt"],
    to: "dismissed",
    by: "responder",
  },
  retry: {
    from: ["open", "awaiting-approval", "failed", "contested", "dismissed"],
    to: "open",
    by: "responder",
  },
  contest: { from: ["responding"], to: "contested", by: "snapback" },
  remediate: { from: ["responding"], to: "remediated", by: "snapback" },
  /** What covered it has ended, and by then it had been put right. */
  close: { from: ["exempt", "undone"], to: "remediated", by: "snapback" },
  fail: { from: ["responding", "undoing"], to: "failed", by: "snapback" },
  beginUndo: {
    from: ["open", "awaiting-approval", "remediated", "failed", "contested", "exempt", "dismissed"],
    to: "undoing",
    by: "responder",
  },
  continueUndo: { from: ["undoing"], to: "undoing", by: "snapback" },
  finishUndo: { from: ["undoing"], to: "undone", by: "snapback" },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;

/** What a finding can't do in its state. The words say what it can be done from. */
export class IllegalTransitionError extends Error {
  override name = "IllegalTransitionError";
}

/** Is there such a transition from the finding's state? */
export function can(finding: Pick<Finding, "state">, name: TransitionName): boolean {
  const { from }: Transition = transitions[name];
  return from.includes(finding.state);
}

/** What is put on record of one write. */
export interface Note {
  by: Party;
  what: string;
  eventId?: string;
  decision?: string;
  before?: JsonObject;
  after?: JsonObject;
  /** People are told of it. */
  notice?: NoticeKind;
}

export const SNAPBACK: Party = { kind: "snapback", name: "snapback" };

export function at(now: Date, afterMs = 0): string {
  return new Date(now.getTime() + afterMs).toISOString();
}

/** So many exemptions are kept of what has covered a finding. */
const EXEMPTIONS = 20;

/** The finding after one write: a version on, with its activity. */
export function write(
  finding: Finding,
  changes: Partial<Finding>,
  note: Note | undefined,
  now: Date,
): Finding {
  const changed = { ...finding, ...changes };
  const next = { ...changed, ...exemptedBy(finding, changed), version: finding.version + 1 };
  // A finding that did not exist before was in no state.
  const from = finding.version === 0 ? {} : { from: finding.state };
  const activity: Activity[] = note
    ? [{ findingId: next.id, version: next.version, at: at(now), ...note, ...from, to: next.state }]
    : [];
  return { ...next, pending: activity };
}

/** Every exemption that covers it goes on record, whichever way it came. Findings of before that was so have none on it. */
function exemptedBy(finding: Finding, changed: Finding): Pick<Finding, "exemptedBy"> {
  const covers = [finding, changed].flatMap(({ exemption }) => exemption?.id ?? []);
  if (covers.length === 0) return {};
  const known = (finding.exemptedBy ?? []).filter((id) => !covers.includes(id));
  return { exemptedBy: [...new Set([...known, ...covers])].slice(-EXEMPTIONS) };
}

/**
 * The finding after a transition.
 *
 * @throws IllegalTransitionError where its state allows none such
 */
export function move(
  finding: Finding,
  name: TransitionName,
  changes: Partial<Finding>,
  note: Note,
  now: Date,
): Finding {
  const { from, to } = transitions[name];
  if (!can(finding, name)) {
    throw new IllegalTransitionError(
      `${finding.id} is ${finding.state}: ${name} is possible only from ${from.join(", ")}`,
    );
  }
  return write(finding, { ...changes, state: to }, note, now);
}
