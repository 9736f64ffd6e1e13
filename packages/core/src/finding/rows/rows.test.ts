import { describe, expect, it } from "vitest";
import { rowWith } from "../../../test/rows.ts";
import { type Changed, openRows } from "./rows.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();
const changed = (id: string, version: number, second: number): Changed => ({
  row: rowWith({ id, version, summary: `${id} v${version}` }),
  changedAt: at(second),
});

/** A table of rows, which notes from when on it was asked. */
function openTable(...rows: Changed[]) {
  const asked: (string | undefined)[] = [];
  const clock = { now: new Date(at(0)) };
  let gate = Promise.resolve();
  const held = openRows(
    async (since) => {
      asked.push(since);
      const seen = rows.filter(({ changedAt }) => since === undefined || changedAt >= since);
      await gate;
      return seen;
    },
    () => clock.now,
  );
  return {
    rows,
    asked,
    clock,
    hold(until: Promise<void>) {
      gate = until;
    },
    all: async () => (await held.all()).map(({ summary }) => summary).toSorted(),
    ask: held.all,
  };
}

describe("rows", () => {
  it("are read whole once, and then only as far as they may have changed", async () => {
    const table = openTable(changed("a", 1, 0), changed("b", 1, 200));
    expect(await table.all()).toEqual(["a v1", "b v1"]);
    table.rows.push(changed("a", 2, 201), changed("c", 1, 150));
    expect(await table.all()).toEqual(["a v2", "b v1", "c v1"]);
    expect(table.asked).toEqual([undefined, at(140)]);
  });

  it("are not read again once they have been at rest, however many were written at once before", async () => {
    const table = openTable(changed("a", 1, 0), changed("b", 1, 1));
    table.clock.now = new Date(at(10));
    await table.all();
    table.clock.now = new Date(at(200));
    await table.all();
    table.rows.push(changed("b", 2, 199));
    expect(await table.all()).toEqual(["a v1", "b v2"]);
    expect(table.asked).toEqual([undefined, at(1 - 60 + 9), at(140)]);
  });

  it("are the same list for as long as nothing changes", async () => {
    const table = openTable(changed("a", 1, 0));
    expect(await table.ask()).toBe(await table.ask());
  });

  it("never go back, whatever order the index tells of them in", async () => {
    const table = openTable(changed("a", 3, 100));
    await table.all();
    table.rows.push(changed("a", 2, 120));
    expect(await table.all()).toEqual(["a v3"]);
  });

  it("are read whole again after a while, without what is gone, and with what a clock that was put back had hidden", async () => {
    const table = openTable(changed("a", 1, 0), changed("b", 1, 500));
    await table.all();
    table.rows.splice(0, 1, changed("c", 1, 1));
    expect(await table.all()).toEqual(["a v1", "b v1"]);
    table.clock.now = new Date(table.clock.now.getTime() + 61 * 60_000);
    expect(await table.all()).toEqual(["b v1", "c v1"]);
  });

  it("have in them what was written before they were asked for, whatever reading was under way", async () => {
    const table = openTable(changed("a", 1, 0));
    let open = () => {};
    table.hold(new Promise((resolve) => (open = resolve)));
    const first = table.all();
    await Promise.resolve();
    await Promise.resolve();
    table.rows.push(changed("b", 1, 1));
    const [second, third] = [table.all(), table.all()];
    open();
    expect([await first, await second, await third]).toEqual([["a v1"], ["a v1", "b v1"], ["a v1", "b v1"]]);
    expect(table.asked.length).toBe(2);
  });

  it("are asked for again after they could not be read", async () => {
    let fails = true;
    const rows = openRows(
      async () => {
        if (fails) throw new Error("no table");
        return [changed("a", 1, 0)];
      },
      () => new Date(at(0)),
    );
    await expect(rows.all()).rejects.toThrow("no table");
    fails = false;
    expect(await rows.all()).toHaveLength(1);
  });
});
