import type { Page } from "playwright-core";

const PATIENCE_MS = 10_000;

/** Follows which requests of a page are under way. */
export function watchRequests(page: Page) {
  const underWay = new Set<unknown>();
  page.on("request", (request) => underWay.add(request));
  page.on("requestfinished", (request) => underWay.delete(request));
  page.on("requestfailed", (request) => underWay.delete(request));
  return {
    /** Once it waits for none, and has shown what came last. */
    quiet: async (): Promise<void> => {
      const end = Date.now() + PATIENCE_MS;
      do {
        if (Date.now() > end) throw new Error(`${underWay.size} requests are still under way`);
        await page.evaluate(twoFrames);
      } while (underWay.size > 0);
    },
  };
}

const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
