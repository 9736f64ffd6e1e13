import { createHash } from "node:crypto";
import * as z from "zod";
import type { JsonObject } from "../json.ts";

/**
 * A CloudTrail record, as far as Snapback reads it.
 *
 * The envelope is read leniently, since redacted, anonymised and hand-made records must not lose a violation: a field
 * of the wrong type counts as absent. What a detection reads inside `requestParameters` and `responseElements` is the
 * business of that detection's own schema.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

const text = z.string().optional().catch(undefined);

/**
 * `null`, absent, "", "null" and `{}` all occur where a call has nothing to say; some exports write the object as text.
 * Not walked through: it came out of JSON.parse, and most records are never looked at any further.
 */
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const content = z.preprocess(fromText, z.custom<JsonObject>(isObject)).nullable().catch(null);

function fromText(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    // An export that cut the text off says nothing that could be read.
    return null;
  }
}

const SessionContext = z
  .object({
    sessionIssuer: z.object({ type: text, arn: text, userName: text }).optional().catch(undefined),
    attributes: z.object({ mfaAuthenticated: text, creationDate: text }).optional().catch(undefined),
    sourceIdentity: text,
    webIdFederationData: z.object({ federatedProvider: text }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

const UserIdentity = z
  .object({
    type: text,
    principalId: text,
    arn: text,
    accountId: text,
    accessKeyId: text,
    userName: text,
    invokedBy: text,
    identityProvider: text,
    sessionContext: SessionContext,
  })
  .catch({});

const Record = z.object({
  eventID: text,
  eventName: text,
  eventSource: text,
  eventTime: text,
  eventType: text,
  eventVersion: text,
  awsRegion: text,
  recipientAccountId: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  errorMessage: text,
  sharedEventID: text,
  userIdentity: UserIdentity.optional().catch(undefined),
  requestParameters: content,
  responseElements: content,
  additionalEventData: content,
});

export type UserIdentity = z.infer<typeof UserIdentity>;

export type CloudTrailRecord = Omit<z.infer<typeof Record>, "eventID" | "eventTime" | "userIdentity"> & {
  /** CloudTrail's own, or derived from the content where it is missing, so that a repeat is still the same event. */
  eventID: string;
  /** ISO 8601 in UTC; the time of reading where the record's own can't be read. */
  eventTime: string;
  userIdentity: UserIdentity;
};

/** Why something is not a CloudTrail record, in words for a log line. */
export interface Refusal {
  reason: string;
}

/**
 * Reads one CloudTrail record. What has neither an event name with its source nor CloudTrail's event version is no
 * record, and is refused with the reason.
 */
export function parseRecord(input: unknown, now: Date = new Date()): CloudTrailRecord | Refusal {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return {
      reason: `not a CloudTrail record: ${input === null ? "null" : Array.isArray(input) ? "a list" : typeof input}`,
    };
  }
  const read = Record.parse(input);
  const isCall = read.eventName !== undefined && read.eventSource !== undefined;
  if (!isCall && read.eventVersion === undefined) {
    const names = Object.keys(input).slice(0, 8).join(", ");
    return {
      reason: `not a CloudTrail record: no eventName with eventSource, no eventVersion (it has: ${names || "nothing"})`,
    };
  }
  const identity = read.userIdentity ?? {};
  return {
    ...read,
    recipientAccountId: read.recipientAccountId ?? identity.accountId,
    userIdentity: identity,
    eventID:
      read.eventID ||
      `derived-${createHash("sha256").update(JSON.stringify(input)).digest("hex").slice(0, 32)}`,
    eventTime: instant(read.eventTime) ?? now.toISOString(),
  };
}

/** "2021-01-24 04:55:45.000", seen in republished records, has no zone; CloudTrail's times are UTC. */
function instant(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(" ", "T")}Z`;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/**
 * Did the call fail (or was it a dry run)? `errorCode` is free text, and "" or null on some successes. A failed console
 * sign-in has only an error message.
 */
export function failed(record: CloudTrailRecord): boolean {
  if (record.errorCode) return true;
  return record.eventName === "ConsoleLogin" && record.responseElements?.ConsoleLogin === "Failure";
}

/**
 * CloudTrail replaces a field that makes the record too large by `{ "omitted": true, ... }`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function omitted(field: JsonObject | null): boolean {
  return field?.omitted === true || field?.omitted === "true";
}
