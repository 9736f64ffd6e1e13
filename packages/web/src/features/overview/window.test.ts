import { expect, it } from "vitest";
import { parseWindow, windowOf } from "./window.ts";

it("a window is one of those that can be chosen, and otherwise 30 days, which the address need not say", () => {
  expect(["7", 90, "30", "8", "x", undefined, ["7"]].map((days) => parseWindow({ days }))).toEqual([
    { days: 7 },
    { days: 90 },
    ...Array.from({ length: 5 }, () => ({})),
  ]);
  expect([windowOf({}), windowOf({ days: 7 })]).toEqual([30, 7]);
});
