import type { Detection } from "../detections/define.ts";
import { type EventSource, eventRules, GLOBAL_REGION, type Pattern } from "../event/pattern.ts";
import { heartbeatEvents } from "../heartbeat/recognition.ts";
import { type Deployment, namePrefix } from "./deployment.ts";

type Place = Pick<Deployment, "stage" | "account" | "home" | "regions">;

/** A rule of a stage on the default bus, with the regions that have it. */
export interface DefaultBusRule {
  name: string;
  regions: string[];
  pattern: Pattern;
}

/** All that is listened to. The heartbeat's own call is, whatever the detections: else nobody would know of silence. */
export function listenedTo(detections: readonly Detection[]): EventSource[] {
  return [...detections.flatMap(({ events }) => events), heartbeatEvents];
}

/**
 * A stage's rules for these events, of its own account alone. What a global service reports comes from us-east-1, and
 * from there to the home region, where a rule waits for it; all else is watched in every region.
 */
export function defaultBusRules(
  sources: Iterable<EventSource>,
  { stage, account, home, regions }: Place,
): DefaultBusRule[] {
  return eventRules(sources).map(({ name, global, pattern }) => ({
    name: `${namePrefix(stage)}-${name}`,
    regions: global ? [...new Set([GLOBAL_REGION, home])] : regions,
    pattern: { account: [account], ...pattern },
  }));
}

/** The rules as the stage's description has them. */
export function describedRules(
  rules: readonly DefaultBusRule[],
  { regions: watched }: Place,
): Deployment["rules"] {
  return rules.map(({ name, regions }) => (regions === watched ? { name } : { name, regions }));
}
