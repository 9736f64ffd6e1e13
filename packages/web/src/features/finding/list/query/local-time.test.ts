import { describe, expect, it } from "vitest";
import { instantOf, localOf } from "./local-time.ts";

describe("a time that is typed", () => {
  it("is the instant that it came from", () => {
    const instant = "2026-11-23T08:09:10.000Z";
    expect(instantOf(localOf(instant))).toBe(instant);
  });

  it("is the day's beginning where no time is said", () => {
    const { date } = localOf("2026-11-23T12:00:00.000Z");
    expect(instantOf({ date, time: "" })).toBe(new Date(`${date}T00:00:00`).toISOString());
    expect(instantOf({ date, time: "07:30" })).toBe(new Date(`${date}T07:30:00`).toISOString());
  });

  it.each([
    ["", ""],
    ["2026-11", ""],
    ["2026-13-01", ""],
    ["2026-11-23", "7:30"],
    ["2026-11-23", "25:00"],
  ])("is none yet: %s %s", (date, time) => {
    expect(instantOf({ date, time })).toBeUndefined();
  });

  it("is empty for what is no time", () => {
    expect([localOf(undefined), localOf("soon")]).toEqual([
      { date: "", time: "" },
      { date: "", time: "" },
    ]);
  });
});
