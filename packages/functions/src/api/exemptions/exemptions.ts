import { randomUUID } from "node:crypto";
import { digestOf } from "@snapback/core/digest";
import { coveredBy, restingUnder } from "@snapback/core/exemption/concerned";
import { checkExemption } from "@snapback/core/exemption/limits";
import type { Exemption } from "@snapback/core/exemption/schema";
import { exemptionId, openExemptions } from "@snapback/core/exemption/store";
import type * as z from "zod";
import type { ApiDeps } from "../deps.ts";
import { partyOf } from "../party.ts";
import { notFound, RefusedError } from "../problem.ts";
import { router } from "../router.ts";
import { openTell } from "../tell.ts";
import { letThrough } from "./let-through.ts";
import { type ExemptionView, endExemption, listExemptions, makeExemption } from "./routes.ts";

/** What is left alone, and until when. */
export function exemptionsApi(
  deps: Pick<ApiDeps, "findings" | "rows" | "detections" | "ledger" | "config" | "publish" | "log" | "now">,
) {
  const { findings, rows, config, now } = deps;
  const exemptions = openExemptions(deps.ledger);
  const tell = openTell(deps);

  function viewOf(exemption: Exemption): z.output<typeof ExemptionView> {
    const over = Date.parse(exemption.until) <= now().getTime();
    return { ...exemption, state: exemption.ended ? "ended" : over ? "expired" : "active" };
  }

  return router()
    .openapi(listExemptions, async (c) => {
      const all = c.req.valid("query").all === "true";
      const list = all ? await exemptions.list(new Date(0)) : await exemptions.active(now());
      const counts = letThrough(await rows.all());
      const listed = list.map((exemption) => ({
        ...viewOf(exemption),
        findings: counts.get(exemption.id) ?? { now: 0, all: 0 },
      }));
      return c.json({ exemptions: listed }, 200);
    })
    .openapi(makeExemption, async (c) => {
      const { scope, reason, until } = c.req.valid("json");
      const key = c.req.valid("header")["Idempotency-Key"];
      const at = now();
      const asked: Exemption = {
        id: exemptionId(key === undefined ? randomUUID() : { person: c.var.person.id, key }),
        scope,
        reason,
        by: partyOf(c.var.person),
        madeAt: at.toISOString(),
        until: new Date(until).toISOString(),
      };
      const known = key === undefined ? undefined : await exemptions.get(asked.id);
      if (known && contentOf(known) !== contentOf(asked))
        throw new RefusedError(
          409,
          "Key used already",
          "This Idempotency-Key came with another request before.",
        );
      if (!known) {
        checkExemption(scope, new Date(until), at, config.exemptions);
        await exemptions.make(asked);
      }
      const made = known ?? asked;
      await tell("finding.due", await coveredBy(findings, made));
      return c.json({ exemption: viewOf(made) }, 201);
    })
    .openapi(endExemption, async (c) => {
      const { id } = c.req.valid("param");
      const exemption = await exemptions.get(id);
      if (!exemption) throw notFound(`exemption ${id}`);
      const { state } = viewOf(exemption);
      if (state === "expired")
        throw new RefusedError(409, "Not possible now", `It has run out by itself at ${exemption.until}.`);
      const { reason } = c.req.valid("json");
      if (state === "active")
        await exemptions.end(exemption, { by: partyOf(c.var.person), at: now().toISOString(), reason });
      await tell("finding.due", await restingUnder(findings, exemption));
      const ended = (await exemptions.get(id)) ?? exemption;
      return c.json({ exemption: viewOf(ended) }, 200);
    });
}

/** What was asked for, whoever and whenever it was. */
function contentOf({ scope, reason, until }: Exemption): string {
  return digestOf([scope, reason, until]);
}
