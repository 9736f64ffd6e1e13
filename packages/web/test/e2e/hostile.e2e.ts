import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { findingWith } from "../../../core/test/notices.ts";
import { authorizeRecord } from "../../../core/test/records.ts";
import { narrow, openPage, wide } from "./browser/page.ts";
import { screenshot } from "./browser/screenshot.ts";
import { main } from "./console.ts";
import type { Laptop } from "./laptop.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

/** What runs, where anything does, leaves this mark. */
const RAN = "window.snapbackRan = true";

const markup = `"'><script>${RAN}</script><img src=x onerror="${RAN}"></textarea></title><svg onload="${RAN}">`;
const bidi = "moc.elpmaxe\u202e\u2066evil\u2069\u200b\u200f";
const controls = "nul\u0000 esc\u001b[31m cr\r\n tab\t bell\u0007 lone \ud800";
const long = "W".repeat(50_000);
const strings = [
  markup,
  bidi,
  controls,
  long,
  "many words ".repeat(5_000),
  `javascript:${RAN}`,
  `{{constructor.constructor('${RAN}')()}}`,
  `=cmd|' /C calc'!A0`,
  `${"\u0351\u036b\u0343\u0364".repeat(200)} 漢字 🙂`,
];

const laptop = laptopOfFile(async (opened) => {
  for (const [index, text] of strings.entries()) {
    await opened.pipeline.publish(JSON.stringify(openedBy(text, 1000 + index)));
    await opened.findings.save(about(text, index), undefined);
  }
  await opened.attack("open-ssh");
  const { id } = await opened.finding("ec2-sg-ingress-world", "TCP port 22", "remediated");
  await opened.ask("POST", `/findings/${id}/exempt`, { reason: markup + bidi, hours: 1 });
  await opened.settled();
});

/** A record by somebody of this name, as anyone who may publish to the topic can send it. */
function openedBy(text: string, port: number) {
  // DynamoDB keeps no more than 400 kB in one piece.
  const short = text.slice(0, 2_000);
  return authorizeRecord([{ cidr: "0.0.0.0/0", from: port }], {
    userIdentity: {
      type: "IAMUser",
      principalId: short,
      arn: `arn:aws:iam::111122223333:user/${short}`,
      accountId: "111122223333",
      accessKeyId: short,
      userName: text,
    },
    userAgent: text,
    sourceIPAddress: short,
    eventTime: new Date().toISOString(),
  });
}

/** A finding of a detection that passes on what it reads as it is. None does; the console doesn't lean on that. */
function about(text: string, index: number) {
  const short = text.slice(0, 20_000);
  return findingWith({
    id: `fnd_hostile${index}`,
    resource: { arn: `arn:aws:s3:::${short}`, type: text.slice(0, 200), id: short },
    summary: `bucket ${short} is public`,
    fingerprint: `hostile ${index}`,
    evidence: { [short.slice(0, 100)]: short },
    hold: short,
    state: "failed",
    failure: { code: short.slice(0, 100), message: short },
  });
}

/** The pages of findings in which the least usual texts are. */
async function details(opened: Laptop): Promise<string[]> {
  const port = (text: string) => `TCP port ${1000 + strings.indexOf(text)}`;
  const sent = [markup, long].map((text) => opened.finding("ec2-sg-ingress-world", port(text)));
  const ids = (await Promise.all(sent)).map(({ id }) => id);
  const put = [markup, controls, long].map((text) => `fnd_hostile${strings.indexOf(text)}`);
  return [...ids, ...put].map((id) => `/findings/${id}`);
}

it.each([
  ["wide", wide],
  ["narrow", narrow],
])("shows hostile names as what they are, and no wider than the window, %s", async (width, viewport) => {
  const { page, visit, quiet } = await openPage(laptop().url, { viewport });
  const lists = ["/", "/findings", "/activity", "/exemptions", "/detections", "/sandbox"];
  for (const path of [...lists, ...(await details(laptop()))]) {
    await visit(path);
    await unfold(page);
    await quiet();
    expect(await page.evaluate(() => "snapbackRan" in window), path).toBe(false);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) await screenshot(page, `hostile ${width} ${path}`);
    expect(over, path).toBeLessThanOrEqual(0);
  }
});

/** Opens all that is folded. */
async function unfold(page: Page): Promise<void> {
  const folded = main(page).locator("[aria-expanded=false]:not([aria-haspopup])").filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}
