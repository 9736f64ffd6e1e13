import { describe, expect, it } from "vitest";
import { clip, visible, visibleJson } from "./visible.ts";

describe("visible", () => {
  it.each([
    ["a right-to-left override", "invoice\u202Efdp.exe", "invoice[U+202E]fdp.exe"],
    ["isolates and marks", "a\u2066b\u2069c\u200Fd\u061C", "a[U+2066]b[U+2069]c[U+200F]d[U+061C]"],
    ["zero-width characters", "ad\u200Bmin\uFEFF", "ad[U+200B]min[U+FEFF]"],
    ["terminal escapes and newlines", "\u001b[31mred\nline", "[U+001B][31mred[U+000A]line"],
    ["C1 controls and separators", "a\u0085b\u2028c", "a[U+0085]b[U+2028]c"],
    ["half a surrogate pair", "a\uD83D", "a[U+D83D]"],
    ["tag characters", "a\u{E0041}", "a[U+E0041]"],
  ])("shows %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(["<img src=x onerror=alert(1)>", "Jürgen Müller", "日本語", "שלום", "🙂", "arn:aws:iam::1:role/x"])(
    "leaves %s as it is",
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );
});

describe("visibleJson", () => {
  it("escapes what hides, and stays the same JSON", () => {
    const value = { "k\u202Ey": "a\u2067b\u{E0041}", plain: "<b>", list: [1, "\u0007"] };

    const shown = visibleJson(JSON.stringify(value, null, 2));

    expect(JSON.parse(shown)).toEqual(value);
    expect(shown).toContain("k\\u202ey");
    expect(visible(shown.replaceAll("\n", ""))).toBe(shown.replaceAll("\n", ""));
  });
});

describe("clip", () => {
  it("keeps short text", () => {
    expect(clip("short", 5)).toBe("short");
  });

  it("does not cut a character in half", () => {
    expect(clip("ab🙂", 3)).toBe("ab");
  });
});
