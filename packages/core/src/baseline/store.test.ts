import { openFindingsTable } from "@snapback/local/findings-table";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepGood } from "./keep.ts";
import type { Baseline } from "./schema.ts";
import { type BaselineStore, openBaselines } from "./store.ts";

let baselines: BaselineStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  baselines = openBaselines(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

let keys = 0;
const newKey = () => ({
  account: "111122223333",
  region: "us-east-1",
  resource: `arn:aws:ec2:us-east-1:111122223333:security-group/sg-${(keys += 1)}`,
  aspect: "rule/sgr-1",
});
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();
const state = (key: ReturnType<typeof newKey>, second: number, port = second): Baseline => ({
  ...key,
  value: { port },
  at: at(second),
  source: "event",
  eventId: `e-${second}`,
});

describe("a baseline", () => {
  it("is what was kept, whole", async () => {
    const key = newKey();
    expect(await baselines.get(key)).toBeUndefined();
    expect(await baselines.put(state(key, 1))).toBe(true);
    expect(await baselines.get(key)).toEqual(state(key, 1));
  });

  it("is never replaced by an earlier state, nor by one of the same time", async () => {
    const key = newKey();
    await baselines.put(state(key, 5));
    expect(await baselines.put(state(key, 4))).toBe(false);
    expect(await baselines.put(state(key, 5, 22))).toBe(false);
    expect(await baselines.get(key)).toEqual(state(key, 5));
    expect(await baselines.put(state(key, 6))).toBe(true);
    expect(await baselines.get(key)).toEqual(state(key, 6));
  });

  it("is the latest, in whatever order the states come, and at once", async () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(seconds, fc.boolean(), async (order, atOnce) => {
        const key = newKey();
        if (atOnce) await Promise.all(order.map((second) => baselines.put(state(key, second))));
        else for (const second of order) await baselines.put(state(key, second));
        expect(await baselines.get(key)).toEqual(state(key, Math.max(...order)));
      }),
      { numRuns: 12 },
    );
  });

  it("of a time in whole seconds is earlier than one within that second", async () => {
    const key = newKey();
    await baselines.put({ ...state(key, 1), at: "2026-11-23T08:00:01Z" });
    const read = { ...state(key, 1, 2), at: "2026-11-23T08:00:01.123Z" };
    expect(await baselines.put(read)).toBe(true);
    expect(await baselines.put({ ...state(key, 1), at: "2026-11-23T08:00:01Z" })).toBe(false);
    expect(await baselines.get(key)).toEqual(read);
  });

  it("is known to be gone, until something later is seen", async () => {
    const key = newKey();
    await baselines.put(state(key, 1));
    await baselines.put({ ...state(key, 2), value: undefined });
    expect(await baselines.get(key)).toMatchObject({ at: at(2) });
    expect((await baselines.get(key))?.value).toBeUndefined();
    expect(await baselines.put(state(key, 1))).toBe(false);
    expect(await baselines.put(state(key, 3))).toBe(true);
    expect((await baselines.get(key))?.value).toEqual({ port: 3 });
  });

  it.each([
    { account: "444455556666" },
    { region: "eu-central-1" },
    { resource: "arn:aws:ec2:us-east-1:111122223333:security-group/SG-X" },
    { aspect: "rule/SGR-1" },
  ])("is not that of another: %j", async (other) => {
    const key = { ...newKey(), resource: "arn:aws:ec2:us-east-1:111122223333:security-group/sg-x" };
    await baselines.put(state(key, 1));
    expect(await baselines.get({ ...key, ...other })).toBeUndefined();
  });
});

describe("keepGood", () => {
  const place = { account: "111122223333", region: "us-east-1" };
  const now = new Date(at(30));

  it("keeps each state with where, when and how it was seen", async () => {
    const { resource } = newKey();
    const seen = { ...place, at: at(10), source: "event" as const, eventId: "e-1" };
    const states = [
      { resource, aspect: "rule/sgr-1", value: { port: 1 } },
      { resource, aspect: "rule/sgr-2", value: undefined },
    ];
    await keepGood(states, seen, baselines, now);
    const [one, two] = await Promise.all(
      states.map(({ aspect }) => baselines.get({ ...place, resource, aspect })),
    );
    expect(one).toEqual({ ...seen, resource, aspect: "rule/sgr-1", value: { port: 1 } });
    expect(two).toEqual({ ...seen, resource, aspect: "rule/sgr-2" });
  });

  it("does not let a time that is still to come stand in the way of what is seen next", async () => {
    const { resource, aspect } = newKey();
    const keep = (port: number, time: string, clock: Date) =>
      keepGood(
        [{ resource, aspect, value: { port } }],
        { ...place, at: time, source: "event" },
        baselines,
        clock,
      );
    await keep(1, "2099-01-01T00:00:00Z", now);
    expect(await baselines.get({ ...place, resource, aspect })).toMatchObject({ at: at(30) });
    await keep(2, at(31), new Date(at(40)));
    expect(await baselines.get({ ...place, resource, aspect })).toMatchObject({ value: { port: 2 } });
  });
});
