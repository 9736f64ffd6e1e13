import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FallenPause, openFallenPause } from "./pause.ts";

let pause: FallenPause;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  pause = openFallenPause(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

const now = new Date("2026-11-23T08:00:00.000Z");
const later = new Date("2026-11-23T09:00:00.000Z");

describe("the pause that falls by itself", () => {
  it("falls once, however many let it fall at once, and stays as it fell", async () => {
    expect(await pause.get(1)).toBeUndefined();
    const falls = await Promise.all([1, 2, 3].map((n) => pause.fall(1, `reason ${n}`, now)));
    expect(falls.filter(Boolean)).toHaveLength(1);
    const fallen = await pause.get(1);
    expect(fallen).toEqual({ at: now.toISOString(), reason: expect.stringMatching(/^reason [123]$/) });
    expect(await pause.fall(1, "again", later)).toBe(false);
    expect(await pause.get(1)).toEqual(fallen);
  });

  it("holds under its own allowance, which ends when somebody resumes", async () => {
    await pause.fall(2, "the cap", now);
    expect(await pause.get(3)).toBeUndefined();
    expect(await pause.fall(3, "the cap again", later)).toBe(true);
    expect(await pause.get(2)).toMatchObject({ reason: "the cap" });
    expect(await pause.get(3)).toMatchObject({ reason: "the cap again" });
  });
});
