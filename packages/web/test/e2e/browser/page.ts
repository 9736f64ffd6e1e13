import { type Browser, chromium } from "playwright-core";
import { expect, inject, onTestFinished } from "vitest";
import { watchRequests } from "./requests.ts";
import { screenshot } from "./screenshot.ts";
import { watchTroubles } from "./troubles.ts";

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

type Theme = "light" | "dark";

interface PageOptions {
  viewport?: typeof wide;
  theme?: Theme;
  /** From where else it may load something. */
  origins?: readonly string[];
}

let connected: Promise<Browser> | undefined;

/**
 * A browser's page of the test's own, for the console at this URL. The test fails where anything goes wrong on it that the
 * test does not expect: see `troubles.ts`.
 */
export async function openPage(url: string, options: PageOptions = {}) {
  const { viewport = wide, theme = "light", origins = [] } = options;
  const name = expect.getState().currentTestName ?? "";
  connected ??= chromium.connect(inject("browser"));
  const browser = await connected;
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    // The console follows it where nobody has chosen otherwise.
    colorScheme: theme,
    // Waiting for animations takes time, and shows nothing.
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const troubles = await watchTroubles(page, [url, ...origins]);
  const requests = watchRequests(page);
  const expected: RegExp[] = [];
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await screenshot(page, `failed ${name}`);
    await context.close();
    expect(troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)))).toEqual([]);
    for (const pattern of expected) expect(troubles).toContainEqual(expect.stringMatching(pattern));
  });
  return {
    page,
    /** Says that this has to go wrong. */
    expectTrouble: (...patterns: RegExp[]) => void expected.push(...patterns),
    /** Opens a page of the console, and waits until it has all that it asked for. */
    visit: async (path: string): Promise<void> => {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await requests.quiet();
    },
    /** Waits until the page has all that it asked for. */
    quiet: requests.quiet,
    /** Switches the theme as the system does, without loading the page anew. */
    show: async (chosen: Theme): Promise<void> => {
      await page.emulateMedia({ colorScheme: chosen });
      await page.waitForFunction(
        (dark) => document.body.classList.contains("awsui-dark-mode") === dark,
        chosen === "dark",
      );
    },
  };
}
