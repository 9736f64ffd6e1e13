import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { AdvancedEventSelector, EventSelector } from "../../aws/cloudtrail/operations.ts";
import type { JsonObject } from "../../json.ts";

/** Which events a trail has: one of the two lists, or none where it was never told. */
export type EventSelectors = z.infer<typeof EventSelectors>;
export const EventSelectors = z.object({
  EventSelectors: z.array(EventSelector).optional(),
  AdvancedEventSelectors: z.array(AdvancedEventSelector).optional(),
});

export const LeftOut = z.enum(["management-events", "write-events", "read-events"]);
export type LeftOut = z.infer<typeof LeftOut>;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
const MAX_SELECTORS = 5;
/** The sources that a trail may leave out of its management events, which are many and say little. */
const VERBOSE = new Set(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

/**
 * Which management events a trail does not have, if any. A trail that was never told has them all; an advanced selector
 * that narrows them by anything but AWS's two talkative services counts as having none.
 */
export function leftOut({
  EventSelectors: basic = [],
  AdvancedEventSelectors: advanced = [],
}: EventSelectors): LeftOut | undefined {
  if (basic.length === 0 && advanced.length === 0) return undefined;
  const had = [
    ...basic.filter((one) => one.IncludeManagementEvents !== false).map(ofBasic),
    ...advanced.filter(isManagement).map(ofAdvanced),
  ];
  const reads = had.some((one) => one.reads);
  const writes = had.some((one) => one.writes);
  if (!reads && !writes) return "management-events";
  if (!writes) return "write-events";
  return reads ? undefined : "read-events";
}

/** The same selectors with all management events: those for data events stay as they are. */
export function completed({
  EventSelectors: basic = [],
  AdvancedEventSelectors: advanced = [],
}: EventSelectors): EventSelectors {
  if (advanced.length > 0) {
    const all = {
      Name: "Management events",
      FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }],
    };
    return { AdvancedEventSelectors: [all, ...advanced.filter((one) => !isManagement(one))] };
  }
  const all = { ReadWriteType: "All", IncludeManagementEvents: true } as const;
  const withData = basic.filter(({ DataResources = [] }) => DataResources.length > 0);
  const [first, ...others] = withData;
  return {
    EventSelectors: withData.length < MAX_SELECTORS ? [all, ...withData] : [{ ...first, ...all }, ...others],
  };
}

/** Which events a trail has now. */
export async function readSelectors(
  trail: string,
  cloudtrail: Pick<Clients["cloudtrail"], "GetEventSelectors">,
): Promise<EventSelectors> {
  return EventSelectors.parse(await cloudtrail.GetEventSelectors({ TrailName: trail }));
}

/**
 * Selectors as CloudTrail records them, with names in lower camel case, in CloudTrail's own names. `undefined` where there
 * are none, or they can't be read.
 */
export function recordedSelectors(recorded: JsonObject | null): EventSelectors | undefined {
  const { eventSelectors, advancedEventSelectors } = recorded ?? {};
  const lists = {
    eventSelectors: nonEmpty(eventSelectors),
    advancedEventSelectors: nonEmpty(advancedEventSelectors),
  };
  if (lists.eventSelectors === undefined && lists.advancedEventSelectors === undefined) return undefined;
  const read = EventSelectors.safeParse(capitalised(lists));
  return read.success ? read.data : undefined;
}

function nonEmpty(list: unknown): unknown {
  return Array.isArray(list) && list.length === 0 ? undefined : (list ?? undefined);
}

function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === null || member === undefined
        ? []
        : [[name.charAt(0).toUpperCase() + name.slice(1), capitalised(member)]],
    ),
  );
}

function ofBasic({ ReadWriteType = "All" }: EventSelector) {
  return { reads: ReadWriteType !== "WriteOnly", writes: ReadWriteType !== "ReadOnly" };
}

type EventSelector = z.infer<typeof EventSelector>;
type AdvancedEventSelector = z.infer<typeof AdvancedEventSelector>;

function isManagement({ FieldSelectors }: AdvancedEventSelector): boolean {
  return FieldSelectors.some(
    ({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management"),
  );
}

function ofAdvanced({ FieldSelectors }: AdvancedEventSelector) {
  const narrows = FieldSelectors.some(({ Field, NotEquals = [], ...field }) => {
    if (Field === "eventCategory" || Field === "readOnly") return false;
    const others = [field.Equals, field.StartsWith, field.EndsWith, field.NotStartsWith, field.NotEndsWith];
    const leavesOutVerbose =
      Field === "eventSource" &&
      others.every((list = []) => list.length === 0) &&
      NotEquals.every((one) => VERBOSE.has(one));
    return !leavesOutVerbose;
  });
  if (narrows) return { reads: false, writes: false };
  const readOnly = FieldSelectors.find(({ Field }) => Field === "readOnly");
  // `readOnly` takes nothing but Equals, "true" or "false".
  const has = (value: string) => readOnly === undefined || (readOnly.Equals ?? []).includes(value);
  return { reads: has("true"), writes: has("false") };
}
