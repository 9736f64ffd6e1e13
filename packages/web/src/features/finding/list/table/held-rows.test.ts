import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import type { Finding } from "../../finding-types.ts";
import { freshRows, heldRows } from "./held-rows.ts";

const list = (ids: string) => ids.split("").map((id) => finding({ id }));
const read = (ids: string, cursor?: string) => ({ findings: list(ids), ...(cursor && { cursor }) });
const ids = (rows: readonly Finding[]) => rows.map(({ id }) => id).join("");
const held = (before: ReturnType<typeof read>, now: ReturnType<typeof read>) => {
  const { rows, waiting, gone, moved } = heldRows(freshRows(before), now);
  return [ids(rows), waiting, [...gone].join(""), moved];
};

describe("rows that are held", () => {
  it("stay where they are, as they are now", () => {
    const now = [finding({ id: "n" }), finding({ id: "b", state: "remediated" }), finding({ id: "a" })];
    const { rows } = heldRows(freshRows(read("ab")), { findings: now });
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      ["a", "open"],
      ["b", "remediated"],
    ]);
  });

  it.each([
    ["what has come in waits", read("ab"), read("nab"), ["ab", 1, "", false]],
    ["also at the end, where nothing followed", read("ab"), read("abn"), ["ab", 1, "", false]],
    ["also where nothing stood", read(""), read("n"), ["", 1, "", false]],
    [
      "what moved up from the next page has not come in",
      read("ab", "c"),
      read("bz", "c"),
      ["ab", 0, "a", false],
    ],
    [
      "what was pushed on to the next page is not gone",
      read("abc", "c"),
      read("nab", "c"),
      ["abc", 1, "", false],
    ],
    ["what the last page has no more is gone", read("abc"), read("ab"), ["abc", 0, "c", false]],
    ["another order is told", read("abc"), read("cab"), ["abc", 0, "", true]],
    ["nothing is told where nothing happened", read("abc", "c"), read("abc", "c"), ["abc", 0, "", false]],
  ])("%s", (_, before, now, expected) => {
    expect(held(before, now)).toEqual(expected);
  });

  it("are the same ones in the same order, whatever is read", () => {
    const some = fc.uniqueArray(fc.constantFrom(..."abcdefgh".split(""))).map((each) => each.join(""));
    const cursor = fc.constantFrom(undefined, "c");
    fc.assert(
      fc.property(some, cursor, some, cursor, (before, more, now, follows) => {
        const [rows, waiting, gone] = held(read(before, more), read(now, follows));
        expect(rows).toBe(before);
        const unknown = now.split("").filter((id) => !before.includes(id));
        expect(waiting).toBeLessThanOrEqual(unknown.length);
        for (const id of String(gone)) expect(now).not.toContain(id);
        // Told as it was read, there is nothing more to tell.
        expect(held(read(now, follows), read(now, follows)).slice(1)).toEqual([0, "", false]);
      }),
    );
  });
});
