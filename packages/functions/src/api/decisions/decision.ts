import type { Action, Decision } from "@snapback/core/decision/schema";
import { decisionId } from "@snapback/core/decision/store";
import { exemptionId } from "@snapback/core/exemption/store";
import type { Finding } from "@snapback/core/finding/schema";
import { undoable } from "@snapback/core/finding/undo";
import type { Person } from "@snapback/core/person/person";
import { partyOf } from "../party.ts";
import type { DecisionRequest } from "./requests.ts";

/** Who asks for what about a finding. */
export interface Asked {
  person: Person;
  request: DecisionRequest;
  /** The caller's own name for the request: a repeated one is known by it. */
  key: string | undefined;
}

/** The same for a request that is sent again: by its key, or, without one, for as long as what it is about has not changed. */
export function idOf(finding: Finding, { person, request, key }: Asked): string {
  const about = "proposal" in request ? (finding.proposal?.madeAt ?? "") : finding.version;
  const content = key === undefined ? { person: person.id, request, about } : { person: person.id, key };
  return decisionId(finding.id, request.action, content);
}

/** The decision that a request makes, under its exemption where it needs one. */
export function decisionOf(finding: Finding, id: string, { person, request }: Asked, at: Date): Decision {
  const made = { id, findingId: finding.id, by: partyOf(person), at: at.toISOString() };
  const exemption = exemptionId(id);
  if (request.action === "exempt") return { ...made, action: "exempt", exemption, reason: request.reason };
  if (request.action !== "undo") return { ...made, ...request };
  const { action, reason, attempt = undoable(finding)?.id ?? 0, force } = request;
  return { ...made, action, attempt, exemption, reason, ...(force !== undefined && { force }) };
}

/** The decision in words, for the record. */
export function wordsOf(decision: Decision, { proposal }: Finding): string {
  const steps = proposal?.plan.steps.map(({ does }) => does).join("; ");
  const attempt = "attempt" in decision ? decision.attempt : 0;
  const over = "force" in decision ? ", over what has changed since" : "";
  const words: { [action in Action]: string } = {
    approve: `approved: ${steps}`,
    reject: `rejected the plan (${steps})`,
    undo: `asked to undo attempt ${attempt}${over}`,
    exempt: "exempted it",
    dismiss: "dismissed it",
    retry: "asked for another look at the resource",
  };
  return "reason" in decision ? `${words[decision.action]}: ${decision.reason}` : words[decision.action];
}
