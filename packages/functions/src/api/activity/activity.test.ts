import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { proposalWith } from "../../../../core/test/findings.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());

const Page = z.object({
  entries: z.array(z.looseObject({ id: z.string(), what: z.string(), about: z.unknown() })),
  next: z.string().optional(),
  reached: z.string().optional(),
});
const page = async (query = "") => Page.parse((await t.send("GET", `/api/activity${query}`)).body);

describe("GET /api/activity", () => {
  it("has all that people do, of findings, exemptions and settings, and keeps it whatever they do next", async () => {
    const proposal = proposalWith();
    const opened = { findingId: "fnd_1", version: 1, at: "2026-11-23T08:00:00.000Z", what: "opened" };
    const by = { kind: "caller" as const, name: "deploy" };
    await t.put({
      id: "fnd_1",
      state: "awaiting-approval",
      proposal,
      pending: [{ ...opened, by, to: "open" }],
    });
    const until = "2026-11-24T09:00:00.000Z";
    const exemption = { scope: { finding: "fnd_1" }, reason: "x", until };
    const changes: [string, string, unknown?][] = [
      ["POST", "/api/findings/fnd_1/approve", { proposal: proposal.id }],
      ["POST", "/api/findings/fnd_1/reject", { proposal: proposal.id, reason: "x" }],
      ["POST", "/api/findings/fnd_1/exempt", { reason: "x", until }],
      ["POST", "/api/findings/fnd_1/dismiss", { reason: "x" }],
      ["POST", "/api/findings/fnd_1/retry"],
      ["POST", "/api/exemptions", exemption],
      ["POST", "/api/pause", { reason: "x" }],
      ["POST", "/api/resume", {}],
      ["PUT", "/api/settings/cap", { automaticChangesPerHour: 1, version: 2 }],
    ];
    let before = (await page()).entries;
    expect(before).toMatchObject([{ what: "opened", by, about: { kind: "finding", id: "fnd_1" } }]);
    for (const [method, path, body] of changes) {
      t.clock.now = new Date(t.clock.now.getTime() + 1000);
      const { status } = await t.send(method, path, body, { role: "admin" });
      expect({ path, ok: status < 300 }).toEqual({ path, ok: true });
      const { entries } = await page();
      expect(entries.slice(-before.length)).toEqual(before);
      expect(entries.length).toBeGreaterThan(before.length);
      before = entries;
    }
    const [active] = await t.exemptions.active(t.clock.now);
    t.clock.now = new Date(t.clock.now.getTime() + 1000);
    await t.send("POST", `/api/exemptions/${active?.id}/end`, { reason: "over" });
    const { entries } = await page();
    expect(entries.slice(1)).toEqual(before);
    expect(entries[0]).toMatchObject({ about: { kind: "exemption", id: active?.id }, before: { until } });
    expect(entries[1]).toMatchObject({
      what: expect.stringContaining("automatic changes per hour"),
      by: { kind: "person", name: "1@example.com", id: "1" },
      about: { kind: "settings", id: "3" },
    });
  });

  it("comes a page at a time", async () => {
    const all = (await page()).entries;
    const first = await page("?limit=4");
    expect(first.entries).toEqual(all.slice(0, 4));
    expect((await page(`?limit=200&before=${first.next}`)).entries).toEqual(all.slice(4));
    expect((await page("?before=2026-11-23T08:00:01Z")).entries).toEqual(all.slice(-1));
  });

  it.each([
    ["by=caller", 1],
    ["by=snapback", 0],
    ["by=person&about=exemption&limit=1", 1],
    ["who=1%40EXAMPLE", 11],
    ["who=2%40example", 0],
    ["id=fnd_1", 6],
    ["about=settings", 3],
    ["text=CHANGES%20PER%20HOUR", 1],
    ["from=2026-11-23T10:00:09%2B01:00&until=2026-11-23T10:00:10%2B01:00", 1],
    ["until=2026-11-23T08:00:00Z", 0],
  ])("is narrowed down by ?%s", async (query, count) => {
    expect((await page(`?${query}`)).entries).toHaveLength(count);
  });

  it("is narrowed down over all its pages", async () => {
    const all = (await page("?by=person")).entries;
    const first = await page("?by=person&limit=3");
    const rest = await page(`?by=person&limit=200&before=${first.next}`);
    expect([...first.entries, ...rest.entries]).toEqual(all);
    expect(first).toMatchObject({ reached: z.looseObject({ at: z.string() }).parse(all[2]).at });
    expect(rest).not.toHaveProperty("reached");
  });

  it.each([
    "before=nonsense",
    "before=",
    "limit=0",
    "limit=201",
    "limit=x",
    "by=nobody",
    "about=",
    "from=yesterday",
    "until=2026-11-23",
    "text=",
    "who=a&where=b",
  ])("does not take ?%s", async (query) => {
    expect(await t.send("GET", `/api/activity?${query}`)).toMatchObject({
      status: 400,
      type: expect.stringContaining("problem+json"),
    });
  });
});
