import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import { openSite } from "@snapback/local/site";
import { chromium, type Page } from "playwright-core";
import config from "../../../snapback.config.ts";
import { milliseconds, summary } from "../../local/bench/figures.ts";
import { startChromium } from "../test/e2e/browser/chromium.ts";
import { writeFindings } from "./many-findings.ts";

/** `npm run bench:console`: how the console is with very many findings, in a real browser on this machine. */

process.noDeprecation = true;
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { values: given } = parseArgs({
  options: { findings: { type: "string", default: "50000" }, port: { type: "string", default: "3999" } },
});
const [count, port] = [Number(given.findings), Number(given.port)];

const write = (line: string) => void process.stdout.write(`${line}\n`);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Milliseconds between the frames of three seconds in which the page scrolls up and down. As text: the browser runs it as it is. */
const SCROLLING = `new Promise((resolve) => {
  const frames = [];
  const start = performance.now();
  let last = start;
  requestAnimationFrame(function frame(now) {
    frames.push(now - last);
    last = now;
    scrollBy(0, Math.floor((now - start) / 500) % 2 ? -40 : 40);
    if (now - start < 3000) requestAnimationFrame(frame);
    else resolve(frames);
  });
})`;

const site = await openSite({
  detections,
  config: parseConfig(config, detections),
  port,
  awsPort: 0,
  log: silent,
});
const browser = await startChromium();
try {
  write(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${count.toLocaleString("en")} findings\n`,
  );
  await writeFindings(site.findings, count, (written) => {
    if (process.stderr.isTTY) process.stderr.write(`\rwriting findings: ${written}`);
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  // What was written within the last minute is read again each time: an account at rest has none of it.
  await wait(61_000);
  const [read] = await timed(1, () => site.rows.all());
  write(`all rows read for the first time  ${milliseconds(read ?? 0)}\n`);
  await requests();
  await pages();
} finally {
  await browser.close();
  await site.close();
}

async function requests(): Promise<void> {
  write("requests to the API");
  const asked = {
    "first page, latest first": "/findings?limit=50",
    "by severity": "/findings?limit=50&sort=-severity",
    "open, of one account": "/findings?limit=50&where=state%3Dopen&where=account%3D111122223333",
    "free text in all": "/findings?limit=50&where=text:sg-0000000000000abc",
    "200 of them": "/findings?limit=200",
    overview: "/overview?days=90",
  };
  for (const [what, path] of Object.entries(asked)) {
    const times = await timed(30, async () => {
      const answer = await fetch(`${site.url}/api${path}`);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    });
    write(`  ${what.padEnd(26)} ${summary(times)}`);
  }
}

async function pages(): Promise<void> {
  const client = await chromium.connect(browser.wsEndpoint());
  write("\npages in Chromium, from an empty cache until what they are about is there");
  const seen = { "/": "Open now", "/findings": "TCP port" };
  for (const [path, text] of Object.entries(seen)) {
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const context = await client.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      const start = performance.now();
      await page.goto(site.url + path);
      await page.getByText(text).first().waitFor();
      times.push(performance.now() - start);
      await context.close();
    }
    write(`  ${path.padEnd(26)} ${summary(times)}`);
  }
  const page = await client.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${site.url}/findings`);
  await page.getByText("TCP port").first().waitFor();
  write("\nthe list of findings while it is live");
  write(`  frames while scrolling     ${summary(await framesWhileScrolling(page))}`);
  const turns = await timed(10, async () => {
    const first = page.getByText("TCP port").first();
    const before = await first.textContent();
    await page.getByRole("button", { name: "Next page" }).click();
    await page.waitForFunction(
      (text) => !document.querySelector("tbody")?.textContent?.includes(text ?? ""),
      before,
    );
  });
  write(`  turning a page             ${summary(turns)}`);
  await client.close();
}

async function framesWhileScrolling(page: Page): Promise<number[]> {
  return page.evaluate<number[]>(SCROLLING);
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken;
}
