import { createRoute, z } from "@hono/zod-openapi";
import { Severity, State } from "@snapback/core/finding/schema";
import { needs } from "../authorize.ts";
import { json, refusals, refused } from "../description.ts";
import { FindingDetail, FindingSummary } from "./view.ts";

const FindingPage = z
  .object({
    findings: z.array(FindingSummary),
    /** Where the next page begins; absent on the last one. */
    cursor: z.string().optional(),
  })
  .openapi("FindingPage");

const FindingQuery = z.object({
  state: State.optional(),
  severity: Severity.optional(),
  detection: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

const RecordText = z
  .object({
    /** The CloudTrail record as JSON text; of one too large to keep, its beginning. */
    record: z.string(),
  })
  .openapi("Record");

export const listFindings = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings",
  summary: "Findings, latest first, a page at a time",
  request: { query: FindingQuery },
  responses: {
    ...refusals,
    200: json(FindingPage, "A page"),
    400: refused("A filter, limit or cursor that can't be used"),
  },
});

export const getFinding = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}",
  summary: "One finding: its plan, what can be done about it, the calls that showed it, and what was done",
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { ...refusals, 200: json(FindingDetail, "The finding"), 404: refused("No such finding") },
});

export const getRecord = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}/records/{eventId}",
  summary: "The CloudTrail record of one call that showed the violation",
  request: { params: z.object({ id: z.string().max(100), eventId: z.string().max(200) }) },
  responses: { ...refusals, 200: json(RecordText, "The record"), 404: refused("No such finding or call") },
});
