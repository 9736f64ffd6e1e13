import { type LocalTable, openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Ledger, openLedger } from "../settings/ledger.ts";
import type { Exemption } from "./schema.ts";
import { type ExemptionStore, exemptionId, openExemptions } from "./store.ts";

let table: LocalTable | undefined;
let ledger: Ledger;
let store: ExemptionStore;
beforeEach(async () => {
  await table?.close();
  table = await openFindingsTable(undefined, "us-east-1");
  ledger = openLedger(table.client, table.settingsTable);
  store = openExemptions(ledger);
});
afterAll(() => table?.close());

const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
const ended = { by: { ...by, name: "Bob" }, at: "2026-11-23T09:00:00.000Z", reason: "not needed" };
const now = new Date("2026-11-23T10:00:00.000Z");
const ids = (exemptions: readonly Exemption[]) => exemptions.map(({ id }) => id);

function exemption(id: string, until: string, fields: Partial<Exemption> = {}): Exemption {
  const scope = { account: "111122223333" };
  return { id, scope, reason: "a test", by, madeAt: "2026-11-23T08:00:00.000Z", until, ...fields };
}

describe("exemptions", () => {
  it("hold until their time, to the millisecond", async () => {
    const kept = exemption("exm_a", "2026-11-23T10:00:00.001Z", { undo: "dec_1" });
    for (const one of [
      kept,
      exemption("exm_b", "2026-11-23T10:00:00.000Z"),
      exemption("exm_c", "2026-11-23T09:59:59.999Z"),
    ]) {
      expect(await store.make(one)).toBe(true);
    }
    expect(await store.active(now)).toEqual([kept]);
    expect(ids(await store.list(now))).toEqual(["exm_b", "exm_a"]);
    expect(ids(await store.list(new Date("2026-11-23T09:00:00Z")))).toEqual(["exm_c", "exm_b", "exm_a"]);
    expect(await store.active(new Date("2027-01-01T00:00:00Z"))).toEqual([]);
  });

  it("are found whether their time shows fractions of a second or not", async () => {
    await store.make(exemption("exm_a", "2026-11-23T10:00:00Z"));
    expect(ids(await store.active(new Date("2026-11-23T09:59:59.999Z")))).toEqual(["exm_a"]);
    expect(await store.active(now)).toEqual([]);
    expect(await store.list(now)).toMatchObject([{ id: "exm_a", until: "2026-11-23T10:00:00.000Z" }]);
    expect(await store.list(new Date("2026-11-23T10:00:00.001Z"))).toEqual([]);
  });

  it("are found by their ids long after they ran out", async () => {
    const old = exemption("exm_a", "2001-01-02T00:00:00.000Z", { madeAt: "2001-01-01T00:00:00.000Z" });
    await store.make(old);
    expect(await store.get("exm_a")).toEqual(old);
  });

  it("hold no longer once a person ended them, and say who did", async () => {
    const [one, other] = [
      exemption("exm_a", "2026-12-01T00:00:00.000Z"),
      exemption("exm_b", "2026-12-02T00:00:00.000Z"),
    ];
    await store.make(one);
    await store.make(other);
    expect(await store.end(one, ended)).toBe(true);
    expect(await store.end(one, { ...ended, reason: "again" })).toBe(false);
    expect(await store.active(now)).toEqual([other]);
    expect(await store.list(now)).toEqual([{ ...one, ended }, other]);
    expect(await store.get("exm_a")).toEqual({ ...one, ended });
    expect(await store.get("exm_c")).toBeUndefined();
  });

  it("are made once, though the wish is repeated with a later end", async () => {
    const one = exemption("exm_a", "2026-12-01T00:00:00.000Z");
    expect(await store.make(one)).toBe(true);
    expect(await store.make({ ...one, until: "2026-12-01T00:00:05.000Z" })).toBe(false);
    expect(
      await store.make({ ...one, madeAt: "2027-01-01T00:00:00.000Z", until: "2027-02-01T00:00:00.000Z" }),
    ).toBe(false);
    expect(await store.list(now)).toEqual([one]);
  });

  it("of one wish that came twice at once are one, and end as one", async () => {
    const one = exemption("exm_a", "2026-12-01T00:00:00.000Z");
    const twin = { ...one, until: "2026-12-01T00:00:00.005Z" };
    await Promise.all([store.make(one), store.make(twin), store.make(one)]);
    const [made, ...others] = await store.active(now);
    expect(others).toEqual([]);
    // Both may have been written, or only one of them.
    if (made === undefined) throw new Error("none was made");
    await store.end(made, ended);
    expect(await store.active(now)).toEqual([]);
  });

  it("are one whichever of two entries of one wish is ended", async () => {
    const twins = ["2026-12-01T00:00:00.000Z", "2026-12-01T00:00:00.005Z"].map((until) =>
      exemption("exm_a", until),
    );
    // What two calls at the same moment lead to: neither sees the other's entry.
    const blind = openExemptions({ ...ledger, list: async () => [] });
    for (const twin of twins) expect(await blind.make(twin)).toBe(true);
    const [made] = await store.active(now);
    expect(made).toEqual(twins[1]);
    for (const twin of twins.slice(0, 1)) await store.end(twin, ended);
    expect(await store.active(now)).toEqual([]);
  });

  it("are on record with who made and who ended them", async () => {
    const one = exemption("exm_a", "2026-12-01T00:00:00.000Z");
    await store.make(one);
    await store.end(one, ended);
    const record = await ledger.since("2026-11-23T00:00:00.000Z");
    expect(record).toMatchObject([
      {
        topic: "exemptions",
        at: one.madeAt,
        by,
        what: "exempted until 2026-12-01T00:00:00.000Z: account 111122223333. Reason: a test",
        after: { scope: one.scope, until: one.until },
        data: { id: "exm_a" },
      },
      {
        at: ended.at,
        by: ended.by,
        what: "ended an exemption before its time: account 111122223333. Reason: not needed",
        data: { id: "exm_a" },
      },
    ]);
  });
});

it("an exemption's id is that of the wish", () => {
  const id = exemptionId(["fnd_1", "undo", "key"]);
  expect(id).toMatch(/^exm_[0-9a-f]{24}$/);
  expect(exemptionId(["fnd_1", "undo", "key"])).toBe(id);
  expect(exemptionId(["fnd_1", "undo", "key2"])).not.toBe(id);
});
