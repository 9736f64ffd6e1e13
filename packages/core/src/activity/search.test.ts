import { openFindingsTable } from "@snapback/local/findings-table";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingWith } from "../../test/notices.ts";
import type { Activity } from "../finding/schema.ts";
import { openFindings } from "../finding/store.ts";
import { openNotes } from "../note/store.ts";
import { type Entry, openLedger } from "../settings/ledger.ts";
import { listActivity } from "./activity.ts";
import { type ActivityFilter, activityMatcher } from "./filter.ts";
import { type SearchPage, searchActivity } from "./search.ts";
import type { SearchedSources } from "./sources.ts";

const parties = [
  { kind: "person" as const, name: "Alice", id: "1" },
  { kind: "snapback" as const, name: "snapback" },
  { kind: "caller" as const, name: "deploy" },
];
const by = (n: number) => parties[n % 3] ?? { kind: "snapback" as const, name: "snapback" };
const at = (ms: number) => new Date(Date.UTC(2026, 10, 23, 8) + ms).toISOString();

const activityAt = (ms: number, n: number): Activity => ({
  findingId: `fnd_${n % 3}`,
  version: n,
  at: at(ms),
  by: by(n),
  what: `activity ${n}`,
  to: "open",
});
const entryAt = (ms: number, n: number): Entry => ({
  topic: ["settings", "exemptions", "fnd_1", "notes#fnd_2"][n % 4] ?? "",
  name: `${n}#exm_${n % 2}`,
  at: at(ms),
  by: by(n),
  what: `entry ${n}`,
  data: { id: `exm_${n % 2}` },
});

/** The tables in memory: by time alone, those of one time in an order of their own. What is read of them is counted. */
function tablesOf(activities: readonly Activity[], entries: readonly Entry[]) {
  const read = { calls: 0 };
  const listed =
    <T extends { at: string }>(items: readonly T[]) =>
    async (before: string, limit: number) => {
      read.calls += 1;
      return items
        .filter((item) => item.at < before)
        .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        .slice(0, limit);
    };
  const sources: SearchedSources = {
    findings: {
      activityBefore: listed(activities),
      get: async (id) => findingWith({ id }),
      activity: async ({ id }) => activities.filter(({ findingId }) => findingId === id),
    },
    ledger: {
      before: listed(entries),
      list: async (topic) => entries.filter((entry) => entry.topic === topic),
    },
  };
  return { sources, read };
}

async function pagesOf(next: (before: string | undefined) => Promise<SearchPage>): Promise<SearchPage[]> {
  const pages = [await next(undefined)];
  for (let last = pages.at(-1)?.next; last !== undefined; last = pages.at(-1)?.next)
    pages.push(await next(last));
  return pages;
}

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const filters: fc.Arbitrary<ActivityFilter> = fc.record({
  by: maybe("person", "snapback", "caller"),
  who: maybe("alic", "DEPLOY"),
  about: maybe("finding", "exemption", "settings"),
  id: maybe("fnd_0", "fnd_1", "fnd_2", "exm_0", "1"),
  text: maybe("activity", "ENTRY 1", "nowhere"),
  from: maybe(at(0), at(1), at(2)),
  until: maybe(at(1), at(2), "2026-11-23T10:00:00.003+02:00"),
});

