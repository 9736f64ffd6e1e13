import type { EventSource } from "../event/pattern.ts";
import { type CloudTrailRecord, failed } from "../event/record.ts";
import { Region } from "../settings/config.ts";
import { PROBE_GROUP } from "./operations.ts";
import type { Heartbeat } from "./schema.ts";

/** Where heartbeats come from: listened to whatever the detections listen to. */
export const heartbeatEvents = {
  source: "ec2.amazonaws.com",
  names: ["AuthorizeSecurityGroupIngress"],
} as const satisfies EventSource;

/**
 * The heartbeat that a record is, if it is one: the probe's call, failed as probes do, by the heartbeat's own role.
 *
 * This keeps other people's calls from counting, but not a forgery: whoever may publish to the topic can write a record
 * that says all this, and so hide that CloudTrail's own no longer come. The topic's publishers are trusted that far. A
 * record from the future is not one of ours in any case, and would make all later heartbeats look old.
 *
 * @param role the ARN of the heartbeat function's role
 */
export function heartbeatOf(record: CloudTrailRecord, role: string, now: Date): Heartbeat | undefined {
  const { source, names } = heartbeatEvents;
  if (record.eventSource !== source || record.eventName !== names[0] || !failed(record)) return undefined;
  if (record.requestParameters?.groupId !== PROBE_GROUP) return undefined;
  if (record.userIdentity.sessionContext?.sessionIssuer?.arn !== role) return undefined;
  const region = Region.safeParse(record.awsRegion);
  const latencyMs = now.getTime() - Date.parse(record.eventTime);
  if (!region.success || latencyMs < 0) return undefined;
  return {
    region: region.data,
    sentAt: record.eventTime,
    seenAt: now.toISOString(),
    latencyMs,
    eventId: record.eventID,
  };
}
