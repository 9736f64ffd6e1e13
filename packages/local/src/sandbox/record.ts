import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { AwsError } from "./aws-error.ts";
import { type HttpRequest, header } from "./http.ts";
import { userIdentity } from "./identity.ts";
import type { Call, Operation, Service } from "./operation.ts";

const json = z.json();
export type JsonValue = z.output<typeof json>;
export type JsonObject = Record<string, JsonValue>;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export const cloudTrailRecord = z.object({
  eventVersion: z.string(),
  userIdentity,
  eventTime: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  sourceIPAddress: z.string(),
  userAgent: z.string(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  requestParameters: z.record(z.string(), json).nullable(),
  responseElements: z.record(z.string(), json).nullable(),
  requestID: z.string(),
  eventID: z.string(),
  readOnly: z.boolean(),
  eventType: z.literal("AwsApiCall"),
  managementEvent: z.boolean(),
  recipientAccountId: z.string(),
  eventCategory: z.literal("Management"),
});
export type CloudTrailRecord = z.output<typeof cloudTrailRecord>;

export type Outcome =
  | { responseElements: JsonObject | null; error?: undefined }
  | { error: AwsError; responseElements?: undefined };

export function recordOf(
  service: Service,
  operation: Operation,
  accountId: string,
  call: Call,
  request: HttpRequest,
  requestParameters: JsonObject | null,
  outcome: Outcome,
): CloudTrailRecord {
  return {
    eventVersion: "1.11",
    userIdentity: call.identity,
    // CloudTrail's times have no fraction of a second.
    eventTime: call.time.toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: service.eventSource,
    eventName: operation.eventName ?? operation.name,
    awsRegion: call.region,
    sourceIPAddress: request.remoteAddress,
    userAgent: header(request, "user-agent"),
    ...(outcome.error && {
      errorCode: service.recordedErrorCode?.(outcome.error.code, outcome.error.status) ?? outcome.error.code,
      errorMessage: outcome.error.message,
    }),
    requestParameters,
    responseElements: outcome.responseElements ?? null,
    requestID: call.requestId,
    eventID: randomUUID(),
    readOnly: operation.readOnly,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: "Management",
  };
}
