import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChangeCount } from "./cap.ts";

let changes: ReturnType<typeof openChangeCount>;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  changes = openChangeCount(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

/** Asks that many times at once; answers how many got through. */
async function through(asked: number, cap: number, time: string, allowance = 0): Promise<number> {
  const now = new Date(time);
  const answers = await Promise.all(Array.from({ length: asked }, () => changes.count(allowance, cap, now)));
  return answers.filter(Boolean).length;
}

describe("the count of automatic changes", () => {
  it("lets exactly the cap through in an hour, however many ask at once", async () => {
    expect(await through(40, 7, "2026-11-23T08:59:59.999Z")).toBe(7);
    expect(await through(1, 7, "2026-11-23T08:00:00.000Z")).toBe(0);
  });

  it("begins anew with the next clock hour", async () => {
    expect(await through(3, 2, "2026-11-23T10:59:59.999Z")).toBe(2);
    expect(await through(3, 2, "2026-11-23T11:00:00.000Z")).toBe(2);
  });

  it("lets more through once the operator has raised the cap", async () => {
    expect(await through(3, 2, "2026-11-23T12:00:00.000Z")).toBe(2);
    expect(await through(3, 4, "2026-11-23T12:00:00.000Z")).toBe(2);
  });

  it("begins anew with the next allowance, and goes on with the one before", async () => {
    expect(await through(3, 2, "2026-11-23T13:00:00.000Z", 4)).toBe(2);
    expect(await through(3, 2, "2026-11-23T13:00:00.000Z", 9)).toBe(2);
    expect(await through(1, 2, "2026-11-23T13:00:00.000Z", 4)).toBe(0);
  });

  it("can be looked at, without what the cap has kept from being made", async () => {
    const now = new Date("2026-11-23T15:30:00.000Z");
    expect(await changes.made(0, now)).toBe(0);
    await through(5, 3, now.toISOString());
    expect(await changes.made(0, now)).toBe(3);
    expect(await changes.made(1, now)).toBe(0);
    expect(await changes.made(0, new Date("2026-11-23T16:00:00.000Z"))).toBe(0);
  });

  it("lets nothing through at a cap of 0, not even the first", async () => {
    expect(await through(3, 0, "2026-11-23T14:00:00.000Z")).toBe(0);
  });
});
