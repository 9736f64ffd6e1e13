import { awsFailure, awsWords } from "../aws/error.ts";
import type { Detection } from "../detections/define.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import { ConflictError } from "../finding/store.ts";
import type { JsonObject } from "../json.ts";
import { monitored } from "../settings/settings.ts";
import {
  advance,
  CallError,
  CapReachedError,
  carryOut,
  inspect,
  LostLeaseError,
  lookAfter,
} from "./carry-out.ts";
import type { Responder } from "./responder.ts";

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
    // The operator may have switched since `detect` sent its message.
    const hold = monitored(detection.id, responder.settings);
    if (hold !== undefined) {
      const held = await findings.save(lifecycle.leaveToPerson(known, hold, now()), known);
      return log.info("respond.monitored", told(held));
    }
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
    if (error instanceof CapReachedError) {
      const held = await advance(
        finding,
        (current) => lifecycle.leaveToPerson(current, error.message, now()),
        responder,
      );
      return log.error("respond.cap-reached", { ...told(held), hold: held.hold });
    }
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
