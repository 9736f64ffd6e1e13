import { createRoute, z } from "@hono/zod-openapi";
import { Severity, State } from "@snapback/core/finding/schema";
import { RegionState, regionState } from "@snapback/core/heartbeat/check";
import { overviewOf } from "@snapback/core/overview/overview";
import { STANDS } from "@snapback/core/overview/standing";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { json, refusals, refused } from "../description.ts";
import { example } from "../examples.ts";
import { router } from "../router.ts";
import { BySeverity, ByState, Count } from "./count.ts";

const DEFAULT_DAYS = 30;
const MOST_DAYS = 90;

const Top = z.array(Count.extend({ name: z.string() }));

const OverviewView = z
  .object({
    standing: Count.describe("What stands now and nobody has let stand, whenever it was opened"),
    bySeverity: BySeverity.describe("Of what stands now"),
    byState: ByState,
    opened: Count.describe("Opened within the window"),
    days: z
      .array(z.object({ day: z.iso.date(), bySeverity: BySeverity }))
      .describe("Opened on each day (UTC) of the window, the earliest first"),
    safe: Count.extend({ medianMs: z.int().optional(), p95Ms: z.int().optional() }).describe(
      "What became safe within the window, and how long that had stood: from the call that opened it to safe again",
    ),
    top: z
      .object({ detections: Top, accounts: Top, actors: Top })
      .describe("What most of that which was opened within the window has in common"),
    regions: z
      .array(
        z.object({
          region: z.string(),
          state: RegionState.describe(
            "`heard`: events come in; `silent`: they should and don't; `waiting`: too early to say; `unprobed`: nobody asks",
          ),
          lastEventAt: z.iso.datetime().optional().describe("When the latest heartbeat's record came in"),
          latencyMs: z.int().optional().describe("From that call to its record"),
          lastFindingAt: z.iso.datetime().optional().describe("The latest call that showed something"),
        }),
      )
      .describe("Whether the events of every watched region come in"),
  })
  .openapi("Overview");

const none = (where: string[]) => ({ count: 0, where });
const one = (where: string[]) => ({ count: 1, where });
const since = "opened>=2026-11-23T00:00:00.000Z";
const safeSince = "safe>=2026-11-23T00:00:00.000Z";

/** One finding, which was put right. */
const overviewExample: z.input<typeof OverviewView> = {
  standing: none([STANDS]),
  bySeverity: Severity.options.map((severity) => ({
    severity,
    ...none([STANDS, `severity=${severity}`]),
  })),
  byState: State.options.map((state) => ({
    state,
    ...(state === "remediated" ? one : none)([`state=${state}`]),
  })),
  opened: one([since]),
  days: [
    {
      day: "2026-11-23",
      bySeverity: Severity.options.map((severity) => ({
        severity,
        ...(severity === "critical" ? one : none)([since, `severity=${severity}`]),
      })),
    },
  ],
  safe: { ...one([safeSince]), medianMs: 5120, p95Ms: 5120 },
  top: {
    detections: [{ name: example.detection, ...one([since, `detection=${example.detection}`]) }],
    accounts: [{ name: example.account, ...one([since, `account=${example.account}`]) }],
    actors: [],
  },
  regions: [
    {
      region: example.region,
      state: "heard",
      lastEventAt: "2026-11-23T08:55:02.000Z",
      latencyMs: 2000,
      lastFindingAt: "2026-11-23T08:00:00Z",
    },
  ],
};

const getOverview = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/overview",
  operationId: "getOverview",
  tags: ["Overview"],
  summary: "How the account stands: counts, times, and whether its events come in",
  request: {
    query: z.object({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(MOST_DAYS)
        .default(DEFAULT_DAYS)
        .describe("How many days the window has, of which today (UTC) is the last"),
    }),
  },
  responses: {
    ...refusals,
    200: json(OverviewView, "As it is now", overviewExample),
    400: refused("A window that can't be used", ["Invalid request", "days: at most 90"]),
  },
});

export function overviewApi(deps: Pick<ApiDeps, "rows" | "heartbeats" | "regions" | "now">) {
  const { rows, now } = deps;
  return router().openapi(getOverview, async (c) => {
    const { days } = c.req.valid("query");
    const all = await rows.all();
    const latest = latestByRegion(all);
    const regions = await Promise.all(
      deps.regions.map(async (region) => ({
        ...(await heard(region, deps)),
        ...(latest.has(region) && { lastFindingAt: latest.get(region) }),
      })),
    );
    return c.json({ ...overviewOf(all, { now: now(), days }), regions }, 200);
  });
}

async function heard(region: string, { heartbeats, now }: Pick<ApiDeps, "heartbeats" | "now">) {
  const [latest, probing] = await Promise.all([heartbeats.latest(region), heartbeats.probing(region)]);
  return {
    region,
    state: regionState(latest, probing, now()),
    ...(latest && { lastEventAt: latest.seenAt, latencyMs: latest.latencyMs }),
  };
}

function latestByRegion(
  rows: readonly { region: string; lastSeenAt: string }[],
): ReadonlyMap<string, string> {
  const latest = new Map<string, string>();
  for (const { region, lastSeenAt } of rows)
    if (lastSeenAt > (latest.get(region) ?? "")) latest.set(region, lastSeenAt);
  return latest;
}
