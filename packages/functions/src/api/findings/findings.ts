import { pageOf } from "@snapback/core/finding/rows/order";
import { matcher } from "@snapback/core/finding/rows/where";
import { openNotes } from "@snapback/core/note/store";
import type { ApiDeps } from "../deps.ts";
import { notFound } from "../problem.ts";
import { router } from "../router.ts";
import { getFinding, getRecord, listFindings } from "./routes.ts";
import { detailOf, summaryOf } from "./view.ts";

/** Findings, as they are. */
export function findingsApi({
  findings,
  rows,
  ledger,
  detections,
  config,
  now,
}: Pick<ApiDeps, "findings" | "rows" | "ledger" | "detections" | "config" | "now">) {
  const kept = openNotes(ledger);
  return router()
    .openapi(listFindings, async (c) => {
      const { where, match, ...page } = c.req.valid("query");
      const matching = (await rows.all()).filter(matcher(where, match));
      const { rows: wanted, total, cursor } = pageOf(matching, page);
      const found = await findings.getAll(wanted.map(({ id }) => id));
      const shown = found.map((finding) => summaryOf(finding, { detections, config, now: now() }));
      return c.json({ findings: shown, total, ...(cursor !== undefined && { cursor }) }, 200);
    })
    .openapi(getFinding, async (c) => {
      const { id } = c.req.valid("param");
      const finding = await findings.get(id);
      if (!finding) throw notFound(`finding ${id}`);
      const [occurrences, activity, notes] = await Promise.all([
        findings.occurrences(id),
        findings.activity(finding),
        kept.of(id),
      ]);
      const known = { occurrences, activity, notes };
      return c.json(detailOf(finding, known, { detections, config, now: now() }), 200);
    })
    .openapi(getRecord, async (c) => {
      const { id, eventId } = c.req.valid("param");
      const record = await findings.record(id, eventId);
      if (record === undefined) throw notFound(`record of ${eventId} for ${id}`);
      return c.json({ record }, 200);
    });
}
