import { z } from "@hono/zod-openapi";
import { BySeverity, ByState, Count } from "../overview/count.ts";

export const Counts = z.object({
  standing: Count.describe("What stands now and nobody has let stand"),
  bySeverity: BySeverity.describe("Of what stands now"),
  byState: ByState,
  total: Count,
  lastSeenAt: z.iso.datetime().optional().describe("The latest call that showed one"),
});
