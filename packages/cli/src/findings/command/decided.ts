import { StageError } from "../../stage/problem.ts";
import type { Decided, Outcome } from "../outcome.ts";
import { awaitOutcome } from "../requests.ts";
import type { Line } from "../text/line.ts";
import { proposalText } from "../text/plan.ts";
import { refusalText } from "../text/refusal.ts";
import type { Story } from "../views.ts";
import type { Context, ExitCode } from "./context.ts";

export interface Waiting {
  /** false: don't wait for what becomes of it. */
  wait: boolean;
}

/** Says what became of a decision that the API has taken in, or where that can be seen. */
export async function decided(
  { connection, output, patienceMs, now }: Context,
  { finding: { id } }: Story,
  action: Decided,
  taken: { decision: string; exemption?: string | undefined },
  { wait }: Waiting,
): Promise<ExitCode> {
  const look = `npm run findings -- ${connection.options} show ${id}`;
  if (!wait) {
    output.answer(taken, [`Taken in. ${look} shows what becomes of it.`]);
    return 0;
  }
  const decision = { id: taken.decision, action };
  const { story, outcome } = await awaitOutcome(connection, id, decision, patienceMs, output.note);
  if (outcome === undefined)
    throw new StageError(`Taken in, and still under way: ${look} shows what becomes of it.`);
  output.answer({ ...taken, ...outcome, finding: story.finding }, [
    outcome.words,
    ...differenceText(story, action, outcome, now()),
  ]);
  return outcome.result === "done" ? 0 : 1;
}

/** What is in the way: another plan than the approved one, or what an undo would run over. */
function differenceText(
  { finding: { refusal }, proposal }: Story,
  action: Decided,
  { result }: Outcome,
  now: Date,
): Line[] {
  if (result === "asks-again" && proposal) return proposalText(proposal, now);
  if (result !== "refused" || action !== "undo" || refusal === undefined) return [];
  const next = refusal.force === undefined ? [] : ["With --force it is undone all the same."];
  return [...refusalText(refusal), ...next];
}
