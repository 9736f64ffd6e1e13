import { keepGood } from "../baseline/keep.ts";
import type { GoodState } from "../baseline/schema.ts";
import type { BaselineStore } from "../baseline/store.ts";
import type { Place, Swept } from "../detections/define.ts";
import { digestOf } from "../digest.ts";
import { takeInViolation } from "../finding/intake.ts";
import type { Finding, Occurrence } from "../finding/schema.ts";
import type { JsonObject } from "../json.ts";
import type { Unit } from "./unit.ts";

type Intake = Parameters<typeof takeInViolation>[5] & { baselines: BaselineStore };

/** How long a good state is taken for known: well within the 90 days after which a plan that leans on it asks. */
const RENEW_MS = 30 * 86_400_000;

/** Why what a sweep found is left to a person, whatever the detection's mode. */
export const BY_SWEEP =
  "a sweep found it, and not a call that was just made: how long it has been so, and what leans on it, is for a person to say";

/** The event source of what no call showed. */
const SOURCE = "snapback";

/**
 * Writes down what a sweep saw of one resource: what is wrong joins the finding that an event would have made, or makes it;
 * what is good is kept, to put a later change back to. A sweep's finding never acts by itself.
 *
 * @param lookedAt when the resource was read; what has been put right since then is not wrong again
 * @returns the findings that it opened or reopened
 */
export async function takeInSwept(
  { resource, violations, baselines = [] }: Swept<JsonObject>,
  { detection, region }: Unit,
  lookedAt: Date,
  intake: Intake,
): Promise<Finding[]> {
  const { account, settings, now } = intake;
  const place = { account, region };
  const at = lookedAt.toISOString();
  const { version, values } = settings.parameters(detection.id);
  const occurrence: Occurrence = {
    eventId: `sweep-${at}`,
    eventName: "Sweep",
    eventSource: SOURCE,
    eventTime: at,
    seenAt: now().toISOString(),
    actor: { type: "Snapback", name: "sweep" },
  };
  const findings: Finding[] = [];
  for (const violation of violations) {
    const finding = await takeInViolation(
      { ...violation, hold: violation.hold ?? BY_SWEEP },
      { detection, judged: { version, parameters: values } },
      place,
      occurrence,
      { sweep: { resource, evidence: violation.evidence } },
      intake,
      { bySweep: true },
    );
    if (finding.latest.eventId === occurrence.eventId) findings.push(finding);
  }
  await keepNews(baselines, place, at, intake);
  return findings;
}

/**
 * Keeps what is good where it is another than is known or only a record has told it, which may be forged, and now and then
 * where it is the same, so that it does not grow old: a write for all that is well in an account, each few hours, would be paid for.
 */
async function keepNews(
  states: readonly GoodState[],
  place: Place,
  at: string,
  { baselines, now }: Pick<Intake, "baselines" | "now">,
): Promise<void> {
  for (const state of states) {
    const known = await baselines.get({ ...place, resource: state.resource, aspect: state.aspect });
    const same = known && digestOf(known.value ?? null) === digestOf(state.value ?? null);
    const seen = known?.source !== "event";
    if (same && seen && Date.parse(at) - Date.parse(known.at) < RENEW_MS) continue;
    await keepGood([state], { ...place, at, source: "sweep" }, baselines, now());
  }
}
