import type { Decision } from "../decision/schema.ts";
import { covering } from "../exemption/covers.ts";
import { exemptableOf } from "../exemption/exemptable.ts";
import type { Exemption } from "../exemption/schema.ts";
import type { Settings } from "../settings/settings.ts";
import { coverAgain, dismiss, exempt, refuse, retry, warn } from "./decide.ts";
import { undecided } from "./decided.ts";
import { claimable, undoStopped } from "./lifecycle.ts";
import type { Finding } from "./schema.ts";
import { at, can } from "./transitions.ts";
import { undoSteps } from "./undo.ts";
import { expire } from "./waiting.ts";

type Of<A extends Decision["action"]> = Extract<Decision, { action: A }>;

/**
 * What is to be done with a finding now: something to write, or something that the live account is needed for. `rest`: nothing,
 * until something happens or it is due.
 */
export type Move =
  | { kind: "write"; next: Finding }
  | { kind: "respond" }
  | { kind: "approve"; decision: Of<"approve"> }
  | { kind: "revert" }
  | { kind: "undo"; decision: Of<"undo"> }
  | { kind: "continue-undo" }
  | { kind: "uncovered" }
  | { kind: "rest" };

/** All that decides what comes next, read afresh. */
export interface Known {
  /** All about this finding, the earliest first. */
  decisions: readonly Decision[];
  /** All that hold now. */
  exemptions: readonly Exemption[];
  settings: Pick<Settings, "exemptions">;
  /** Can Snapback look at the resource? */
  reachable: boolean;
}

const REST: Move = { kind: "rest" };

/** Decides by what is known alone. Pure. What a person has decided comes first, in the order in which they did. */
export function whatNext(finding: Finding, known: Known, now: Date): Move {
  if (undoStopped(finding, now)) return { kind: "continue-undo" };
  const busy = (finding.state === "responding" && !claimable(finding, now)) || finding.state === "undoing";
  // Who is at it looks again when it is done.
  if (busy) return REST;
  const decision = undecided(finding, known.decisions);
  if (decision && finding.state !== "responding") return follow(finding, decision, known, now);
  return byItself(finding, known, now);
}

function follow(finding: Finding, decision: Decision, known: Known, now: Date): Move {
  const { exemptions, settings } = known;
  const refused = (reason: string): Move => ({ kind: "write", next: refuse(finding, decision, reason, now) });
  const wrongState = () => refused(`it is ${finding.state} by now`);
  switch (decision.action) {
    case "approve": {
      const { proposal } = finding;
      if (!can(finding, "approve")) return wrongState();
      if (proposal?.id !== decision.proposal) return refused("another plan waits by now");
      if (proposal.expiresAt !== undefined && proposal.expiresAt < decision.at)
        return refused(`it could be approved until ${proposal.expiresAt}`);
      return { kind: "approve", decision };
    }
    case "reject":
      if (!can(finding, "reject")) return wrongState();
      if (finding.proposal?.id !== decision.proposal) return refused("another plan waits by now");
      return { kind: "write", next: dismiss(finding, decision, now) };
    case "dismiss":
      if (!can(finding, "dismiss")) return wrongState();
      return { kind: "write", next: dismiss(finding, decision, now) };
    case "retry":
      if (!can(finding, "retry")) return wrongState();
      if (!known.reachable)
        return refused("Snapback can't look at this resource, or has no response to this");
      return { kind: "write", next: retry(finding, decision, now) };
    case "exempt": {
      const made = exemptions.find(({ id }) => id === decision.exemption);
      if (!can(finding, "exempt")) return wrongState();
      if (!made) return refused(`its exemption ${decision.exemption} does not hold any more`);
      return { kind: "write", next: exempt(finding, made, decision, settings.exemptions.warnHours, now) };
    }
    case "undo":
    default:
      if (!can(finding, "beginUndo")) return wrongState();
      if (undoSteps(finding, decision.attempt).length === 0)
        return refused("there is nothing (more) to undo of it");
      return { kind: "undo", decision };
  }
}

function byItself(finding: Finding, known: Known, now: Date): Move {
  const { exemptions, settings } = known;
  const { tagKeys, warnHours } = settings.exemptions;
  const due = finding.dueAt !== undefined && finding.dueAt <= at(now);
  // Whoever undid something knows what it is to be left alone by; other exemptions are as good.
  const cover = covering(exemptions, exemptableOf(finding), { tagKeys });
  switch (finding.state) {
    case "open":
      if (cover) return { kind: "write", next: exempt(finding, cover, undefined, warnHours, now) };
      return claimable(finding, now) ? { kind: "respond" } : REST;
    case "responding":
      return { kind: "respond" };
    case "awaiting-approval":
      if (cover) return { kind: "write", next: exempt(finding, cover, undefined, warnHours, now) };
      return due ? { kind: "write", next: expire(finding, now) } : REST;
    case "contested":
      if (cover) return { kind: "write", next: exempt(finding, cover, undefined, warnHours, now) };
      return due ? { kind: "revert" } : REST;
    case "exempt":
    case "undone":
      return underExemption(finding, cover, known, now);
    case "remediated":
    case "failed":
    case "undoing":
    case "dismissed":
    default:
      return REST;
  }
}

/** A finding under an exemption: is it about to end, or has it? */
function underExemption(
  finding: Finding,
  cover: Exemption | undefined,
  { exemptions, settings }: Known,
  now: Date,
): Move {
  const known = finding.exemption && exemptions.find(({ id }) => id === finding.exemption?.id);
  // Whether a tag is there shows in the live account alone: an exemption by one holds once it was seen to.
  const holds = known && (known.id === cover?.id || known.scope.tag !== undefined) ? known : cover;
  if (!holds) return { kind: "uncovered" };
  if (holds.id !== finding.exemption?.id)
    return { kind: "write", next: coverAgain(finding, holds, settings.exemptions.warnHours, now) };
  const { warnAt, warned } = finding.exemption;
  return warned !== true && warnAt <= at(now) ? { kind: "write", next: warn(finding, now) } : REST;
}
