import { awsFailure, awsWords } from "../aws/error.ts";
import { givesIamRights } from "../decision/allowed.ts";
import type { Decision } from "../decision/schema.ts";
import type { Detection, Inspection } from "../detections/define.ts";
import { digestOf } from "../digest.ts";
import { coverOf } from "../exemption/warning.ts";
import type { Undo } from "../finding/attempt-schema.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import * as undoing from "../finding/undo.ts";
import type { JsonObject } from "../json.ts";
import { advance, requireLease } from "./advance.ts";
import { CallError } from "./call-error.ts";
import { outcomeOf, run } from "./carry-out.ts";
import { isWrong, lookAt } from "./look.ts";
import type { Responder } from "./responder.ts";
import { told } from "./told.ts";
import { undoAnswers } from "./undo-answers.ts";

type Response = NonNullable<Detection["response"]>;
type Asked = Extract<Decision, { action: "undo" }>;

/** Reads lag behind writes here, too. */
const WAITS_MS = [0, 50, 100, 200, 400, 800];

/**
 * Takes back what Snapback did to a finding's resource, as a person wants it. Refused where somebody else has changed the resource
 * since, unless the person has seen that very change and goes on.
 */
export async function undo(
  finding: Finding,
  decision: Asked,
  response: Response,
  responder: Responder,
): Promise<void> {
  const { findings, owner, leaseMs, now, log } = responder;
  const refused = await refusal(finding, decision, response, responder);
  if ("reason" in refused) {
    const left = await findings.save(undoing.refuseUndo(finding, decision, refused, now()), finding);
    return log.warn("undo.refused", { ...told(left), decision: decision.id, reason: refused.reason });
  }
  const begun = undoing.beginUndo(finding, decision, refused.state, { owner, leaseMs }, now());
  await takeBack(await findings.save(begun, finding), response, responder);
}

/** Why not; or the state from which it begins. */
async function refusal(
  finding: Finding,
  { attempt, exemption, force }: Asked,
  response: Response,
  responder: Responder,
): Promise<Parameters<typeof undoing.refuseUndo>[2] | Inspection> {
  const { exemptions, now } = responder;
  const { undoIamRights } = await responder.settings();
  if (!undoIamRights && givesIamRights(undoing.undoSteps(finding, attempt)))
    return {
      reason:
        "it gives rights in IAM, which is left to a person: run the undo's commands with your own rights",
    };
  const made = (await exemptions.active(now())).find(({ id }) => id === exemption);
  if (!made)
    return {
      reason: `its exemption ${exemption} does not hold (any more), so what it brings back would not stand`,
    };
  const found = await seen(finding, response, responder);
  if ("reason" in found) return found;
  const current = found.guard ?? found.state;
  const was = undoing.undoneTogether(finding, attempt).find(({ guard }) => guard !== undefined)?.guard;
  if (was !== undefined && digestOf(was) === digestOf(current)) return found;
  if (force === digestOf(current)) return found;
  const reason =
    was === undefined
      ? "how Snapback left the resource was not seen, so what has changed since can't be told"
      : "the resource has been changed by somebody else since Snapback put it right";
  return { reason, ...(was && { was }), now: current, force: digestOf(current) };
}

async function seen(
  finding: Finding,
  response: Response,
  responder: Responder,
): Promise<Inspection | { reason: string }> {
  try {
    return await lookAt(finding, response, responder)();
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { code, message } = awsWords(error.cause ?? error);
    return { reason: `could not look at the resource: ${code}: ${message}` };
  }
}

/** Goes on with an undo whose process has stopped. The step that was under way may have run: the resource tells. */
export async function continueUndo(
  finding: Finding,
  response: Response,
  responder: Responder,
): Promise<void> {
  const { findings, owner, leaseMs, now } = responder;
  const taken = await findings.save(undoing.takeOverUndo(finding, owner, leaseMs, now()), finding);
  await takeBack(taken, response, responder, { lookFirst: true });
}

async function takeBack(
  begun: Finding,
  response: Response,
  responder: Responder,
  { lookFirst = false } = {},
): Promise<void> {
  const { now, log, backoffMs } = responder;
  let finding = begun;
  try {
    const look = lookAt(finding, response, responder);
    const steps = finding.undo?.steps ?? [];
    const started = finding.undo?.outcomes.findIndex(({ status }) => status === "started") ?? -1;
    // With nothing but the last step left, the violation that stands again shows that it ran.
    const ran = lookFirst && started === steps.length - 1 && isWrong(await look());
    for (const [index, step] of steps.entries()) {
      const status = finding.undo?.outcomes[index]?.status;
      if (status === "done" || status === "already") continue;
      requireLease(finding, responder);
      const outcome = ran
        ? { status: "done" as const, output: { found: "it had run before its process stopped" } }
        : await outcomeOf(
            () => run(responder.live(finding.region), step, undoAnswers(finding, step)),
            "there",
          );
      finding = await advance(
        finding,
        (known) => undoing.undoStepped(known, index, outcome, now()),
        responder,
      );
    }
    const after = await lookForUndone(look, responder);
    const settings = await responder.settings();
    const exemption = (await responder.exemptions.active(now())).find(
      ({ id }) => id === finding.undo?.exemption,
    );
    const cover = exemption ? coverOf(exemption, settings.exemptions.warnHours) : ended(finding.undo, now());
    const done = await advance(finding, (known) => undoing.finishUndo(known, after, cover, now()), responder);
    log.info("finding.undone", { ...told(done), until: cover.until });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const words = awsWords(error.cause ?? error);
    const passing = awsFailure(error.cause) === "passing";
    const left = await advance(
      finding,
      (known) =>
        passing ? lifecycle.release(known, words, backoffMs, now()) : lifecycle.fail(known, words, now()),
      responder,
    );
    log.error("undo.failed", { ...told(left), state: left.state, error: words, dueAt: left.dueAt });
  }
}

/** Ended while the undo ran: what it brought back is looked at again at once. */
function ended(begun: Undo | undefined, now: Date) {
  return { id: begun?.exemption ?? "", until: now.toISOString(), warnAt: now.toISOString(), warned: true };
}

/** Looks until what was undone shows; what there is to see after a while is kept in any case. */
async function lookForUndone(
  look: () => Promise<Inspection>,
  { sleep }: Pick<Responder, "sleep">,
): Promise<JsonObject> {
  let latest = await look();
  for (const wait of WAITS_MS) {
    if (isWrong(latest)) break;
    if (wait > 0) await sleep(wait);
    latest = await look();
  }
  return latest.state;
}