describe("a page of what a filter lets through", () => {
  it("is followed by what comes after it: nothing left out, nothing twice, and never more work than is allowed", async () => {
    const times = fc.array(fc.nat({ max: 3 }), { maxLength: 30, size: "max" });
    const sizes = fc.record({ limit: fc.integer({ min: 1, max: 8 }), chunk: fc.integer({ min: 1, max: 7 }) });
    await fc.assert(
      fc.asyncProperty(
        times,
        times,
        filters,
        sizes,
        async (ofFindings, ofPeople, filter, { limit, chunk }) => {
          const { sources } = tablesOf(ofFindings.map(activityAt), ofPeople.map(entryAt));
          const all = (await listActivity(sources, { limit: 100 })).entries;
          const pages = await pagesOf((before) =>
            searchActivity(sources, filter, { before, limit }, { chunk, most: 2 * chunk }),
          );
          expect(pages.flatMap(({ entries }) => entries)).toEqual(all.filter(activityMatcher(filter)));
          for (const { entries, next, reached } of pages) {
            expect(entries.length).toBeLessThanOrEqual(limit);
            expect(reached === undefined).toBe(next === undefined);
            for (const entry of entries) expect(entry.at >= (reached ?? "")).toBe(true);
          }
        },
      ),
    );
  });

  it("ends before it is full where what is sought is rare, and goes on from there", async () => {
    const activities = Array.from({ length: 2500 }, (_, n) => activityAt(n, n));
    const { sources, read } = tablesOf([{ ...activityAt(5, 0), what: "rare" }, ...activities], []);
    const first = await searchActivity(sources, { text: "rare" }, { limit: 50 });
    expect(first).toMatchObject({ entries: [], next: expect.any(String), reached: at(1500) });
    expect(read.calls).toBe(10);
    const pages = await pagesOf((before) => searchActivity(sources, { text: "rare" }, { before, limit: 50 }));
    expect(pages.map(({ entries }) => entries.length)).toEqual([0, 0, 1]);
  });

  it("reads no further back than the filter's own time", async () => {
    const activities = Array.from({ length: 500 }, (_, n) => activityAt(n, n));
    const { sources, read } = tablesOf(activities, []);
    const { entries, next } = await searchActivity(sources, { from: at(450) }, { limit: 100 });
    expect([entries.length, next, read.calls]).toEqual([50, undefined, 2]);
  });
});

describe("what is about one thing", () => {
  let sources: SearchedSources;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const table = await openFindingsTable(undefined, "us-east-1");
    close = table.close;
    const findings = openFindings(table.client, table.table);
    const ledger = openLedger(table.client, table.settingsTable);
    for (const id of ["fnd_1", "fnd_2"])
      await findings.save(findingWith({ id, pending: [{ ...activityAt(1, 1), findingId: id }] }), undefined);
    for (const topic of ["fnd_1", "fnd_2"])
      await ledger.add({ ...entryAt(2, 0), topic, name: "dec_1", data: { id: "dec_1" } });
    await ledger.add({ ...entryAt(3, 0), topic: "settings", name: "0000000001" });
    for (const id of ["exm_1", "exm_2"])
      await ledger.add({ ...entryAt(4, 0), topic: "exemptions", name: `2026#${id}#made`, data: { id } });
    const note = {
      id: "nte_1",
      findingId: "fnd_1",
      at: at(5),
      by: { kind: "person" as const, name: "Alice", id: "1" },
    };
    await openNotes(ledger).add({ ...note, text: "mine" });
    // Looking at everything would not find it.
    sources = {
      findings: { ...findings, activityBefore: async () => [] },
      ledger: { ...ledger, before: async () => [] },
    };
  });
  afterAll(() => close());

  it.each<[ActivityFilter, string[]]>([
    [{ id: "fnd_1" }, ["noted: mine", "entry 0", "activity 1"]],
    [{ id: "fnd_1", about: "finding", by: "snapback" }, ["activity 1"]],
    [{ id: "fnd_none" }, []],
    [{ about: "settings" }, ["entry 0"]],
    [{ about: "settings", id: "2" }, []],
    [{ about: "exemption" }, ["entry 0", "entry 0"]],
    [{ id: "exm_2" }, ["entry 0"]],
    [{ about: "finding", id: "exm_2" }, []],
  ])("is read where that is kept: %j", async (filter, expected) => {
    const { entries } = await searchActivity(sources, filter, { limit: 50 });
    expect(entries.map(({ what }) => what)).toEqual(expected);
  });
});
