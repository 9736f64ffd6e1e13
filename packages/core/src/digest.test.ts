import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "./digest.ts";

describe("a digest", () => {
  it("is 24 hex digits, the same in every version: what is stored goes by it", () => {
    expect(digestOf(["111122223333", "us-east-1", "d", "arn", "f"])).toMatch(/^[0-9a-f]{24}$/);
    expect(digestOf({ b: [1, "2", null], a: { d: true, c: "x" } })).toBe("907ce1858642e412a3d2f417");
    expect(digestOf(["text"])).toBe("3fe5850a7e2e9ae6b1f23c33");
  });

  it("takes members in whatever order they come, at any depth, and items in theirs", () => {
    expect(digestOf({ a: 1, b: { c: 2, d: [{ e: 3, f: 4 }] } })).toBe(
      digestOf({ b: { d: [{ f: 4, e: 3 }], c: 2 }, a: 1 }),
    );
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });

  it("does not count a member that is undefined, as JSON does not", () => {
    expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }));
    expect(digestOf({ a: null })).not.toBe(digestOf({}));
  });

  it.each([
    ["1", 1],
    [{}, []],
    [{ 0: "a" }, ["a"]],
    [null, "null"],
    [["a", "b"], ["a,b"]],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
    [
      ["a", ["b"]],
      [["a"], "b"],
    ],
  ])("tells %j from %j", (one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  it("is the same for what comes back from the table as for what was put there", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digestOf(JSON.parse(JSON.stringify(value)))).toBe(digestOf(value));
      }),
    );
  });
});
