import { z } from "@hono/zod-openapi";
import { Severity, State } from "@snapback/core/finding/schema";

/** A number of findings, with the list behind it. */
export const Count = z.object({
  count: z.int(),
  where: z.array(z.string()).describe("The terms by which `GET /api/findings` lists just these"),
});

export const BySeverity = z.array(Count.extend({ severity: Severity }));
export const ByState = z.array(Count.extend({ state: State }));
