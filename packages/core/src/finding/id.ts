import { digestOf } from "../digest.ts";

/** What makes a violation the same violation: its finding's id is derived from this. */
export interface ViolationKey {
  account: string;
  region: string;
  detection: string;
  resource: string;
  fingerprint: string;
}

/** 24 hex digits of SHA-256: the same id for every event, delivery and sweep that shows this violation. */
export function findingId({ account, region, detection, resource, fingerprint }: ViolationKey): string {
  return `fnd_${digestOf([account, region, detection, resource, fingerprint])}`;
}

/** One suspect for each question that an event raises for a detection. */
export function suspectId(detection: string, eventId: string, ask: unknown): string {
  return `sus_${digestOf([detection, eventId, JSON.stringify(ask)])}`;
}
