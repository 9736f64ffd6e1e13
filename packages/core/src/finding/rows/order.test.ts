import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowWith, someRows } from "../../../test/rows.ts";
import { Order, pageOf, RowCursorError, type Sort } from "./order.ts";
import type { FindingRow } from "./row.ts";

const sorts = Order.options.flatMap((order): Sort[] => [order, `-${order}`]);

function idsOfAllPages(rows: readonly FindingRow[], sort: Sort, limit: number): string[] {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(rows, { sort, limit, cursor });
    expect(page.total).toBe(rows.length);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

describe("the pages of a list", () => {
  it("have every row once, whatever rows have in common, in any order and in its inverse", () => {
    const anySort = fc.constantFrom(...sorts);
    fc.assert(
      fc.property(someRows, anySort, fc.integer({ min: 1, max: 7 }), (rows, sort, limit) => {
        const ids = idsOfAllPages(rows, sort, limit);
        expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
        const inverse = Order.safeParse(sort.replace("-", "")).data ?? "lastSeen";
        const other = sort.startsWith("-") ? inverse : (`-${inverse}` as const);
        expect(idsOfAllPages(rows, other, limit)).toEqual(ids.toReversed());
      }),
    );
  });

  it("skip and repeat nothing of what stays, whatever comes and goes between two of them", () => {
    fc.assert(
      fc.property(someRows, someRows, fc.constantFrom(...sorts), (before, come, sort) => {
        const first = pageOf(before, { sort, limit: 3 });
        const fresh = come.map((row) => ({ ...row, id: `${row.id}-new` }));
        const rest = pageOf([...before, ...fresh], { sort, limit: 100, cursor: first.cursor });
        const seen = [...first.rows, ...(first.cursor === undefined ? [] : rest.rows)].map(({ id }) => id);
        expect(seen.filter((id) => !id.endsWith("-new"))).toEqual(idsOfAllPages(before, sort, 100));
      }),
    );
  });

  it.each<[Sort, Partial<FindingRow>[]]>([
    [
      "-severity",
      [{ severity: "critical" }, { severity: "high" }, { severity: "medium" }, { severity: "low" }],
    ],
    ["state", [{ state: "open" }, { state: "remediated" }, { state: "dismissed" }]],
    ["-lastSeen", [{ lastSeenAt: "2026-11-24T08:00:00.500Z" }, { lastSeenAt: "2026-11-24T08:00:00Z" }]],
    [
      "duration",
      [
        { safe: { at: "2026-11-23T08:00:09.000Z", by: "snapback" } },
        { safe: { at: "2026-11-23T08:00:10.000Z", by: "already" } },
        {},
      ],
    ],
  ])("are in the order that people mean by %s", (sort, fields) => {
    const rows = fields.map((each, index) => rowWith({ ...each, id: `fnd_${index}` }));
    expect(pageOf(rows.toReversed(), { sort, limit: 9 }).rows).toEqual(rows);
  });

  it.each(["", "nonsense", "W10", Buffer.from('["severity",1,"x"]').toString("base64url")])(
    "begin at no cursor but their own: %j",
    (cursor) => {
      expect(() => pageOf([rowWith()], { sort: "-lastSeen", limit: 1, cursor })).toThrow(RowCursorError);
    },
  );
});
