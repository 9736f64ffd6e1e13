import { z } from "@hono/zod-openapi";
import { Severity, State } from "@snapback/core/finding/schema";

const count = {
  count: z.int(),
  where: z.array(z.string()).describe("The terms by which `GET /api/findings` lists just these"),
};

export const Count = z.object(count);

export const Counts = z.object({
  standing: Count.describe("What stands now and nobody has let stand"),
  bySeverity: z.array(z.object({ severity: Severity, ...count })).describe("Of what stands now"),
  byState: z.array(z.object({ state: State, ...count })),
  total: Count,
  lastSeenAt: z.iso.datetime().optional().describe("The latest call that showed one"),
});
