import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { findingWith } from "../../../core/test/notices.ts";
import { violations } from "./browser/axe.ts";
import { openPage } from "./browser/page.ts";
import { becomeLocal, main, row } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

/** More than two pages of findings, the first one the latest, and one whose summary is a formula. */
const COUNT = 120;
const laptop = laptopOfFile(async ({ findings }) => {
  await Promise.all(Array.from({ length: COUNT }, (_, index) => findings.save(numbered(index), undefined)));
});

function numbered(index: number) {
  const at = new Date(Date.UTC(2026, 10, 1) - index * 60_000).toISOString();
  const call = { ...findingWith().latest, eventId: `listed-${index}`, eventTime: at, seenAt: at };
  const name = String(index).padStart(3, "0");
  return findingWith({
    id: `fnd_listed${name}`,
    summary: index === 7 ? `=HYPERLINK("https://example.com","${name}")` : `bucket listed-${name} is public`,
    severity: index % 10 === 0 ? "critical" : "low",
    state: index % 2 === 0 ? "failed" : "dismissed",
    opened: call,
    latest: call,
  });
}

/** The findings that the page shows, from the first row on. */
async function shown(page: Page): Promise<string[]> {
  const links = await main(page).locator("tbody a").all();
  return Promise.all(links.map(async (link) => (await link.getAttribute("href"))?.slice(-3) ?? ""));
}

/** Waits until the list says that it has so many. */
async function matches(page: Page, count: number): Promise<void> {
  await main(page).getByText(`${count} matches`, { exact: true }).first().waitFor();
}

it("is narrowed down by what is typed, keeps that in the address, and goes back to what was before", async () => {
  const { page, visit, quiet } = await openPage(laptop().url);
  await visit("/findings");
  await page.keyboard.press("/");
  await page.keyboard.type("listed-01");
  await page.keyboard.press("Enter");
  await matches(page, 10);
  expect(new URL(page.url()).searchParams.getAll("where")).toEqual(["text:listed-01"]);
  expect(await shown(page)).toEqual(["010", "011", "012", "013", "014", "015", "016", "017", "018", "019"]);
  expect(await violations(page)).toEqual([]);
  await page.goBack();
  await main(page).getByText(`(${COUNT})`).waitFor();
  await page.goForward();
  await page.reload();
  await matches(page, 10);
  await main(page).getByRole("button", { name: "Clear filters" }).click();
  await main(page).getByText(`(${COUNT})`).waitFor();
  await quiet();
});

it("takes what an address says, and says what of it is no filter", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit(
    "/findings?where=severity%3Dcritical&where=text:listed-001&match=any&sort=opened&where=color%3Dred",
  );
  await matches(page, 13);
  expect((await shown(page))[0]).toBe("110");
  await main(page).getByText("color=red").waitFor();
  expect(await violations(page)).toEqual([]);
});

it("turns its pages, and is on the same one again after a look at a finding", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/findings?sort=-opened");
  const next = main(page).getByRole("button", { name: "Next page" });
  await next.click();
  await row(page, "listed-050").waitFor();
  await next.click();
  await row(page, "listed-119").waitFor();
  expect(await next.isDisabled()).toBe(true);
  await row(page, "listed-101").getByRole("link").click();
  await page.waitForURL(/fnd_listed101/);
  await page.goBack();
  await row(page, "listed-101").waitFor();
  expect((await shown(page))[0]).toBe("100");
});

it("stands still while somebody has chosen something, and tells what has come in", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/findings");
  const before = await shown(page);
  await main(page).locator("tbody").getByRole("checkbox").nth(1).click();
  await laptop().attack("open-queue");
  const news = main(page).getByRole("button", { name: "1 new finding" });
  await news.waitFor();
  expect(await shown(page)).toEqual(before);
  await news.click();
  const arrived = row(page, "attacked-open");
  await arrived.getByText("New", { exact: true }).waitFor();
  expect(await main(page).locator("tbody").getByRole("checkbox", { checked: true }).count()).toBe(1);
});

it("decides about many at once, and says for which it was not done", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  expectTrouble(/^answer 409: POST .*dismiss/, /^console error: .*409/);
  const where = ["state=failed", "severity=low", "text:listed-00"];
  await visit(`/findings?${new URLSearchParams(where.map((term) => ["where", term]))}`);
  await matches(page, 4);
  for (const index of [0, 1, 2]) await main(page).locator("tbody").getByRole("checkbox").nth(index).click();
  await main(page).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Dismiss (3)" }).click();
  const dialog = page.getByRole("dialog");
  // Somebody else is faster.
  await laptop().ask("POST", "/findings/fnd_listed004/dismiss", { reason: "first" });
  await laptop().finding("ec2-sg-ingress-world", "listed-004", "dismissed");
  const send = dialog.getByRole("button", { name: "Dismiss 3 findings" });
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("A drill.");
  await send.click();
  await dialog.getByText("This was not done for 1 finding").waitFor();
  await dialog.getByText("A finding that is dismissed can't be dismissed.").waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await main(page).getByText("Dismissed: 2 findings.").waitFor();
  await laptop().finding("ec2-sg-ingress-world", "listed-002", "dismissed");
  await laptop().finding("ec2-sg-ingress-world", "listed-006", "dismissed");
});

it("is saved whole, without a formula that a spreadsheet would run", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/findings?where=severity%3Dlow&where=opened%3C2026-11-01T00:00:01Z");
  await matches(page, 108);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    main(page).getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const path = join(tmpdir(), `snapback-e2e-${process.pid}.csv`);
  await file.saveAs(path);
  const lines = (await readFile(path, "utf8")).trim().split("\r\n");
  await rm(path);
  expect(file.suggestedFilename()).toMatch(/^snapback-findings-2.*\.csv$/);
  expect(lines).toHaveLength(1 + 108);
  expect(lines.filter((line) => line.includes(`"'=HYPERLINK(`))).toHaveLength(1);
});

it("shows a viewer all of it, and nothing to decide with", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/findings");
  await becomeLocal(page, "viewer");
  await row(page, "listed-001").waitFor();
  expect(await main(page).getByRole("checkbox").count()).toBe(0);
  expect(await main(page).getByRole("button", { name: "Actions" }).getAttribute("aria-disabled")).toBe(
    "true",
  );
});
