import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorsIn, stateOf, turned } from "./pages.ts";

describe("turning the pages", () => {
  it("goes on where the last one ended, and back to where each began", () => {
    const third = turned(turned([], 2, "b"), 3, "c");
    expect(third).toEqual(["b", "c"]);
    expect([turned(third, 2, "d"), turned(third, 1, "d"), turned(third, 4, "d")]).toEqual([
      ["b"],
      [],
      ["b", "c", "d"],
    ]);
  });

  it("stays where nothing follows", () => {
    expect(turned(["b"], 3, undefined)).toEqual(["b"]);
    expect(turned([], 0, "b")).toEqual([]);
  });
});

describe("an entry of the history", () => {
  it("has what was put there", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (cursors) => {
        expect(cursorsIn({ other: 1, ...stateOf(cursors) })).toEqual(cursors);
      }),
    );
  });

  it.each([{}, { findingPages: "b" }, { findingPages: null }])("has none in %j", (state) => {
    expect(cursorsIn(state)).toEqual([]);
  });
});
