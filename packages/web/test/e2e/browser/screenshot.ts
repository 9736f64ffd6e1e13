import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** For people to look at what the tests saw. */
const folder = fileURLToPath(new URL("../../../../../.e2e/", import.meta.url));

/** Keeps what the whole page looks like now, under a name. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = name.replaceAll(/[^\w.]+/g, "-").slice(0, 120);
  await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true, animations: "disabled" });
}
