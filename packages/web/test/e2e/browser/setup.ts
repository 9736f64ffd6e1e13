import type { TestProject } from "vitest/node";
import { startChromium } from "./chromium.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where Playwright reaches the browser. */
    browser: string;
  }
}

/** One browser for all files; each test has a context of its own in it, which shares nothing with others'. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await startChromium();
  project.provide("browser", browser.wsEndpoint());
  return () => browser.close();
}
