import { describe, expect, it } from "vitest";
import { formatAgo, formatDuration, formatTime, formatTimeFully } from "./format.ts";

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

describe("formatDuration", () => {
  it.each([
    [-5 * second, "under 1 s"],
    [0, "under 1 s"],
    [999, "under 1 s"],
    [1234, "1 s"],
    [59_999, "59 s"],
    [minute, "1 min"],
    [3 * minute + 4 * second, "3 min 4 s"],
    [2 * hour + 5 * minute + 59 * second, "2 h 5 min"],
    [day, "1 d"],
    [400 * day + 23 * hour, "400 d 23 h"],
    [Number.NaN, "unknown"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("formatAgo", () => {
  it.each([
    [-minute, "just now"],
    [4999, "just now"],
    [12 * second, "12 s ago"],
    [minute, "1 min ago"],
    [59 * minute, "59 min ago"],
    [23 * hour, "23 h ago"],
    [3 * day, "3 d ago"],
    [Number.NaN, "unknown"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatAgo(ms)).toBe(text);
  });
});

describe("a time that is none", () => {
  it("shows as it is", () => {
    expect(formatTime("soon")).toBe("soon");
    expect(formatTimeFully("soon")).toBe("soon");
  });
});
