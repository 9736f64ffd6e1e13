import * as z from "zod";
import type { Account } from "../../account.ts";
import { kind } from "../../table.ts";

const texts = z.array(z.string()).optional();

export const eventSelector = z.strictObject({
  ReadWriteType: z.enum(["All", "ReadOnly", "WriteOnly"]).default("All"),
  IncludeManagementEvents: z.boolean().default(true),
  DataResources: z
    .array(z.strictObject({ Type: z.string(), Values: z.array(z.string()).default([]) }))
    .default([]),
  ExcludeManagementEventSources: z.array(z.string()).default([]),
});

export const advancedEventSelector = z.strictObject({
  Name: z.string().max(1000).optional(),
  FieldSelectors: z
    .array(
      z.strictObject({
        Field: z.string(),
        Equals: texts,
        StartsWith: texts,
        EndsWith: texts,
        NotEquals: texts,
        NotStartsWith: texts,
        NotEndsWith: texts,
      }),
    )
    .min(1),
});

export const insightSelector = z.strictObject({
  InsightType: z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"]),
  EventCategories: z.array(z.enum(["Management", "Data"])).optional(),
});

export const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256).optional() });

/** A trail, kept in the account's home region. What it does not say of itself is as a deploy makes it. */
const trail = z.object({
  /** Its name. */
  id: z.string(),
  homeRegion: z.string(),
  bucket: z.string(),
  prefix: z.string().optional(),
  snsTopic: z.string().optional(),
  globalServices: z.boolean().optional(),
  allRegions: z.boolean().optional(),
  validation: z.boolean().optional(),
  logGroup: z.string().optional(),
  role: z.string().optional(),
  kmsKey: z.string().optional(),
  eventSelectors: z.array(eventSelector).optional(),
  advancedEventSelectors: z.array(advancedEventSelector).optional(),
  insightSelectors: z.array(insightSelector).optional(),
  tags: z.array(tag).optional(),
  isLogging: z.boolean(),
  startedAt: z.iso.datetime().optional(),
  stoppedAt: z.iso.datetime().optional(),
});
export type Trail = z.output<typeof trail>;
export const trails = kind("trails", trail);

/**
 * Do CloudTrail's records of a region's changes reach EventBridge? Only while a trail logs there, and has them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function isLogging({ home, region }: Account): boolean {
  return home
    .table(trails)
    .rows()
    .some((row) => row.isLogging && isSeen(row, region) && hasChanges(row));
}

/** A trail of all regions has a shadow in each of them. */
export function isSeen({ allRegions = true, homeRegion }: Trail, region: string): boolean {
  return allRegions || homeRegion === region;
}

function hasChanges({ eventSelectors, advancedEventSelectors }: Trail): boolean {
  if (advancedEventSelectors !== undefined) {
    return advancedEventSelectors.some(({ FieldSelectors }) => {
      const equal = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals;
      return equal("eventCategory")?.includes("Management") && equal("readOnly")?.includes("true") !== true;
    });
  }
  return (
    eventSelectors?.some((one) => one.IncludeManagementEvents && one.ReadWriteType !== "ReadOnly") ?? true
  );
}
