import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isDark, isTheme, THEME_KEY } from "./theme.ts";

const script = readFileSync(new URL("../../public/theme.js", import.meta.url), "utf8");

/** What public/theme.js makes of a stored choice. */
function darkBeforeFirstPaint(
  read: (key: string) => string | null,
  systemIsDark: boolean,
): boolean | undefined {
  let dark: boolean | undefined;
  const classList = { toggle: (_: string, on: boolean) => (dark = on) };
  runInNewContext(script, {
    localStorage: { getItem: read },
    matchMedia: () => ({ matches: systemIsDark }),
    document: { body: { classList }, documentElement: { style: {} } },
  });
  return dark;
}

describe("the theme before the first paint is the one after it", () => {
  for (const systemIsDark of [true, false]) {
    for (const choice of ["light", "dark", "system", null, "<script>"]) {
      it(`${choice} on a ${systemIsDark ? "dark" : "light"} system`, () => {
        const early = darkBeforeFirstPaint((key) => (key === THEME_KEY ? choice : null), systemIsDark);

        expect(early).toBe(isDark(isTheme(choice) ? choice : "system", systemIsDark));
      });
    }
  }

  it("follows the system where storage is refused", () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };

    expect(darkBeforeFirstPaint(refuse, true)).toBe(true);
  });
});
