import { keepGood } from "../baseline/keep.ts";
import type { BaselineStore } from "../baseline/store.ts";
import { type BusMessage, RECONCILE } from "../bus/message.ts";
import { type Detection, type Place, respondingService } from "../detections/define.ts";
import { type Judgement, placeOf } from "../detections/judge.ts";
import { actorOf, ownService } from "../event/actor.ts";
import type { CloudTrailRecord } from "../event/record.ts";
import { covering } from "../exemption/covers.ts";
import { exemptableOf } from "../exemption/exemptable.ts";
import type { ExemptionStore } from "../exemption/store.ts";
import type { JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { Settings } from "../settings/settings.ts";
import { suspectId } from "./id.ts";
import { claimable } from "./lifecycle.ts";
import { observe } from "./observe.ts";
import { isRegion, reachable } from "./reach.ts";
import type { Finding, Occurrence, Violation } from "./schema.ts";
import type { FindingStore } from "./store.ts";

export interface Intake {
  findings: FindingStore;
  baselines: Pick<BaselineStore, "put">;
  /** Read afresh with each violation. */
  exemptions: Pick<ExemptionStore, "active">;
  settings: Settings;
  /** The account that Snapback runs in, and can act in. */
  account: string;
  log: Log;
  now: () => Date;
}

/** How long a suspect's message may take before `reconcile` sends another. */
const ASSESS_GRACE_MS = 60_000;

/**
 * Writes down what the detections found in a record, and answers with the messages that `respond` has to get. All of it
 * can be done again for the same record without a further effect; then the same messages come back for what is still
 * open.
 */
export async function takeIn(
  record: CloudTrailRecord,
  raw: unknown,
  judgements: readonly Judgement[],
  intake: Intake,
): Promise<BusMessage[]> {
  const { findings, now } = intake;
  const place = placeOf(record);
  const occurrence = occurrenceOf(record, now());
  const hold = holdOf(record, place, intake.account);
  const messages: BusMessage[] = [];

  for (const { detection, verdict, judged } of judgements) {
    const service = respondingService(detection) ?? RECONCILE;
    for (const violation of verdict.violations) {
      const held = { ...violation, hold: violation.hold ?? hold };
      const finding = await takeInViolation(held, { detection, judged }, place, occurrence, raw, intake);
      if (claimable(finding, now()) && finding.state === "open")
        messages.push({ type: "finding.opened", id: finding.id, service });
    }
    for (const { ask, reason } of verdict.suspicions) {
      const id = suspectId(detection.id, record.eventID, ask);
      const fields = { suspectId: id, eventId: record.eventID, detection: detection.id, reason };
      if (!reachable(place, detection, intake.account)) {
        intake.log.warn("suspect.not-assessable", { ...fields, ...place });
        continue;
      }
      const question = hold === undefined ? ask : { ...ask, hold };
      const dueAt = new Date(now().getTime() + ASSESS_GRACE_MS).toISOString();
      const base = { id, ...place, detection: detection.id, reason, occurrence, raw: JSON.stringify(raw) };
      await findings.addSuspect({ ...base, ask: question, dueAt });
      intake.log.info("suspect.raised", fields);
      messages.push({ type: "suspect.raised", id, service });
    }
    const { eventId, eventTime } = occurrence;
    await keepGood(
      verdict.baselines ?? [],
      { ...place, at: eventTime, source: "event", eventId },
      intake.baselines,
      now(),
    );
  }
  return messages;
}

/** Writes down one violation that a call shows: the occurrence first, then the finding that counts it. */
export async function takeInViolation(
  violation: Violation<JsonObject>,
  { detection, judged }: { detection: Detection; judged: Finding["judged"] },
  place: Place,
  occurrence: Occurrence,
  raw: unknown,
  intake: Omit<Intake, "baselines">,
  { bySweep = false } = {},
): Promise<Finding> {
  const { findings, log, now, settings } = intake;
  const { tagKeys, warnHours } = settings.exemptions;
  const hold = violation.hold ?? foreign(violation, place) ?? unanswered(detection);
  const observation = {
    violation: { ...violation, hold },
    where: { ...place, detection: detection.id },
    occurrence,
    judged,
    reachable: reachable(
      { account: violation.account ?? place.account, region: violation.region ?? place.region },
      detection,
      intake.account,
    ),
    warnHours,
    bySweep,
  };
  const alone = observe(undefined, observation, now());
  if (bySweep) {
    const known = await findings.get(alone.id);
    if (known && observe(known, observation, now()) === known) return known;
  }
  const exemptions = await intake.exemptions.active(now());
  let before: Finding | undefined;
  await findings.putOccurrence(alone.id, occurrence, raw);
  const finding = await findings.update(alone.id, (known) => {
    before = known;
    const seen = observe(known, observation, now());
    const exemption = covering(exemptions, exemptableOf(seen), { tagKeys });
    return observe(known, { ...observation, exemption }, now());
  });
  if (finding !== before) {
    log.info(before === undefined ? "finding.opened" : "finding.seen-again", {
      findingId: finding.id,
      eventId: occurrence.eventId,
      detection: detection.id,
      severity: finding.severity,
      state: finding.state,
      summary: finding.summary,
      actor: occurrence.actor.name,
      sourceIp: occurrence.actor.sourceIp,
      account: finding.account,
      region: finding.region,
      hold: finding.hold,
      exemption: finding.exemption?.id,
    });
  }
  return finding;
}

export function occurrenceOf(record: CloudTrailRecord, now: Date): Occurrence {
  return {
    eventId: record.eventID,
    eventName: record.eventName ?? "unknown",
    eventSource: record.eventSource ?? "unknown",
    eventTime: record.eventTime,
    seenAt: now.toISOString(),
    actor: actorOf(record),
  };
}

/** A group in a shared VPC belongs to another account than the one whose user changed it. */
function foreign({ account }: Violation<JsonObject>, place: Place): string | undefined {
  if (account === undefined || account === place.account) return undefined;
  return `the resource belongs to account ${account}, and the call was made in ${place.account}`;
}

function unanswered({ response, byHand = [] }: Detection): string | undefined {
  if (response) return undefined;
  return byHand.length > 0
    ? `Snapback can't put this right; a person can: ${byHand.join(" ")}`
    : "Snapback has no response to this: see its triage";
}

/** Why Snapback may not act on what this record shows, if so. */
function holdOf(record: CloudTrailRecord, place: Place, own: string): string | undefined {
  if (place.account !== own) return `account ${place.account} is not the one that Snapback runs in (${own})`;
  if (!isRegion(place.region)) return `${JSON.stringify(place.region)} is no AWS region`;
  const service = ownService(record);
  return service && `made by an AWS service (${service}), which may depend on it`;
}
