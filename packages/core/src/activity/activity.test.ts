import { openFindingsTable } from "@snapback/local/findings-table";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingWith } from "../../test/notices.ts";
import type { Activity } from "../finding/schema.ts";
import { openFindings } from "../finding/store.ts";
import { type Entry, openLedger } from "../settings/ledger.ts";
import { type ActivitySources, listActivity } from "./activity.ts";

const by = { kind: "person" as const, name: "somebody", id: "1" };
const snapback = { kind: "snapback" as const, name: "snapback" };
const at = (ms: number) => new Date(Date.UTC(2026, 10, 23, 8) + ms).toISOString();

const activityAt = (ms: number, n: number): Activity => ({
  findingId: `fnd_${n % 3}`,
  version: n,
  at: at(ms),
  by: snapback,
  what: `activity ${n}`,
  to: "open",
});
const entryAt = (ms: number, n: number): Entry => ({
  topic: ["settings", "exemptions", "fnd_1"][n % 3] ?? "",
  name: `name-${n}`,
  at: at(ms),
  by,
  what: `entry ${n}`,
  data: {},
});

/** All pages, one after the other. */
async function pagesOf(sources: ActivitySources, limit: number, before?: string) {
  const pages: string[][] = [];
  let cursor = before;
  do {
    const { entries, next } = await listActivity(sources, { before: cursor, limit });
    pages.push(entries.map(({ id }) => id));
    cursor = next;
  } while (cursor !== undefined);
  return pages;
}

describe("a page of activity", () => {
  it("is followed by what comes after it, nothing left out and nothing twice, whatever has the same time", async () => {
    const times = fc.array(fc.nat({ max: 2 }), { maxLength: 40, size: "max" });
    await fc.assert(
      fc.asyncProperty(times, times, fc.integer({ min: 1, max: 20 }), async (ofFindings, ofPeople, limit) => {
        const activities = ofFindings.map(activityAt);
        const entries = ofPeople.map(entryAt);
        const sources = {
          findings: { activityBefore: listed(activities) },
          ledger: { before: listed(entries) },
        };
        const pages = await pagesOf(sources, limit);
        const all = [
          ...activities.map((one) => [one.at, `${one.findingId}#${String(one.version).padStart(9, "0")}`]),
          ...entries.map((one) => [one.at, `${one.topic}#${one.name}`]),
        ];
        const inOrder = all
          .map((place) => place.join(" "))
          .toSorted()
          .toReversed();
        expect(pages.flat()).toEqual(inOrder.map((place) => place.split(" ")[1]));
        const full = pages.slice(0, -1);
        expect(full.every(({ length }) => length === limit)).toBe(true);
      }),
    );
  });

  /** A table's list: by time alone, those of one time in an order of its own, and cut off after so many. */
  function listed<T extends { at: string }>(items: readonly T[]) {
    return async (before: string, limit: number) =>
      items
        .filter((item) => item.at < before)
        .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        .slice(0, limit);
  }
});

describe("the activity of both tables", () => {
  let sources: ActivitySources;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const table = await openFindingsTable(undefined, "us-east-1");
    close = table.close;
    const findings = openFindings(table.client, table.table);
    const ledger = openLedger(table.client, table.settingsTable);
    sources = { findings, ledger };
    const opened = { ...activityAt(0, 1), findingId: "fnd_1", eventId: "e-1", notice: "found" as const };
    await findings.save(findingWith({ id: "fnd_1", pending: [opened] }), undefined);
    await ledger.add({ ...entryAt(2000, 0), topic: "fnd_1", name: "dec_1", data: { id: "dec_1" } });
    await ledger.add({
      ...entryAt(1000, 0),
      topic: "settings",
      name: "0000000001",
      before: { mode: "auto" },
    });
    const exemption = { topic: "exemptions", name: "2026-12-01#exm_1#made", data: { id: "exm_1" } };
    await ledger.add({ ...entryAt(1000, 0), ...exemption, after: { until: "2026-12-01" } });
  });
  afterAll(() => close());

  it("is one record, the latest first, which says what each entry is about", async () => {
    const { entries, next } = await listActivity(sources, { limit: 10 });
    expect(next).toBeUndefined();
    expect(entries).toEqual([
      {
        id: "fnd_1#dec_1",
        at: at(2000),
        by,
        what: "entry 0",
        about: { kind: "finding", id: "fnd_1" },
        decision: "dec_1",
      },
      {
        id: "settings#0000000001",
        at: at(1000),
        by,
        what: "entry 0",
        about: { kind: "settings", id: "1" },
        before: { mode: "auto" },
      },
      {
        id: "exemptions#2026-12-01#exm_1#made",
        at: at(1000),
        by,
        what: "entry 0",
        about: { kind: "exemption", id: "exm_1" },
        after: { until: "2026-12-01" },
      },
      {
        id: "fnd_1#000000001",
        at: at(0),
        by: snapback,
        what: "activity 1",
        about: { kind: "finding", id: "fnd_1" },
        eventId: "e-1",
        to: "open",
      },
    ]);
  });

  it("comes a page at a time, also where a page ends between entries of one time", async () => {
    expect(await pagesOf(sources, 2)).toEqual([
      ["fnd_1#dec_1", "settings#0000000001"],
      ["exemptions#2026-12-01#exm_1#made", "fnd_1#000000001"],
    ]);
    expect(await pagesOf(sources, 1)).toHaveLength(4);
  });

  it("begins before a time, in whichever zone it is given", async () => {
    expect(await pagesOf(sources, 9, at(1000))).toEqual([["fnd_1#000000001"]]);
    expect(await pagesOf(sources, 9, "2026-11-23T10:00:01.001+02:00")).toHaveLength(1);
    expect((await pagesOf(sources, 9, "2026-11-23T10:00:01.001+02:00"))[0]).toHaveLength(3);
  });

  it.each(["", "nonsense", "WyIyMDI2Il0", "2026-11-23"])(
    "begins nowhere that it was not told: %j",
    async (before) => {
      await expect(listActivity(sources, { before, limit: 9 })).rejects.toMatchObject({
        name: "InvalidCursorError",
      });
    },
  );
});
