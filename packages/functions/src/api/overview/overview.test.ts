import { Severity, State } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { allFindings } from "../../../../core/test/all-findings.ts";
import { findingWith } from "../../../../core/test/notices.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

let t: TestApi;
beforeAll(async () => {
  t = await openTestApi();
  for (let n = 0; n < 30; n++) {
    const eventTime = new Date(t.clock.now.getTime() - n * 7 * 3_600_000).toISOString();
    const { opened } = findingWith();
    const actor = { ...opened.actor, name: `user-${n % 3}`, principal: undefined };
    const seen = { ...opened, eventId: `e-${n}`, eventTime, actor };
    const state = State.options[n % State.options.length] ?? "open";
    const at = new Date(Date.parse(eventTime) + n * 1000).toISOString();
    await t.put({
      id: `fnd_${n}`,
      severity: Severity.options[n % 4] ?? "low",
      account: n % 5 ? "111122223333" : "999999999999",
      state,
      opened: seen,
      latest: seen,
      ...(state === "remediated" && { safe: { at, by: "snapback" as const } }),
      pending: [],
    });
  }
});
afterAll(() => t.close());

const Count = z.object({ count: z.int(), where: z.array(z.string()) });
const View = z.object({
  standing: Count,
  bySeverity: z.array(Count.extend({ severity: z.string() })),
  byState: z.array(Count.extend({ state: z.string() })),
  opened: Count,
  days: z.array(z.object({ day: z.string(), bySeverity: z.array(Count) })),
  safe: Count.extend({ medianMs: z.int(), p95Ms: z.int() }),
  top: z.record(z.string(), z.array(Count.extend({ name: z.string() }))),
  regions: z.array(z.looseObject({ region: z.string(), state: z.string() })),
});
const overview = async (query = "") => View.parse((await t.send("GET", `/api/overview${query}`)).body);

describe("GET /api/overview", () => {
  it("has with every number a list of as many findings", async () => {
    const { standing, bySeverity, byState, opened, days, safe, top } = await overview("?days=7");
    const counts = [
      standing,
      ...bySeverity,
      ...byState,
      opened,
      ...days.flatMap((day) => day.bySeverity),
      safe,
    ];
    for (const { count, where } of [...counts, ...Object.values(top).flat()]) {
      const terms = where.map((term) => `where=${encodeURIComponent(term)}`).join("&");
      const { body } = await t.send("GET", `/api/findings?limit=1&${terms}`);
      expect([where, body.total]).toEqual([where, count]);
    }
  });

  it("counts what is in the table", async () => {
    const { standing, bySeverity, byState, opened, safe, top } = await overview("?days=7");
    const all = await allFindings(t.findings);
    const standingStates = new Set([
      "open",
      "awaiting-approval",
      "responding",
      "failed",
      "contested",
      "undoing",
    ]);
    const stands = all.filter(({ state }) => standingStates.has(state));
    expect(standing.count).toBe(stands.length);
    for (const { severity, count } of bySeverity)
      expect(count).toBe(stands.filter((finding) => finding.severity === severity).length);
    for (const { state, count } of byState)
      expect(count).toBe(all.filter((finding) => finding.state === state).length);
    const since = "2026-11-17T00:00:00.000Z";
    const within = all.filter((finding) => finding.opened.eventTime >= since);
    expect(opened.count).toBe(within.length);
    expect(within.length).toBeLessThan(all.length);
    const times = all
      .flatMap((finding) =>
        finding.safe && finding.safe.at >= since
          ? Date.parse(finding.safe.at) - Date.parse(finding.opened.eventTime)
          : [],
      )
      .toSorted((a, b) => a - b);
    expect(safe).toMatchObject({
      count: times.length,
      medianMs: times[Math.ceil(times.length / 2) - 1],
      p95Ms: times.at(-1),
    });
    for (const { name, count } of top.actors ?? [])
      expect(count).toBe(within.filter(({ latest }) => latest.actor.name === name).length);
    expect(top.accounts?.map(({ name }) => name)).toEqual(["111122223333", "999999999999"]);
  });

  it("tells of every watched region when its events last came in", async () => {
    const ago = (minutes: number) => new Date(t.clock.now.getTime() - minutes * 60_000).toISOString();
    expect((await overview()).regions).toEqual([
      { region: "us-east-1", state: "unprobed" },
      { region: "eu-central-1", state: "unprobed", lastFindingAt: t.clock.now.toISOString() },
    ]);
    for (const region of ["us-east-1", "eu-central-1"])
      await t.heartbeats.sent({ region, since: ago(300), lastAt: ago(1) });
    const beat = (region: string, minutes: number) =>
      t.heartbeats.saw({
        region,
        sentAt: ago(minutes),
        seenAt: ago(minutes),
        latencyMs: 900,
        eventId: "e",
      });
    await beat("us-east-1", 10);
    await beat("eu-central-1", 100);
    expect((await overview()).regions).toMatchObject([
      { region: "us-east-1", state: "heard", lastEventAt: ago(10), latencyMs: 900 },
      { region: "eu-central-1", state: "silent", lastEventAt: ago(100) },
    ]);
  });

  it("takes a region for no more than waiting whose probing has begun anew, whatever came in before", async () => {
    const ago = (minutes: number) => new Date(t.clock.now.getTime() - minutes * 60_000).toISOString();
    await t.heartbeats.sent({ region: "eu-central-1", since: ago(20), lastAt: ago(1) });
    expect((await overview()).regions[1]).toMatchObject({ state: "waiting", lastEventAt: ago(100) });
  });

  it.each(["?days=0", "?days=91", "?days=x"])("does not take %s", async (query) => {
    expect(await t.send("GET", `/api/overview${query}`)).toMatchObject({ status: 400 });
  });
});
