import { describe, expect, it } from "vitest";
import { hasUnseen, printable } from "./printable.ts";

describe("printable", () => {
  it.each([
    ["\u001b[2J", "\\u001b[2J"],
    ["a\r\nb", "a\\u000d\\u000ab"],
    ["user\u202egnp.exe", "user\\u202egnp.exe"],
    ["zero\u200bwidth", "zero\\u200bwidth"],
  ])("shows what %j hides", (text, shown) => {
    expect(hasUnseen(text)).toBe(true);
    expect(printable(text)).toBe(shown);
  });

  it.each(["plain", "naïve café", "日本語", 'it\'s "quoted" <b>', "👩‍🚀".replace("\u200d", "")])(
    "leaves %j as it is",
    (text) => {
      expect(hasUnseen(text)).toBe(false);
      expect(printable(text)).toBe(text);
    },
  );
});
