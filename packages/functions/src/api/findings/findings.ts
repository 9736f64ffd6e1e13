import type { ApiDeps } from "../deps.ts";
import { notFound } from "../problem.ts";
import { router } from "../router.ts";
import { getFinding, getRecord, listFindings } from "./routes.ts";
import { detailOf, summaryOf } from "./view.ts";

/** Findings, as they are. */
export function findingsApi({
  findings,
  detections,
  config,
  now,
}: Pick<ApiDeps, "findings" | "detections" | "config" | "now">) {
  return router()
    .openapi(listFindings, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      const page = await findings.list(filter, { limit, cursor });
      const shown = page.findings.map((finding) => summaryOf(finding, detections));
      return c.json({ findings: shown, ...(page.cursor && { cursor: page.cursor }) }, 200);
    })
    .openapi(getFinding, async (c) => {
      const { id } = c.req.valid("param");
      const finding = await findings.get(id);
      if (!finding) throw notFound(`finding ${id}`);
      const [occurrences, activity] = await Promise.all([
        findings.occurrences(id),
        findings.activity(finding),
      ]);
      return c.json(detailOf(finding, { occurrences, activity }, { detections, config, now: now() }), 200);
    })
    .openapi(getRecord, async (c) => {
      const { id, eventId } = c.req.valid("param");
      const record = await findings.record(id, eventId);
      if (record === undefined) throw notFound(`record of ${eventId} for ${id}`);
      return c.json({ record }, 200);
    });
}
