import { createRoute, z } from "@hono/zod-openapi";
import { Order, Sort } from "@snapback/core/finding/rows/order";
import { properties } from "@snapback/core/finding/rows/where";
import { needs } from "../authorize.ts";
import { id, json, missing, refusals, refused } from "../description.ts";
import { example } from "../examples.ts";
import { detailExample, findingExample, recordExample } from "./examples.ts";
import { FindingDetail, FindingSummary } from "./view.ts";
import { Where } from "./where.ts";

const FindingPage = z
  .object({
    findings: z.array(FindingSummary),
    total: z.int().describe("How many there are on all pages"),
    cursor: z.string().optional().describe("Where the next page begins; absent on the last one"),
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
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("How many a page has at most"),
  cursor: z.string().max(5000).optional().describe("The cursor of the page before, in the same order"),
});

const RecordText = z
  .object({
    record: z
      .string()
      .describe("The CloudTrail record as JSON text; of one that is too large to keep, its beginning"),
  })
  .openapi("Record");

export const listFindings = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings",
  operationId: "listFindings",
  tags: ["Findings"],
  summary: "Findings, a page at a time",
  description:
    "Those for which the terms of `where` hold: each is a property, an operator and a value, as in `where=severity=critical&where=state=open,failed`. Values are URL-encoded like those of any query.",
  request: { query: FindingQuery },
  responses: {
    ...refusals,
    200: json(FindingPage, "A page", {
      findings: [findingExample],
      total: 132,
      cursor: "WyItbGFzdFNlZW4iLCIyMDI2LTExLTIzVDA4OjAwOjAwLjAwMFoiLCJmbmRfMCJd",
    }),
    400: refused(
      "A filter, limit or cursor that can't be used",
      [
        "Invalid request",
        '✖ state is one of open, awaiting-approval, …, and not "opened"\n  → at where',
        { errors: [{ parameter: "where", detail: 'state is one of open, …, and not "opened"' }] },
      ],
      ["Invalid cursor", "this is no cursor of this list"],
    ),
  },
});

export const getFinding = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}",
  operationId: "getFinding",
  tags: ["Findings"],
  summary: "One finding: its plan, what can be done about it, the calls that showed it, and what was done",
  request: { params: z.object({ id: id("The finding's id", example.finding) }) },
  responses: {
    ...refusals,
    200: json(FindingDetail, "The finding", detailExample),
    404: missing("No such finding", `finding ${example.finding}`),
  },
});

export const getRecord = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}/records/{eventId}",
  operationId: "getRecord",
  tags: ["Findings"],
  summary: "The CloudTrail record of one call that showed the violation",
  description:
    "As CloudTrail told of it, with all that its caller chose to write: take none of it for more than text.",
  request: {
    params: z.object({
      id: id("The finding's id", example.finding),
      eventId: z
        .string()
        .max(200)
        .describe("The call's event id, as the finding's `occurrences` name it")
        .openapi({ example: example.event }),
    }),
  },
  responses: {
    ...refusals,
    200: json(RecordText, "The record", recordExample),
    404: missing("No such finding or call", `record of ${example.event} for ${example.finding}`),
  },
});
