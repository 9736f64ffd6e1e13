import { awsFailure, awsWords } from "../aws/error.ts";
import { takeInViolation } from "../finding/intake.ts";
import { type Responder, respond } from "./respond.ts";

/** How long a question that AWS would not answer rests before `reconcile` asks it again. */
const POSTPONE_MS = 600_000;

/**
 * Answers a suspect's question from the live account: what stands there becomes findings, which are responded to at
 * once; otherwise the suspicion is cleared, and nobody ever sees it. Harmless to do twice.
 *
 * @throws what AWS said, where trying again soon can help.
 */
export async function assess(suspectId: string, responder: Responder): Promise<void> {
  const { findings, settings, log, now } = responder;
  const suspect = await findings.getSuspect(suspectId);
  if (!suspect || suspect.answer !== undefined) return log.debug("assess.nothing-to-do", { suspectId });
  const detection = responder.detections.find(({ id }) => id === suspect.detection);
  if (!detection) return log.warn("assess.no-detection", { suspectId, detection: suspect.detection });

  const { ask, occurrence, account, region } = suspect;
  const fields = { suspectId, eventId: occurrence.eventId, detection: detection.id, account, region };
  try {
    const violations = await detection.assess(ask, responder.live(region), settings.parameters(detection.id));
    for (const violation of violations) {
      const raw: unknown = JSON.parse(suspect.raw);
      const finding = await takeInViolation(
        violation,
        detection,
        { account, region },
        occurrence,
        raw,
        responder,
      );
      await respond(finding.id, responder);
    }
    await findings.putSuspect({
      ...suspect,
      dueAt: undefined,
      answer: violations.length > 0 ? "violation" : "cleared",
    });
    log.info("suspect.assessed", { ...fields, violations: violations.length });
  } catch (error) {
    const failure = awsFailure(error);
    if (failure === undefined || failure === "passing") throw error;
    const dueAt = new Date(now().getTime() + POSTPONE_MS).toISOString();
    await findings.putSuspect({ ...suspect, dueAt });
    log.error("suspect.not-assessable", { ...fields, error: awsWords(error), dueAt });
  }
}
