import { awsFailure, awsWords } from "../aws/error.ts";
import type { Detection } from "../detections/define.ts";
import { uncover } from "../finding/decide.ts";
import { close } from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import { ask } from "../finding/waiting.ts";
import { CallError } from "./call-error.ts";
import { isWrong, lookAt } from "./look.ts";
import { planId } from "./plan.ts";
import type { Responder } from "./responder.ts";

/**
 * What covered a finding has ended: does the violation still stands? Then what a person had undone waits for approval, and what was
 * exempt is open again, for its mode to decide. Otherwise it is at rest.
 */
export async function uncovered(
  finding: Finding,
  response: NonNullable<Detection["response"]>,
  responder: Responder,
): Promise<void> {
  const { findings, now } = responder;
  const next = await decided(finding, response, responder);
  const saved = await findings.save(next(now()), finding);
  const { id, detection, state } = saved;
  responder.log.info("finding.uncovered", { findingId: id, detection, state });
}

async function decided(
  finding: Finding,
  response: NonNullable<Detection["response"]>,
  responder: Responder,
): Promise<(now: Date) => Finding> {
  try {
    const seen = await lookAt(finding, response, responder)();
    const { state, plan } = seen;
    if (!isWrong(seen)) return (now) => close(finding, state, now);
    if (plan === undefined || finding.state === "exempt") return (now) => uncover(finding, true, now);
    const { approvalMinutes } = await responder.settings();
    const why = "what was undone was to stand until its exemption ended";
    return (now) => {
      const expiresAt = new Date(now.getTime() + approvalMinutes * 60_000).toISOString();
      const proposal = { id: planId(plan), plan, before: state, madeAt: now.toISOString(), why, expiresAt };
      return ask(finding, proposal, now);
    };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const fields = { findingId: finding.id, error: awsWords(error.cause ?? error) };
    responder.log.warn("finding.not-looked-at", { ...fields, failure: awsFailure(error.cause) });
    // As an open finding it has the retries that others have.
    return (now) => uncover(finding, true, now);
  }
}
