import type { CloudTrailRecord } from "../event/record.ts";
import type { JsonObject } from "../json.ts";
import type { Settings } from "../settings/settings.ts";
import { type Detection, listenerKey, type Place, type Verdict } from "./define.ts";

/** What one detection found in one record: never nothing. */
export interface Judgement {
  detection: Detection;
  verdict: Verdict<JsonObject, JsonObject>;
}

/** Where a record says that its call was made. Redacted records need not say so. */
export function placeOf(record: CloudTrailRecord): Place {
  return { account: record.recipientAccountId ?? "unknown", region: record.awsRegion ?? "unknown" };
}

/** Asks every detection that listens to a record's event; those that find nothing are left out. Pure. */
export function judge(
  record: CloudTrailRecord,
  detections: ReadonlyMap<string, readonly Detection[]>,
  settings: Settings,
): Judgement[] {
  const listening = detections.get(listenerKey(record.eventSource ?? "", record.eventName ?? "")) ?? [];
  return listening
    .map((detection) => ({
      detection,
      verdict: detection.detect(record, placeOf(record), settings.parameters(detection.id)),
    }))
    .filter(({ verdict }) => verdict.violations.length + verdict.suspicions.length > 0);
}
