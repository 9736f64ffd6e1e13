import { randomUUID } from "node:crypto";
import type { Place } from "../../../src/detections/define.ts";
import { JsonObject } from "../../../src/json.ts";
import { record } from "../../records.ts";
import { lowerCamel } from "./lower-camel.ts";
import type { MadeCall } from "./service.ts";
import { services } from "./services.ts";

/*
 * The CloudTrail record that AWS would write of a call. An emulator that writes none, such as moto, gets its records from here;
 * they are held against what the sandbox writes by itself.
 *
 * A service's calls are recorded in lower camel case, as most of AWS's are. Where real records differ, add a rule:
 *
 * - a service is one entry in `services.ts`: its event source, and what holds for all of its operations;
 * - an operation of it is one entry in that service's `operations`: `name` where the event is called something else
 *   (S3's DeletePublicAccessBlock is DeleteBucketPublicAccessBlock), `request` and `response` where the members differ;
 * - a service with more than a few rules has a file of its own beside this one (`ec2.ts`, `s3.ts`).
 *
 * A rule follows a real record, or AWS's page about the operation's CloudTrail entry. Where neither is known, say so.
 */

/** Calls that only read are recorded, but EventBridge doesn't get them: detections never see them. */
const READS = /^(Describe|List|Get|BatchGet|Head|Lookup|Search|Select|AssumeRole)/;

/** Under which event source and name a call is recorded; nothing for one that only reads. */
export function eventOf(service: string, operation: string): { source: string; name: string } | undefined {
  const known = services[service];
  if (READS.test(operation)) return undefined;
  if (!known) throw new Error(`recorded/services.ts has no service ${service}`);
  const name = known.operations?.[operation]?.name ?? known.name?.(operation) ?? operation;
  return { source: known.source, name };
}

/** The record of a call; nothing for one that only reads. */
export async function recordOf(call: MadeCall, place: Place): Promise<Record<string, unknown> | undefined> {
  const { service, operation, error } = call;
  const event = eventOf(service, operation);
  const known = services[service];
  if (!event || !known) return undefined;
  const own = known.operations?.[operation];
  const requestId = randomUUID();
  const input = asJson(call.input);
  const { $metadata: _, ...answer } = asJson(call.answer);
  const responseOf = own?.response ?? known.response ?? lowerCamel;
  return record(event.source, event.name, {
    awsRegion: place.region,
    recipientAccountId: place.account,
    requestID: requestId,
    requestParameters: (await (own?.request ?? known.request ?? lowerCamel)(input, operation)) ?? null,
    responseElements: error ? null : responseOf(answer, requestId, operation),
    ...(error && {
      errorCode: known.errorCode?.(error.name) ?? error.name,
      errorMessage: error.message,
    }),
  });
}

function asJson(value: unknown): JsonObject {
  const read: unknown = JSON.parse(JSON.stringify(value ?? {}));
  return JsonObject.parse(read);
}
