import { expect, it } from "vitest";
import { sinceOf } from "./activity-query.ts";
import { checkRange, rangeOf, timesOf } from "./time-range.ts";

const now = Date.parse("2026-11-23T09:00:00.000Z");

it.each([
  { last: "15m" },
  { last: "24h" },
  { last: "7d" },
  { from: "2026-11-22T08:00:00.000Z", until: "2026-11-23T08:00:00.000Z" },
] as const)("keeps %j through the picker", (times) => {
  expect(timesOf(rangeOf(times, now))).toEqual(times);
});

it("ends now, or began long ago, where an address does not say", () => {
  const from = "2026-11-22T08:00:00.000Z";
  expect(rangeOf({ from }, now)).toMatchObject({ startDate: from, endDate: "2026-11-23T09:00:00.000Z" });
  expect(rangeOf({ until: from }, now)).toMatchObject({ startDate: "1970-01-01T00:00:00.000Z" });
  expect([rangeOf({}, now), timesOf(null)]).toEqual([null, {}]);
});

it("takes what was chosen in any zone and any unit", () => {
  const chosen = {
    type: "absolute" as const,
    startDate: "2026-11-23T10:00:00+01:00",
    endDate: "2026-11-23T11:00:00+01:00",
  };
  expect(timesOf(chosen)).toEqual({ from: "2026-11-23T09:00:00.000Z", until: "2026-11-23T10:00:00.000Z" });
  const relative = (amount: number, unit: "second" | "week") => timesOf({ type: "relative", amount, unit });
  expect([relative(61, "second"), relative(2, "week")]).toEqual([{ last: "2m" }, { last: "14d" }]);
});

it("refuses what is no range", () => {
  const relative = (amount: number) => checkRange({ type: "relative", amount, unit: "hour" }).valid;
  expect([relative(1), relative(9999), relative(0), relative(10_000), relative(1.5)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  const absolute = (startDate: string, endDate: string) =>
    checkRange({ type: "absolute", startDate, endDate }).valid;
  expect(absolute("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")).toBe(true);
  expect(absolute("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z")).toBe(false);
  expect([absolute("", ""), checkRange(null).valid]).toEqual([false, false]);
});

it("begins so long before now", () => {
  const since = (["15m", "24h", "7d"] as const).map((last) => sinceOf(last, now));
  expect(since).toEqual(["2026-11-23T08:45:00.000Z", "2026-11-22T09:00:00.000Z", "2026-11-16T09:00:00.000Z"]);
});
