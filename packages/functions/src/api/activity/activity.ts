import { createRoute, z } from "@hono/zod-openapi";
import { ActivityEntry } from "@snapback/core/activity/schema";
import { searchActivity } from "@snapback/core/activity/search";
import { Party } from "@snapback/core/person/party";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { json, refusals, refused, Time } from "../description.ts";
import { example } from "../examples.ts";
import { router } from "../router.ts";

const ActivityPage = z
  .object({
    entries: z.array(ActivityEntry.extend({}).openapi("Activity")),
    next: z.string().optional().describe("Where the next page begins; absent on the last one"),
    reached: z.iso
      .datetime()
      .optional()
      .describe("Where there is a next page: how far back this one has looked"),
  })
  .openapi("ActivityPage");

const Part = z.string().min(1).max(200).optional();

const ActivityQuery = z.object({
  before: z.string().max(2000).optional().describe("The `next` of the page before, or a time"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("How many a page has at most"),
  by: Party.shape.kind
    .optional()
    .describe("By a person, by Snapback itself, or by whoever made a call in the account"),
  who: Part.describe("A part of the name of who it was"),
  about: ActivityEntry.shape.about.shape.kind.optional().describe("What kind of thing it is about"),
  id: z.string().min(1).max(100).optional().describe("What it is about: the id of a finding or an exemption"),
  text: Part.describe("A part of what is said of it, of names, or of ids"),
  from: Time.optional().describe("From this time on"),
  until: Time.optional().describe("Before this time"),
});

const getActivity = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/activity",
  operationId: "listActivity",
  tags: ["Activity"],
  summary: "Who or what did what, the latest first, a page at a time",
  description:
    "Everything that was seen, decided, changed and taken back: of findings, exemptions and settings. It is only ever added to; nothing of the API can change or delete what is there. Filters have to hold all at once, and don't tell upper from lower case. One request looks at some 1000 entries at most: where what is sought is rare, a page has fewer entries than asked for, or none, and still a `next`.",
  request: { query: ActivityQuery },
  responses: {
    ...refusals,
    200: json(ActivityPage, "A page", {
      entries: [
        {
          id: `${example.finding}#${example.decision}`,
          at: "2026-11-23T08:20:00.000Z",
          by: example.person,
          what: "asked to undo attempt 3: The deployment needs the port today.",
          about: { kind: "finding", id: example.finding },
          decision: example.decision,
        },
        {
          id: `${example.finding}#000000005`,
          at: "2026-11-23T08:00:05.120Z",
          by: { kind: "snapback", name: "snapback" },
          what: "verified: safe again",
          about: { kind: "finding", id: example.finding },
          from: "responding",
          to: "remediated",
          before: { groupId: example.group, ingress: [{ id: example.rule, source: "0.0.0.0/0" }] },
          after: { groupId: example.group, ingress: [] },
        },
      ],
      next: "WyIyMDI2LTExLTIzVDA4OjAwOjA1LjEyMFoiLCJmbmRfMCMwMDAwMDAwMDUiXQ",
      reached: "2026-11-23T08:00:05.120Z",
    }),
    400: refused("A limit, time or cursor that can't be used", [
      "Invalid cursor",
      "this is neither a time nor the `next` of a page",
    ]),
  },
});

export function activityApi({ findings, ledger }: Pick<ApiDeps, "findings" | "ledger">) {
  return router().openapi(getActivity, async (c) => {
    const { before, limit, ...filter } = c.req.valid("query");
    return c.json(await searchActivity({ findings, ledger }, filter, { before, limit }), 200);
  });
}
