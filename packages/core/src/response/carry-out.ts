import { type LiveAccount, runStep } from "../aws/account.ts";
import { awsFailure, awsWords, sentOnce } from "../aws/error.ts";
import * as attempts from "../finding/attempt.ts";
import type { StepOutcome } from "../finding/attempt-schema.ts";
import type { Finding } from "../finding/schema.ts";
import { JsonObject } from "../json.ts";
import { advance, requireLease } from "./advance.ts";
import { CallError } from "./call-error.ts";
import type { Obstacle } from "./obstacle.ts";
import { type Plan, resolveInput, type Step } from "./plan.ts";
import type { Responder } from "./responder.ts";

/**
 * Runs a plan's steps in order. It and its undo are written down first, and each step before it runs. Between two steps `mayGoOn`
 * is asked whether something stands in the way by now: then the rest is not run.
 */
export async function carryOut(
  finding: Finding,
  before: JsonObject,
  plan: Plan,
  mayGoOn: (finding: Finding) => Promise<Obstacle | undefined>,
  responder: Responder,
): Promise<{ finding: Finding; stopped?: Obstacle }> {
  const { now } = responder;
  const live = responder.live(finding.region);
  let current = await advance(finding, (known) => attempts.planned(known, plan, before, now()), responder);
  const answers: unknown[] = [];
  for (const [index, step] of plan.steps.entries()) {
    if (index > 0) {
      const stopped = await mayGoOn(current);
      if (stopped) return { finding: current, stopped };
      current = await advance(current, (known) => attempts.starting(known, index, now()), responder);
    }
    requireLease(current, responder);
    const outcome = await outcomeOf(() => run(live, step, { steps: answers }), "gone");
    answers.push(outcome.output);
    current = await advance(current, (known) => attempts.stepped(known, index, outcome, now()), responder);
  }
  return { finding: current };
}

/** Sends one step's call, with what earlier ones have answered in its input. */
export function run(
  live: LiveAccount,
  step: Step,
  answers: Parameters<typeof resolveInput>[1],
): Promise<unknown> {
  return runStep(live, { ...step, input: resolveInput(step.input, answers) });
}

/**
 * What a step answered, as JSON without the SDK's metadata. That its object is gone, or for an undo that it is there again, is no
 * failure, but somebody else's doing: the step changed nothing, unless the SDK sent the call more than once, when the first may
 * have been it.
 */
export async function outcomeOf(
  call: () => Promise<unknown>,
  already: "gone" | "there",
): Promise<Required<Pick<StepOutcome, "status" | "output">>> {
  try {
    const answer: unknown = JSON.parse(JSON.stringify((await call()) ?? {}));
    const { $metadata: _, ...output } = JsonObject.parse(answer);
    return { status: "done", output };
  } catch (error) {
    if (awsFailure(error) !== already) throw new CallError("a step failed", { cause: error });
    return { status: sentOnce(error) ? "already" : "done", output: { [already]: awsWords(error).message } };
  }
}
