import * as z from "zod";
import { JsonObject } from "../json.ts";

/** What a baseline is of: one aspect (a rule, a policy, a setting) of one resource. */
export type BaselineKey = z.infer<typeof BaselineKey>;
export const BaselineKey = z.object({
  account: z.string(),
  region: z.string(),
  /** The resource's ARN. */
  resource: z.string(),
  aspect: z.string(),
});

/** The last known good configuration of it, which CloudTrail does not carry, so that a change can be put back. */
export type Baseline = z.infer<typeof Baseline>;
export const Baseline = BaselineKey.extend({
  /** Absent where the aspect was gone, or nobody knows any more what it is. */
  value: JsonObject.optional(),
  /** When it was so: the event's time, or when it was read. */
  at: z.iso.datetime(),
  source: z.enum(["event", "respond", "sweep"]),
  eventId: z.string().optional(),
});

/**
 * A good state as a detection sees it in a record or in the live account. `value` is `undefined` where the aspect is gone, or
 * was changed to what can't be told: what was known of it is no longer good for anything.
 */
export interface GoodState {
  resource: string;
  aspect: string;
  value: JsonObject | undefined;
}
