import * as z from "zod";
import { type EventSource, eventKey } from "../../event/pattern.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import type { Place } from "../define.ts";
import { type Find, partOf, type TouchedPart } from "./own-part.ts";

/** What a call did to a part of Snapback. */
export type Tampering = z.infer<typeof Tampering>;
export const Tampering = z.enum([
  "deleted",
  "disabled",
  "throttled",
  "targets-removed",
  "changed",
  "purged",
  "code",
  "rights",
  "trust",
  "unprotected",
]);

/** Which of a service's calls change what, and how the part is found in the record. */
interface Calls {
  source: `${string}.amazonaws.com`;
  touch: Find;
  names: { readonly [eventName: string]: Tampering | ((request: JsonObject) => Tampering | undefined) };
}

const disabledOr = (other: Tampering) => (request: JsonObject) =>
  request.state === "DISABLED" ? "disabled" : other;

/** `1` and `"1"` are the same to whoever writes records. */
const is = (value: unknown, expected: boolean | number) => String(value) === String(expected);

const calls: readonly [Calls, ...Calls[]] = [
  {
    source: "events.amazonaws.com",
    touch: partOf.rule,
    names: {
      DisableRule: "disabled",
      DeleteRule: "deleted",
      RemoveTargets: "targets-removed",
      PutRule: disabledOr("changed"),
      PutTargets: "changed",
      DeleteEventBus: "deleted",
    },
  },
  {
    source: "sns.amazonaws.com",
    touch: partOf.topic,
    names: {
      DeleteTopic: "deleted",
      Unsubscribe: "deleted",
      SetTopicAttributes: "changed",
      SetSubscriptionAttributes: "changed",
      AddPermission: "changed",
      RemovePermission: "changed",
    },
  },
  {
    source: "sqs.amazonaws.com",
    touch: partOf.queue,
    names: {
      DeleteQueue: "deleted",
      PurgeQueue: "purged",
      SetQueueAttributes: "changed",
      AddPermission: "changed",
      RemovePermission: "changed",
    },
  },
  {
    source: "lambda.amazonaws.com",
    touch: partOf.lambdaFunction,
    names: {
      DeleteFunction: "deleted",
      PutFunctionConcurrency: (request) =>
        is(request.reservedConcurrentExecutions, 0) ? "throttled" : undefined,
      UpdateFunctionCode: (request) => (is(request.dryRun, true) ? undefined : "code"),
      UpdateFunctionConfiguration: "changed",
      UpdateEventSourceMapping: "changed",
      DeleteEventSourceMapping: "targets-removed",
      AddPermission: "changed",
      RemovePermission: "changed",
    },
  },
  {
    source: "dynamodb.amazonaws.com",
    touch: partOf.table,
    names: {
      DeleteTable: "deleted",
      UpdateTable: (request) => (is(request.deletionProtectionEnabled, false) ? "unprotected" : undefined),
      PutResourcePolicy: "changed",
      DeleteResourcePolicy: "changed",
    },
  },
  {
    source: "iam.amazonaws.com",
    touch: partOf.role,
    names: {
      PutRolePolicy: "rights",
      DeleteRolePolicy: "rights",
      AttachRolePolicy: "rights",
      DetachRolePolicy: "rights",
      PutRolePermissionsBoundary: "rights",
      DeleteRolePermissionsBoundary: "rights",
      UpdateAssumeRolePolicy: "trust",
      DeleteRole: "deleted",
    },
  },
  {
    source: "scheduler.amazonaws.com",
    touch: partOf.schedule,
    names: { DeleteSchedule: "deleted", UpdateSchedule: disabledOr("changed") },
  },
  { source: "logs.amazonaws.com", touch: partOf.logGroup, names: { DeleteLogGroup: "deleted" } },
  {
    source: "monitoring.amazonaws.com",
    touch: partOf.alarm,
    names: { DeleteAlarms: "deleted", DisableAlarmActions: "disabled", PutMetricAlarm: "changed" },
  },
];

const byEvent = new Map(
  calls.flatMap(({ source, touch, names }) =>
    Object.entries(names).map(([name, does]) => [eventKey(source, name), { touch, does }] as const),
  ),
);

/**
 * What a record's call touched, and what it did to that; nothing where it does no harm.
 *
 * @param prefix what Snapback's names begin with: of several parts in one call it is one of these
 */
export function touched(
  record: CloudTrailRecord,
  place: Place,
  prefix: string,
): { part: TouchedPart; what?: Tampering | undefined } | undefined {
  const known = byEvent.get(eventKey(record.eventSource ?? "", record.eventName ?? ""));
  const part = known?.touch(record, place, prefix);
  if (known === undefined || part === undefined) return undefined;
  const { does } = known;
  return { part, what: typeof does === "string" ? does : does(record.requestParameters ?? {}) };
}

const [rules, ...others] = calls;
/** The events of all these calls: first EventBridge's own, whose `respond` acts. */
export const listened: readonly [EventSource, ...EventSource[]] = [sourceOf(rules), ...others.map(sourceOf)];

function sourceOf({ source, names }: Calls): EventSource {
  const [name = "", ...more] = Object.keys(names);
  return { source, names: [name, ...more] };
}
