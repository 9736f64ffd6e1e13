import { expect, it } from "vitest";
import { capOf } from "./cap-draft.ts";

it.each([
  ["0", 0],
  [" 50 ", 50],
  ["007", 7],
  ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ["9007199254740992", undefined],
  ["", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["1e3", undefined],
  ["0x10", undefined],
  ["1,000", undefined],
  ["٣", undefined],
])("%j is the cap %s", (text, cap) => {
  expect(capOf(text)).toBe(cap);
});
