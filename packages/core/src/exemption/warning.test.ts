import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exemptionWith, timeAfter } from "../../test/lives.ts";
import { coverOf } from "./warning.ts";

const HOUR_MS = 3_600_000;
const warnedAfter = (hours: number, warnHours: number) =>
  coverOf(exemptionWith({ until: timeAfter(hours * HOUR_MS) }), warnHours);

describe("the warning of an exemption's end", () => {
  it.each([
    [240, 24, 216],
    [49, 24, 25],
    [48, 24, 24],
    [47, 24, 23.5],
    [2, 24, 1],
    [24, 0, 24],
  ])(
    "of one for %d hours comes %d hours before, or after half its time: after %d",
    (hours, warn, expected) => {
      expect(warnedAfter(hours, warn)).toEqual({
        id: "exm_1",
        until: timeAfter(hours * HOUR_MS),
        warnAt: timeAfter(expected * HOUR_MS),
      });
    },
  );

  it("comes while it holds, and never before half of its time", () => {
    const hours = fc.integer({ min: 1, max: 24 * 3650 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 9999 }), (length, warnHours) => {
        const { warnAt, until } = warnedAfter(length, warnHours);
        expect(warnAt >= timeAfter((length * HOUR_MS) / 2)).toBe(true);
        expect(warnAt <= until).toBe(true);
      }),
    );
  });
});
