import { expect, it } from "vitest";
import { isReason, isTooLong } from "./reason.ts";

it("a reason says something, and as much as the API takes", () => {
  const longest = "x".repeat(1000);
  expect([" ", "", "x", ` ${longest} `, `${longest}x`].map(isReason)).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
  expect(["", longest, `${longest}x`].map(isTooLong)).toEqual([false, false, true]);
});
