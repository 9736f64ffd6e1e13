import { type LiveAccount, runStep } from "../aws/account.ts";
import { awsFailure, awsWords, sentOnce } from "../aws/error.ts";
import type { Detection, Inspection } from "../detections/define.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import { ConflictError, type FindingStore } from "../finding/store.ts";
import { JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { Settings } from "../settings/settings.ts";
import { type Plan, resolveInput } from "./plan.ts";

export interface Responder {
  detections: readonly Detection[];
  findings: FindingStore;
  settings: Settings;
  /** The account as it is now, in a region. */
  live: (region: string) => LiveAccount;
  log: Log;
  now: () => Date;
  sleep: (milliseconds: number) => Promise<void>;
  /** Names this invocation: who holds the lease. */
  owner: string;
  /** How long nobody else may act on a finding that this invocation took: longer than the function may run. */
  leaseMs: number;
  /** The first wait before a response is tried again after a failure that may pass. */
  backoffMs: number;
}

/** Another responder holds the finding: ours took longer than its lease. */
class LostLeaseError extends Error {
  override name = "LostLeaseError";
}

/** What AWS (or a plan) said no with, on the way to the resource. */
class CallError extends Error {
  override name = "CallError";
}

/** EC2 and IAM reads lag behind writes by up to some seconds, so what did not take is looked at again. */
const VERIFY_WAITS_MS = [0, 50, 100, 200, 400, 800, 1600, 3200];

/** Rounds of plan and steps in one go, for when the violation comes back while it is being put right. */
const ROUNDS = 5;

/**
 * Puts right what a finding says is wrong, if it is still wrong and nobody else is at it. May be called any number of
 * times, at once or one after the other, and after a crash at any point: the table says what has been done, the live
 * account what is left to do.
 */
export async function respond(findingId: string, responder: Responder): Promise<void> {
  const { findings, log, now, owner, leaseMs } = responder;
  const known = await findings.get(findingId);
  if (!known || !lifecycle.claimable(known, now())) {
    return log.debug("respond.nothing-to-do", { findingId, state: known?.state, hold: known?.hold });
  }
  const detection = responder.detections.find(({ id }) => id === known.detection);
  if (!detection?.response) return log.warn("respond.no-response", { findingId, detection: known.detection });
  try {
    const claimed = await findings.save(lifecycle.claim(known, owner, leaseMs, now()), known);
    await putRight(claimed, detection.response, responder);
  } catch (error) {
    if (error instanceof ConflictError || error instanceof LostLeaseError) {
      return log.info("respond.left-to-another", { findingId, why: error.message });
    }
    throw error;
  }
}

async function putRight(
  claimed: Finding,
  response: NonNullable<Detection["response"]>,
  responder: Responder,
): Promise<void> {
  const { settings, log, now } = responder;
  const live = responder.live(claimed.region);
  const look = () => inspect(response, claimed, live, settings.parameters(claimed.detection));
  let finding = claimed;
  try {
    let { state, plan } = await look();
    for (let round = 0; plan !== undefined; round++) {
      if (round === ROUNDS) throw new CallError(`it came back ${ROUNDS} times while it was being put right`);
      finding = await carryOut(finding, state, plan, live, responder);
      ({ state, plan } = await lookAfter(plan, look, responder));
    }
    const done = await advance(finding, (current) => settled(current, state, now()), responder);
    if (done.state === "responding") return await putRight(done, response, responder);
    log.info("finding.remediated", told(done));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const words = awsWords(error.cause ?? error);
    const passing = awsFailure(error.cause) === "passing";
    const left = await advance(
      finding,
      (current) =>
        passing
          ? lifecycle.release(current, words, responder.backoffMs, now())
          : lifecycle.fail(current, words, now()),
      responder,
    );
    if (left.state === "failed") log.error("finding.failed", { ...told(left), error: words });
    else log.warn("finding.will-retry", { ...told(left), error: words, dueAt: left.dueAt });
  }
}

/** Safe, unless a call came in while we looked: then look again. */
function settled(finding: Finding, state: JsonObject, now: Date): Finding {
  return finding.recheck ? lifecycle.rechecking(finding, now) : lifecycle.remediate(finding, state, now);
}

/** Runs a plan's steps in order. The plan and its undo are written down first, and each step before it runs. */
async function carryOut(
  finding: Finding,
  before: JsonObject,
  plan: Plan,
  live: LiveAccount,
  responder: Responder,
): Promise<Finding> {
  const { now } = responder;
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
async function lookAfter(
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

async function inspect(
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
async function advance(
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

/** What the log tells of a finding. */
function told(finding: Finding): Record<string, unknown> {
  const { id, detection, severity, summary, account, region, opened, safe } = finding;
  const since = (start: string) => safe && Date.parse(safe.at) - Date.parse(start);
  return {
    findingId: id,
    eventId: opened.eventId,
    detection,
    severity,
    summary,
    account,
    region,
    by: safe?.by,
    openMs: since(opened.eventTime),
    tookMs: since(opened.seenAt),
  };
}
