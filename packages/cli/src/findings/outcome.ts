import type { Story } from "./views.ts";

export type Decided = "approve" | "reject" | "undo" | "exempt" | "dismiss" | "retry";

/** A decision that was taken in, by its id. */
export interface Decision {
  id: string;
  action: Decided;
}

/** What became of a decision: it was followed, to the end; it was refused; or it led to something else than was wanted. */
export interface Outcome {
  result: "done" | "asks-again" | "refused" | "failed";
  /** In a line. */
  words: string;
}

/** What became of a decision by now; `undefined` while it is under way. */
export function outcomeOf(
  { finding, activity }: Pick<Story, "finding" | "activity">,
  { id, action }: Decision,
): Outcome | undefined {
  const own = activity.filter(({ decision }) => decision === id);
  const latest = own.at(-1);
  if (latest === undefined) return undefined;
  // Snapback's own word about a decision that left the finding as it was.
  const refusal = own.find(({ by, from, to }) => by.kind === "snapback" && from === to);
  if (refusal) return { result: "refused", words: refusal.what };
  switch (action) {
    case "reject":
    case "dismiss":
    case "exempt":
      return { result: "done", words: `${latest.to}: ${latest.what}` };
    case "undo":
      if (latest.to === "undone") return { result: "done", words: latest.what };
      return isUnderWay(finding) ? undefined : { result: "failed", words: stateWords(finding) };
    case "approve":
    case "retry":
      return isUnderWay(finding) ? undefined : ended(finding, action);
    default:
      return action satisfies never;
  }
}

/** A finding that is open and left to nobody is about to be looked at. */
function isUnderWay({ state, hold }: Pick<Story["finding"], "state" | "hold">): boolean {
  return state === "responding" || state === "undoing" || (state === "open" && hold === undefined);
}

/** What running a plan came to. Who wants another look is content with whatever that shows. */
function ended(finding: Story["finding"], action: "approve" | "retry"): Outcome {
  const words = stateWords(finding);
  const { state, proposal } = finding;
  if (state === "failed") return { result: "failed", words };
  if (state === "remediated" || action === "retry") return { result: "done", words };
  if (state === "awaiting-approval")
    return { result: "asks-again", words: `asks again: ${proposal?.why ?? ""}` };
  return { result: "failed", words };
}

/** Where the finding is, and why. */
export function stateWords({ state, failure, safe, hold, proposal, exemption }: Story["finding"]): string {
  switch (state) {
    case "remediated":
      return `remediated: ${safe?.by === "already" ? "it was safe already" : "verified to be safe again"}`;
    case "failed":
      return failure ? `failed: ${failure.code}: ${failure.message}` : "failed";
    case "awaiting-approval":
      return `waits for approval: ${proposal?.why ?? ""}`;
    case "exempt":
    case "undone":
      return `${state}: left alone until ${exemption?.until ?? "its exemption ends"}`;
    case "open":
      if (hold !== undefined) return `open, and left to a person: ${hold}`;
      return failure ? `open, and will be tried again after ${failure.code}: ${failure.message}` : "open";
    case "responding":
    case "undoing":
    case "contested":
    case "dismissed":
      return state;
    default:
      return state satisfies never;
  }
}
