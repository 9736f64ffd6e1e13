import { describe, expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import { heldRows } from "./held-rows.ts";

describe("rows that are held", () => {
  it("stay where they are, as they are now, while what comes in waits", () => {
    const rows = [finding({ id: "a" }), finding({ id: "b" }), finding({ id: "c" })];
    const read = [finding({ id: "new" }), finding({ id: "b", state: "remediated" }), finding({ id: "a" })];
    const shown = heldRows(rows, read);
    expect(shown.rows.map(({ id, state }) => [id, state])).toEqual([
      ["a", "open"],
      ["b", "remediated"],
      // It is on another page by now.
      ["c", "open"],
    ]);
    expect(shown.waiting).toBe(1);
  });
});
