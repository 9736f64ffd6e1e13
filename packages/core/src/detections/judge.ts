import { eventKey } from "../event/pattern.ts";
import type { CloudTrailRecord } from "../event/record.ts";
import type { Finding } from "../finding/schema.ts";
import type { JsonObject } from "../json.ts";
import type { Settings } from "../settings/settings.ts";
import type { Detection, Place, Verdict } from "./define.ts";

/** What one detection found in one record, be it a good state only: never nothing. */
export interface Judgement {
  detection: Detection;
  verdict: Verdict<JsonObject, JsonObject>;
  /** By which parameters. */
  judged: Finding["judged"];
}

/** Where a record says that its call was made. Redacted records need not say so. */
export function placeOf(record: CloudTrailRecord): Place {
  return { account: record.recipientAccountId ?? "unknown", region: record.awsRegion ?? "unknown" };
}

/** Does any detection listen to a record's event? */
export function isListenedTo(
  { eventSource = "", eventName = "" }: Pick<CloudTrailRecord, "eventSource" | "eventName">,
  detections: ReadonlyMap<string, readonly Detection[]>,
): boolean {
  return detections.has(eventKey(eventSource, eventName));
}

/** A detection could not read a record that it listens to. */
export class DetectionError extends Error {
  override name = "DetectionError";
}

/**
 * Asks every detection that listens to a record's event; those that find nothing are left out. Pure. One that fails keeps none
 * of the others from being heard.
 */
export function judge(
  record: CloudTrailRecord,
  detections: ReadonlyMap<string, readonly Detection[]>,
  settings: Pick<Settings, "parameters">,
): { judgements: Judgement[]; errors: DetectionError[] } {
  const listening = detections.get(eventKey(record.eventSource ?? "", record.eventName ?? "")) ?? [];
  const judgements: Judgement[] = [];
  const errors: DetectionError[] = [];
  for (const detection of listening) {
    const { version, values } = settings.parameters(detection.id);
    try {
      const verdict = detection.detect(record, placeOf(record), values);
      const { violations, suspicions, baselines = [] } = verdict;
      if ([violations, suspicions, baselines].every(({ length }) => length === 0)) continue;
      judgements.push({ detection, verdict, judged: { version, parameters: values } });
    } catch (cause) {
      errors.push(new DetectionError(`${detection.id} could not read ${record.eventID}`, { cause }));
    }
  }
  return { judgements, errors };
}
