import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Entry, type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
let tableless: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  ledger = openLedger(table.client, table.settingsTable);
  tableless = openLedger(table.client, "no-such-table");
  close = table.close;
});
afterAll(() => close());

function entry(topic: string, name: string, fields: Partial<Entry> = {}): Entry {
  const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
  return { topic, name, at: "2026-11-23T08:00:00.000Z", by, what: `${topic} ${name}`, data: {}, ...fields };
}
const names = (entries: readonly Entry[]) => entries.map(({ name }) => name);

describe("the ledger", () => {
  it("keeps an entry as it was added first, whatever comes under its name later", async () => {
    const first = entry("once", "a", {
      before: { x: 1 },
      after: { x: null },
      data: { nested: { list: [1, "2"] } },
    });
    expect(await ledger.get("once", "a")).toBeUndefined();
    expect(await ledger.add(first)).toBe(true);
    expect(await ledger.add({ ...first, what: "something else" })).toBe(false);
    expect(await ledger.get("once", "a")).toEqual(first);
  });

  it("says so when it can't keep an entry", async () => {
    await expect(tableless.add(entry("lost", "a"))).rejects.toThrow("resource not found");
  });

  it("takes one of many that come under one name at once", async () => {
    const all = Array.from({ length: 10 }, (_, index) => entry("raced", "a", { what: `number ${index}` }));
    const added = await Promise.all(all.map((one) => ledger.add(one)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await ledger.get("raced", "a")).toEqual(all[added.indexOf(true)]);
  });

  it("lists a topic by name, from a name on, and nothing of another topic", async () => {
    for (const name of ["b", "a", "C", "a#1"]) await ledger.add(entry("Topic", name));
    await ledger.add(entry("topic", "d"));
    await ledger.add(entry("Topic2", "e"));
    expect(names(await ledger.list("Topic"))).toEqual(["C", "a", "a#1", "b"]);
    expect(names(await ledger.list("Topic", "a"))).toEqual(["a", "a#1", "b"]);
    expect(names(await ledger.list("Topic", "a!"))).toEqual(["a#1", "b"]);
    expect(await ledger.list("nothing")).toEqual([]);
    expect((await ledger.latest("Topic"))?.name).toBe("b");
    expect(await ledger.latest("nothing")).toBeUndefined();
  });

  it("lists all topics by time, with and without fractions of a second", async () => {
    const times = [
      "2027-01-01T00:00:01Z",
      "2027-01-01T00:00:01.500Z",
      "2027-01-01T00:00:00Z",
      "2027-01-01T00:00:02.000Z",
    ];
    for (const [index, at] of times.entries()) await ledger.add(entry(`times-${index}`, `t${index}`, { at }));
    expect(names(await ledger.since("2027-01-01T00:00:00Z"))).toEqual(["t2", "t0", "t1", "t3"]);
    expect(names(await ledger.since("2027-01-01T00:00:01Z"))).toEqual(["t0", "t1", "t3"]);
    expect(names(await ledger.before("2027-01-01T00:00:02Z", 2))).toEqual(["t1", "t0"]);
    expect(names(await ledger.before("2027-01-01T00:00:03Z", 3))).toEqual(["t3", "t1", "t0"]);
    expect(await ledger.before("2001-01-01T00:00:00Z", 3)).toEqual([]);
  });

  it("lists more than one page of a topic", async () => {
    const filler = "x".repeat(200_000);
    const all = Array.from({ length: 8 }, (_, index) => String(index));
    for (const name of all)
      await ledger.add(entry("large", name, { at: "2028-01-01T00:00:00Z", data: { filler } }));
    expect(names(await ledger.list("large"))).toEqual(all);
    expect(names(await ledger.since("2028-01-01T00:00:00Z"))).toEqual(all);
    expect(names(await ledger.before("2028-01-01T00:00:01Z", 7))).toEqual(all.toReversed().slice(0, 7));
  });
});
