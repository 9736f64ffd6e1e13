import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { type FindingStore, InvalidCursorError } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { secureHeaders } from "hono/secure-headers";
import { problem } from "./problem.ts";
import {
  attemptView,
  DetectionList,
  detectionView,
  FindingDetail,
  FindingPage,
  FindingQuery,
  Health,
  Problem,
  RecordText,
  summaryOf,
} from "./schema.ts";

export interface ApiDeps {
  detections: readonly Detection[];
  findings: FindingStore;
  account: string;
  region: string;
  log: Log;
}

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  content: { "application/json": { schema } },
  description,
});
const refused = (description: string) => ({
  content: { "application/problem+json": { schema: Problem } },
  description,
});

const health = createRoute({
  method: "get",
  path: "/api/health",
  summary: "Is the API up, and for which account?",
  responses: { 200: json(Health, "It is") },
});
const listFindings = createRoute({
  method: "get",
  path: "/api/findings",
  summary: "Findings, latest first, a page at a time",
  request: { query: FindingQuery },
  responses: {
    200: json(FindingPage, "A page"),
    400: refused("A filter, limit or cursor that can't be used"),
  },
});
const getFinding = createRoute({
  method: "get",
  path: "/api/findings/{id}",
  summary: "One finding with its plans, the calls that showed it, and what was done",
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: json(FindingDetail, "The finding"), 404: refused("No such finding") },
});
const getRecord = createRoute({
  method: "get",
  path: "/api/findings/{id}/records/{eventId}",
  summary: "The CloudTrail record of one call that showed the violation",
  request: { params: z.object({ id: z.string().max(100), eventId: z.string().max(200) }) },
  responses: { 200: json(RecordText, "The record"), 404: refused("No such finding or call") },
});
const listDetections = createRoute({
  method: "get",
  path: "/api/detections",
  summary: "The catalogue of detections",
  responses: { 200: json(DetectionList, "All of them") },
});

/** The HTTP API. Its routes read; nothing here can change the account. */
export function createApi({ detections, findings, account, region, log }: ApiDeps) {
  const app = new OpenAPIHono({
    defaultHook: (result, c) =>
      result.success ? undefined : problem(c, 400, "Invalid request", z.prettifyError(result.error)),
  });
  app.use(secureHeaders());
  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  app.onError((error, c) => {
    if (error instanceof InvalidCursorError) return problem(c, 400, "Invalid cursor", error.message);
    log.error("api.error", { path: c.req.path, error });
    return problem(c, 500, "Internal error", "The API could not answer. Its log has the reason.");
  });
  app.notFound((c) => problem(c, 404, "Not found", `There is no ${c.req.method} ${c.req.path}.`));
  app.doc31("/openapi.json", { openapi: "3.1.0", info: { title: "Snapback", version: "0.1.0" } });

  return app
    .openapi(health, (c) =>
      c.json({ status: "ok" as const, account, region, detections: detections.length }, 200),
    )
    .openapi(listFindings, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      const page = await findings.list(filter, { limit, cursor });
      const shown = page.findings.map((finding) => summaryOf(finding, detections));
      return c.json({ findings: shown, ...(page.cursor && { cursor: page.cursor }) }, 200);
    })
    .openapi(getFinding, async (c) => {
      const { id } = c.req.valid("param");
      const finding = await findings.get(id);
      if (!finding) return problem(c, 404, "Not found", `There is no finding ${id}.`);
      const [occurrences, activity] = await Promise.all([
        findings.occurrences(id),
        findings.activity(finding),
      ]);
      const declared = detections.find((detection) => detection.id === finding.detection);
      const detail = {
        finding: summaryOf(finding, detections),
        ...(declared && { detection: detectionView(declared) }),
        attempts: finding.attempts.map((attempt) => attemptView(attempt, finding.region)),
        occurrences,
        activity,
      };
      return c.json(detail, 200);
    })
    .openapi(getRecord, async (c) => {
      const { id, eventId } = c.req.valid("param");
      const record = await findings.record(id, eventId);
      if (record === undefined)
        return problem(c, 404, "Not found", `There is no record of ${eventId} for ${id}.`);
      return c.json({ record }, 200);
    })
    .openapi(listDetections, (c) => c.json({ detections: detections.map(detectionView) }, 200));
}

/** The routes' types, from which the console's client is made. */
export type Api = ReturnType<typeof createApi>;
