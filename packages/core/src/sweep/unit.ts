import type { Detection } from "../detections/define.ts";
import { GLOBAL_REGION, isGlobal } from "../event/pattern.ts";

/** What is swept in one go: one detection's resources in one region. */
export interface Unit {
  detection: Detection & { sweep: NonNullable<Detection["sweep"]> };
  region: string;
}

/** All that there is to sweep. What a global service keeps is looked at once, where its events are reported. */
export function sweepUnits(detections: readonly Detection[], regions: readonly string[]): Unit[] {
  return detections.flatMap((detection) => {
    const { sweep, events } = detection;
    if (sweep === undefined) return [];
    const places = isGlobal(events[0].source) ? [GLOBAL_REGION] : regions;
    return places.map((region) => ({ detection: { ...detection, sweep }, region }));
  });
}

/** A unit's name in messages and logs: `s3-acl-public@eu-west-1`. */
export function unitId({ detection, region }: Unit): string {
  return `${detection.id}@${region}`;
}
