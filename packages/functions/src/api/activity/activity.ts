import { createRoute, z } from "@hono/zod-openapi";
import { listActivity } from "@snapback/core/activity/activity";
import { ActivityEntry } from "@snapback/core/activity/schema";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { json, refusals, refused } from "../description.ts";
import { router } from "../router.ts";

const ActivityPage = z
  .object({
    entries: z.array(ActivityEntry.extend({}).openapi("Activity")),
    next: z.string().optional().describe("Where the next page begins; absent on the last one"),
  })
  .openapi("ActivityPage");

const ActivityQuery = z.object({
  before: z.string().max(2000).optional().describe("The `next` of the page before, or a time"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const getActivity = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/activity",
  summary: "Who or what did what, the latest first, a page at a time",
  description:
    "Everything that was seen, decided, changed and taken back: of findings, exemptions and settings. It is only ever added to; nothing of the API can change or delete what is there.",
  request: { query: ActivityQuery },
  responses: {
    ...refusals,
    200: json(ActivityPage, "A page"),
    400: refused("A limit, time or cursor that can't be used"),
  },
});

export function activityApi({ findings, ledger }: Pick<ApiDeps, "findings" | "ledger">) {
  return router().openapi(getActivity, async (c) =>
    c.json(await listActivity({ findings, ledger }, c.req.valid("query")), 200),
  );
}
