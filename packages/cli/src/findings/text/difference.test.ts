import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference } from "./difference.ts";
import { rendered } from "./line.ts";

const shown = (was: unknown, now: unknown) => rendered(difference(was, now), false).split("\n").slice(0, -1);

describe("difference", () => {
  it("shows what went and what came, with what is around it", () => {
    const rules = (...ids: string[]) => ({ ingress: ids.map((id) => ({ id })) });
    expect(shown(rules("sgr-1", "sgr-2"), rules("sgr-2"))).toEqual([
      "  {",
      '    "ingress": [',
      "      {",
      '-       "id": "sgr-1"',
      "-     },",
      "-     {",
      '        "id": "sgr-2"',
      "      }",
      "    ]",
      "  …",
    ]);
  });

  it("shows nothing of what is the same", () => {
    expect(shown({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
  });

  it("says so where there was nothing", () => {
    expect(shown(undefined, 1)).toEqual(["- nothing", "+ 1"]);
  });

  it("leaves out what is far from any change, and goes on after it", () => {
    const long = (first: number, last: number) => [first, ...Array.from({ length: 20 }, () => 0), last];
    expect(shown(long(1, 2), long(3, 4))).toEqual([
      "  [",
      "-   1,",
      "+   3,",
      "    0,",
      "    0,",
      "    0,",
      "  …",
      "    0,",
      "    0,",
      "    0,",
      "-   2",
      "+   4",
      "  ]",
    ]);
  });

  it("has all of both, each in its order", () => {
    // So short a text is within the context of any change.
    const value = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 });
    const linesOf = (list: string[]) => JSON.stringify(list, null, 2).split("\n");
    fc.assert(
      fc.property(value, value, (was, now) => {
        fc.pre(JSON.stringify(was) !== JSON.stringify(now));
        const lines = shown(was, now);
        const of = (signs: string) =>
          lines.filter((line) => signs.includes(line.charAt(0))).map((line) => line.slice(2));
        expect(of(" -")).toEqual(linesOf(was));
        expect(of(" +")).toEqual(linesOf(now));
      }),
    );
  });

  it("compares no more than it can in a moment", () => {
    const long = (length: number) => Array.from({ length }, (_, index) => index);
    expect(shown(long(1500), long(1501))).toHaveLength(1502 + 1503);
  });
});
