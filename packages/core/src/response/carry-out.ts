import { type LiveAccount, runStep } from "../aws/account.ts";
import { awsFailure, awsWords, sentOnce } from "../aws/error.ts";
import type { Detection, Inspection } from "../detections/define.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import { ConflictError } from "../finding/store.ts";
import { JsonObject } from "../json.ts";
import { type Plan, resolveInput } from "./plan.ts";
import type { Responder } from "./responder.ts";

/** Another responder holds the finding: ours took longer than its lease. */
export class LostLeaseError extends Error {
  override name = "LostLeaseError";
}

/** The operator's cap on automatic changes is reached: what is still wrong is a person's. */
export class CapReachedError extends Error {
  override name = "CapReachedError";
}

/** What AWS (or a plan) said no with, on the way to the resource. */
export class CallError extends Error {
  override name = "CallError";
}

/** EC2 and IAM reads lag behind writes by up to some seconds, so what did not take is looked at again. */
const VERIFY_WAITS_MS = [0, 50, 100, 200, 400, 800, 1600, 3200];

/**
 * Runs a plan's steps in order. The plan is counted first, so that a crash can make the count too high and never too low;
 * it and its undo are written down next, and each step before it runs.
 */
export async function carryOut(
  finding: Finding,
  before: JsonObject,
  plan: Plan,
  live: LiveAccount,
  responder: Responder,
): Promise<Finding> {
  const { changes, settings, now } = responder;
  const cap = settings.automaticChangesPerHour;
  if (!(await changes.count(cap, now()))) {
    throw new CapReachedError(
      `this hour has had as many automatic changes as snapback.config.ts allows (automaticChangesPerHour: ${cap})`,
    );
  }
  let current = await advance(finding, (known) => lifecycle.planned(known, plan, before, now()), responder);
  const answers: unknown[] = [];
  for (const [index, step] of plan.steps.entries()) {
    if (current.lease === undefined || current.lease.until <= now().toISOString()) {
      throw new LostLeaseError(`${finding.id}: the lease ran out before step ${index + 1}`);
    }
    const outcome = await outcomeOf(() =>
      runStep(live, { ...step, input: resolveInput(step.input, answers) }),
    );
    answers.push(outcome.output);
    current = await advance(current, (known) => lifecycle.stepped(known, index, outcome, now()), responder);
  }
  return current;
}

/** Looks until the resource is safe, or wrong in another way than before: then it has come back. */
export async function lookAfter(
  plan: Plan,
  look: () => Promise<Inspection>,
  { sleep }: Responder,
): Promise<Inspection> {
  for (const wait of VERIFY_WAITS_MS) {
    if (wait > 0) await sleep(wait);
    const inspection = await look();
    if (!inspection.plan || JSON.stringify(inspection.plan.steps) !== JSON.stringify(plan.steps))
      return inspection;
  }
  throw new CallError("AWS took every step, and the resource is as wrong as before");
}

export async function inspect(
  response: NonNullable<Detection["response"]>,
  { resource, evidence }: Finding,
  live: LiveAccount,
  parameters: unknown,
): Promise<Inspection> {
  try {
    return await response.inspect({ resource, evidence }, live, parameters);
  } catch (error) {
    if (awsFailure(error) === "gone") return { state: { gone: awsWords(error).message } };
    throw new CallError("could not look at the resource", { cause: error });
  }
}

/**
 * What a step answered, as JSON without the SDK's metadata. That its object is gone is no failure, but somebody else's
 * doing, unless the SDK sent the call more than once: then the first may have been it.
 */
async function outcomeOf(
  run: () => Promise<unknown>,
): Promise<{ status: "done" | "already"; output: JsonObject }> {
  try {
    const answer: unknown = JSON.parse(JSON.stringify((await run()) ?? {}));
    const { $metadata: _, ...output } = JsonObject.parse(answer);
    return { status: "done", output };
  } catch (error) {
    if (awsFailure(error) === "gone") {
      return { status: sentOnce(error) ? "already" : "done", output: { gone: awsWords(error).message } };
    }
    throw new CallError("a step failed", { cause: error });
  }
}

/** Writes the next version. What `detect` wrote meanwhile is kept; if somebody else took the finding, this ends. */
export async function advance(
  finding: Finding,
  next: (current: Finding) => Finding,
  { findings, owner }: Responder,
): Promise<Finding> {
  let current = finding;
  for (;;) {
    try {
      return await findings.save(next(current), current);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const reread = await findings.get(finding.id);
      if (reread?.lease?.owner !== owner) {
        throw new LostLeaseError(`${finding.id} was taken by another responder`, { cause: error });
      }
      current = reread;
    }
  }
}
