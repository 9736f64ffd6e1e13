import * as z from "zod";
import { awsFailure, awsWords } from "../aws/error.ts";
import type { Detection } from "../detections/define.ts";
import { takeInViolation } from "../finding/intake.ts";
import type { Suspect, Violation } from "../finding/schema.ts";
import type { JsonObject } from "../json.ts";
import type { Settings } from "../settings/settings.ts";
import { respond } from "./respond.ts";
import type { Responder } from "./responder.ts";

/** How long a question rests that Snapback may not ask, or not in this way: until a person has mended that. */
const POSTPONE_MS = 600_000;

/**
 * Answers a suspect's question from the live account: what stands there becomes findings, which are responded to at
 * once; otherwise the suspicion is cleared, and nobody ever sees it. Harmless to do twice. A question that AWS does not
 * answer rests, and `reconcile` asks it again.
 */
export async function assess(suspectId: string, responder: Responder): Promise<void> {
  const { findings, log } = responder;
  const suspect = await findings.getSuspect(suspectId);
  if (!suspect || suspect.answer !== undefined) return log.debug("assess.nothing-to-do", { suspectId });
  const detection = responder.detections.find(({ id }) => id === suspect.detection);
  if (!detection) return log.warn("assess.no-detection", { suspectId, detection: suspect.detection });

  const settings = await responder.settings();
  const { version, values } = settings.parameters(detection.id);
  const violations = await ask(suspect, detection, values, responder);
  if (violations === undefined) return;
  const { account, region, occurrence } = suspect;
  // Why the record is left to a person (an AWS service's own call) goes for what its question finds, too.
  const hold = z.string().optional().catch(undefined).parse(suspect.ask.hold);
  const raw: unknown = JSON.parse(suspect.raw);
  for (const violation of violations) {
    const finding = await takeInViolation(
      { ...violation, hold: violation.hold ?? hold },
      { detection, judged: { version, parameters: values } },
      { account, region },
      occurrence,
      raw,
      { ...responder, settings },
    );
    await respond(finding.id, responder);
  }
  await findings.putSuspect({
    ...suspect,
    dueAt: undefined,
    answer: violations.length > 0 ? "violation" : "cleared",
  });
  log.info("suspect.assessed", { ...told(suspect), violations: violations.length });
}

/**
 * What stands in the live account (nothing where the resource is gone), or `undefined` where it did not say: then the suspect is
 * due again later.
 */
async function ask(
  suspect: Suspect,
  detection: Detection,
  parameters: ReturnType<Settings["parameters"]>["values"],
  { findings, baselines, live, log, now, backoffMs }: Responder,
): Promise<Violation<JsonObject>[] | undefined> {
  const { account, region } = suspect;
  try {
    return await detection.assess(suspect.ask, live(region), parameters, (resource, aspect) =>
      baselines.get({ account, region, resource, aspect }),
    );
  } catch (error) {
    if (awsFailure(error) === "gone") return [];
    const passing = awsFailure(error) === "passing";
    const dueAt = new Date(now().getTime() + (passing ? 2 * backoffMs : POSTPONE_MS)).toISOString();
    await findings.putSuspect({ ...suspect, dueAt });
    const fields = { ...told(suspect), error: awsWords(error), dueAt };
    if (passing) log.warn("suspect.will-retry", fields);
    else log.error("suspect.not-assessable", fields);
    return undefined;
  }
}

function told({ id, occurrence, detection, account, region }: Suspect): Record<string, unknown> {
  return { suspectId: id, eventId: occurrence.eventId, detection, account, region };
}
