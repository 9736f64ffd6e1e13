import { describe, expect, it } from "vitest";
import { violations } from "./browser/axe.ts";
import { narrow, openPage, wide } from "./browser/page.ts";
import { screenshot } from "./browser/screenshot.ts";
import type { Laptop } from "./laptop.ts";

/** A page of the console: what it is called here, and its path, which may depend on what is there. */
export type Place = readonly [name: string, path: string | ((laptop: Laptop) => Promise<string>)];

/**
 * Looks at each page in both themes and both widths: nothing goes wrong, axe-core has nothing to say, it is no wider than the
 * window. Keeps a picture of each.
 */
export function lookAt(what: string, laptop: () => Laptop, places: readonly Place[]): void {
  describe.each(places)(`${what}: %s`, (name, path) => {
    it.each([
      ["wide", wide],
      ["narrow", narrow],
    ] as const)("is accessible and whole, %s", async (width, viewport) => {
      const { page, visit, show } = await openPage(laptop().url, { viewport });
      await visit(typeof path === "string" ? path : await path(laptop()));
      for (const theme of ["light", "dark"] as const) {
        await show(theme);
        await screenshot(page, `${what} ${name} ${width} ${theme}`);
        expect(await violations(page), theme).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
    });
  });
}
