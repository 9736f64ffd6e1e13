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

/** Asks every detection that listens to a record's event; those that find nothing are left out. Pure. */
export function judge(
  record: CloudTrailRecord,
  detections: ReadonlyMap<string, readonly Detection[]>,
  settings: Settings,
): Judgement[] {
  const listening = detections.get(eventKey(record.eventSource ?? "", record.eventName ?? "")) ?? [];
  return listening
    .map((detection) => {
      const { version, values } = settings.parameters(detection.id);
      const verdict = detection.detect(record, placeOf(record), values);
      return { detection, verdict, judged: { version, parameters: values } };
    })
    .filter(({ verdict: { violations, suspicions, baselines = [] } }) =>
      [violations, suspicions, baselines].some(({ length }) => length > 0),
    );
}
