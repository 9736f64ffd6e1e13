import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowWith, someRows } from "../../test/rows.ts";
import { matcher, parseTerm } from "../finding/rows/where.ts";
import type { Count } from "./count.ts";
import { overviewOf } from "./overview.ts";
import { percentile } from "./percentile.ts";

const now = new Date("2026-11-23T12:00:00.000Z");

describe("the overview", () => {
  it("has behind each of its numbers a list of just so many", () => {
    fc.assert(
      fc.property(someRows, fc.constantFrom(1, 3), (rows, days) => {
        const {
          standing,
          bySeverity,
          byState,
          opened,
          days: each,
          safe,
          top,
        } = overviewOf(rows, { now, days });
        const perDay = each.flatMap((day) => day.bySeverity);
        const tops = [...top.detections, ...top.accounts, ...top.actors];
        const counts: Count[] = [standing, opened, safe, ...bySeverity, ...byState, ...perDay, ...tops];
        for (const { count, where } of counts)
          expect([where, rows.filter(matcher(where.map(parseTerm))).length]).toEqual([where, count]);
        const sum = (list: Count[]) => list.reduce((total, { count }) => total + count, 0);
        expect(sum(bySeverity)).toBe(standing.count);
        expect(sum(byState)).toBe(rows.length);
        expect(sum(each.flatMap((day) => day.bySeverity))).toBe(opened.count);
      }),
    );
  });

  it("counts by days of UTC, of which today is the last", () => {
    const opened = (openedAt: string, n: number) => rowWith({ id: `fnd_${n}`, openedAt, severity: "high" });
    const rows = [
      "2026-11-21T23:59:59Z",
      "2026-11-22T00:00:00Z",
      "2026-11-22T23:59:59Z",
      "2026-11-23T00:00:00Z",
    ];
    const { days, opened: all } = overviewOf([...rows, "2026-11-24T00:00:01Z"].map(opened), { now, days: 2 });
    expect(days.map(({ day, bySeverity }) => [day, bySeverity[1]?.count])).toEqual([
      ["2026-11-22", 2],
      // With what a clock that is ahead has opened tomorrow.
      ["2026-11-23", 2],
    ]);
    expect(all.count).toBe(4);
  });

  it("does not count as standing what somebody has let stand", () => {
    const rows = (["open", "failed", "exempt", "undone", "dismissed", "remediated"] as const).map(
      (state, n) => rowWith({ id: `fnd_${n}`, state }),
    );
    expect(overviewOf(rows, { now, days: 1 }).standing.count).toBe(2);
  });

  it("tells how long it took until it was safe again, of what became safe within the window", () => {
    const safeAfter = (seconds: number, n: number) => {
      const at = new Date(Date.parse("2026-11-23T08:00:00Z") + seconds * 1000).toISOString();
      return rowWith({ id: `fnd_${n}`, state: "remediated", safe: { at, by: "snapback" } });
    };
    const old = rowWith({ id: "fnd_old", safe: { at: "2026-11-22T08:00:00.000Z", by: "snapback" } });
    const rows = [...[5, 1, 2, 4, 3].map(safeAfter), rowWith({ id: "fnd_open" }), old];
    expect(overviewOf(rows, { now, days: 1 }).safe).toMatchObject({ count: 5, medianMs: 3000, p95Ms: 5000 });
    expect(overviewOf([], { now, days: 1 }).safe).toEqual({ count: 0, where: expect.anything() });
  });

  it("names actors by their principals, the most frequent first", () => {
    const by = (principal: string | undefined, n: number) =>
      rowWith({ id: `fnd_${n}`, principal, actor: "a" });
    const rows = ["p", "q", "q", undefined].map(by);
    const names = overviewOf(rows, { now, days: 1 }).top.actors.map(({ name }) => name);
    // Everybody here is called a.
    expect(names).toEqual(["q", "a", "p"]);
  });
});

describe("a percentile", () => {
  it("is the nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.95, 1].map((part) => percentile(hundred, part))).toEqual([50, 95, 100]);
    expect([percentile([7], 0.5), percentile([], 0.5)]).toEqual([7, undefined]);
  });
});
