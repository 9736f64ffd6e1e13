import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { makeAssortment } from "./assortment.ts";
import { startChromium } from "./browser/chromium.ts";
import { watchRequests } from "./browser/requests.ts";
import { openLaptop } from "./laptop.ts";

/** `npm run pictures`: makes the README's pictures anew, of a laptop with findings that attacks have just made. */

const folder = fileURLToPath(new URL("../../../../docs/pictures/", import.meta.url));

process.noDeprecation = true;
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const server = await startChromium();
const laptop = await openLaptop();
try {
  await makeAssortment(laptop);
  const { id } = await laptop.finding("ec2-sg-ingress-world", "TCP port 22", "remediated");
  const places = [
    ["overview", "/"],
    ["findings", "/findings"],
    ["finding", `/findings/${id}`],
    ["detection", "/detections/ec2-sg-ingress-world"],
    ["coverage", "/coverage"],
    ["sandbox", "/sandbox"],
  ] as const;
  await mkdir(folder, { recursive: true });
  const browser = await chromium.connect(server.wsEndpoint());
  for (const theme of ["light", "dark"] as const) {
    const page = await browser.newPage({
      baseURL: laptop.url,
      viewport: { width: 1280, height: 800 },
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    const { quiet } = watchRequests(page);
    for (const [name, path] of places) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await quiet();
      const file = join(folder, `${name}-${theme}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
      process.stdout.write(`${file}\n`);
    }
    await page.close();
  }
  await browser.close();
} finally {
  await laptop.close();
  await server.close();
}
