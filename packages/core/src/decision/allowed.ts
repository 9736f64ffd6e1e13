import type { Operation } from "../aws/operation.ts";
import { operations } from "../aws/operations.ts";
import type { Finding, State } from "../finding/schema.ts";
import { can } from "../finding/transitions.ts";
import { undoable, undoSteps } from "../finding/undo.ts";
import type { Step } from "../response/plan.ts";
import type { Action } from "./schema.ts";

/** What a person wants done about a finding. */
export type Wanted =
  | { action: "approve" | "reject"; proposal: string }
  | { action: "undo"; attempt?: number | undefined; force?: string | undefined }
  | { action: "dismiss" | "exempt" | "retry" };

/**
 * Why this can't be done about the finding now, and what to do instead; `undefined` where nothing stands against it. For a good
 * answer to whoever asks: who acts on the decision looks again, and is the authority.
 */
export function objection(finding: Finding, wanted: Wanted, now: Date): string | undefined {
  if ("proposal" in wanted) return proposalObjection(finding, wanted, now);
  if (wanted.action === "undo") return undoObjection(finding, wanted);
  if (wanted.action === "retry") return retryObjection(finding);
  if (wanted.action === "exempt") return exemptObjection(finding);
  return stateObjection(finding, "dismiss", "dismissed");
}

/** What can be done about a finding now. */
export function allowedActions(finding: Finding, now: Date): Action[] {
  const proposal = finding.proposal?.id ?? "";
  const all: readonly Wanted[] = [
    { action: "approve", proposal },
    { action: "reject", proposal },
    { action: "undo" },
    { action: "exempt" },
    { action: "dismiss" },
    { action: "retry" },
  ];
  return all.filter((wanted) => objection(finding, wanted, now) === undefined).map(({ action }) => action);
}

/** Does an undo hold steps that give rights in IAM? They are left to a person, unless the operator allows Snapback to. */
export function givesIamRights(steps: readonly Pick<Step, "service" | "operation">[]): boolean {
  const known: { [service: string]: { [operation: string]: Operation } } = operations;
  return steps.some(({ service, operation }) => known[service]?.[operation]?.givesIamRights === true);
}

/** What to do where the state stands against it. */
const INSTEAD: { [state in State]?: string } = {
  responding: "Wait until the response is done.",
  undoing: "Wait until the undo is done.",
  remediated: "It is safe again; an undo takes back what was done.",
  exempt: "End its exemption first: then it is looked at again.",
  undone: "End its exemption first: then it is looked at again.",
};

function stateObjection(
  { state }: Finding,
  name: "approve" | "reject" | "dismiss" | "exempt" | "beginUndo" | "retry",
  done: string,
): string | undefined {
  if (can({ state }, name)) return undefined;
  return [`A finding that is ${state} can't be ${done}.`, INSTEAD[state]].filter(Boolean).join(" ");
}

function proposalObjection(
  finding: Finding,
  { action, proposal: id }: Extract<Wanted, { proposal: string }>,
  now: Date,
): string | undefined {
  const { proposal } = finding;
  const wrongState = stateObjection(finding, action, action === "approve" ? "approved" : "rejected");
  if (wrongState !== undefined) return wrongState;
  if (proposal === undefined) return "No plan waits for approval. A retry has one made.";
  if (proposal.id !== id)
    return `The plan is another one by now, ${proposal.id}: look at it again before you ${action} it.`;
  if (action === "approve" && proposal.expiresAt !== undefined && proposal.expiresAt <= now.toISOString())
    return `The plan could be approved until ${proposal.expiresAt}. A retry has it made anew.`;
  return undefined;
}

function undoObjection(
  finding: Finding,
  { attempt, force }: Extract<Wanted, { action: "undo" }>,
): string | undefined {
  const chosen = attempt ?? undoable(finding)?.id;
  if (chosen === undefined) return "Snapback has changed nothing here that it could take back.";
  if (!finding.attempts.some(({ id }) => id === chosen)) return `There is no attempt ${chosen}.`;
  if (undoSteps(finding, chosen).length === 0)
    return `Attempt ${chosen} has changed nothing that could be taken back, or has been taken back.`;
  if (force !== undefined && force !== finding.refusal?.force)
    return "The resource has changed again since you looked: undo without `force` to see how it is now.";
  return stateObjection(finding, "beginUndo", "undone");
}

function retryObjection(finding: Finding): string | undefined {
  if (finding.state === "open" && finding.hold === undefined) return "It is about to be looked at already.";
  return stateObjection(finding, "retry", "tried again");
}

function exemptObjection(finding: Finding): string | undefined {
  const { state, exemption } = finding;
  if (exemption && (state === "exempt" || state === "undone"))
    return `It is ${state}, and left alone until ${exemption.until} by ${exemption.id}.`;
  return stateObjection(finding, "exempt", "exempted");
}
