import * as z from "zod";

/** The latest probe of a region whose record came through to `detect`. */
export type Heartbeat = z.infer<typeof Heartbeat>;
export const Heartbeat = z.object({
  region: z.string(),
  /** When the probe was sent, by CloudTrail's clock, which shows whole seconds. */
  sentAt: z.iso.datetime(),
  /** When `detect` had its record. */
  seenAt: z.iso.datetime(),
  /** From the one to the other, and so up to a second more than it took. */
  latencyMs: z.int().min(0),
  eventId: z.string(),
});

/** Since when a region has been probed without a break, and the latest time: only what was sent can be missed. */
export type Probing = z.infer<typeof Probing>;
export const Probing = z.object({
  region: z.string(),
  since: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
