import * as z from "zod";
import type { Account } from "../../account.ts";

/** A trail of all regions, kept in its home region. */
export const trail = z.object({
  /** Its name. */
  id: z.string(),
  homeRegion: z.string(),
  bucket: z.string(),
  isLogging: z.boolean(),
  startedAt: z.iso.datetime().optional(),
  stoppedAt: z.iso.datetime().optional(),
});
export type Trail = z.output<typeof trail>;

/**
 * Do CloudTrail's records reach EventBridge? Only while a trail logs.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function isLogging({ home }: Account): boolean {
  return home.trails.rows().some((row) => row.isLogging);
}
