import { createRoute, z } from "@hono/zod-openapi";
import { Order, Sort } from "@snapback/core/finding/rows/order";
import { properties } from "@snapback/core/finding/rows/where";
import { needs } from "../authorize.ts";
import { json, refusals, refused } from "../description.ts";
import { FindingDetail, FindingSummary } from "./view.ts";
import { Where } from "./where.ts";

const FindingPage = z
  .object({
    findings: z.array(FindingSummary),
    total: z.int().describe("How many there are on all pages"),
    /** Where the next page begins; absent on the last one. */
    cursor: z.string().optional(),
  })
  .openapi("FindingPage");

const FindingQuery = z.object({
  where: Where.describe(
    `Terms such as state=open,failed or resource:sg-0123: ${Object.keys(properties).join(", ")}, asked with = or != (a choice takes several values with commas between them), : or !: (has it in it, or not), or, for times, >=, <=, > or <`,
  ),
  match: z.enum(["all", "any"]).default("all").describe("Has every term to hold, or is one enough?"),
  sort: Sort.default("-lastSeen").describe(
    `One of ${Order.options.join(", ")}; with - before it from the greatest to the least`,
  ),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(5000).optional().describe("The cursor of the page before, in the same order"),
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
  summary: "Findings, a page at a time",
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
