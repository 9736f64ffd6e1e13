import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPage } from "./browser/page.ts";
import { main, row } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async (opened) => {
  await opened.attack("open-ssh");
  await opened.finding("ec2-sg-ingress-world", "TCP port 22", "remediated");
  await opened.ask("POST", "/pause", { reason: "=A migration." });
});

it("is narrowed down by what, who and when, which the address has, and shows what was changed", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/activity");
  await main(page).getByLabel("Filter the activity").fill("VERIFIED");
  await row(page, "paused automatic changes").waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("text")).toBe("VERIFIED");
  await row(page, "verified: safe again").getByRole("button", { name: "What changed" }).click();
  await row(page, "verified: safe again").getByRole("region", { name: "before", exact: true }).waitFor();
  await visit("/activity?by=person&last=1h");
  await row(page, "paused automatic changes").waitFor();
  expect(await row(page, "verified").count()).toBe(0);
});

it("says that something new has come in, and shows it once asked", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/activity?text=resumed");
  await main(page).getByText("Nothing matches so far").waitFor();
  await laptop().ask("POST", "/resume", { reason: "It is done." });
  await main(page).getByRole("button", { name: "New activity" }).click();
  await row(page, "It is done.").waitFor();
  expect(await main(page).getByRole("button", { name: "New activity" }).count()).toBe(0);
});

it("is taken along as far as the filter goes, as CSV that holds no formula", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/activity?text=migration");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    main(page).getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const path = join(tmpdir(), `snapback-e2e-activity-${process.pid}.csv`);
  await file.saveAs(path);
  const lines = (await readFile(path, "utf8")).trim().split("\r\n");
  await rm(path);
  expect(file.suggestedFilename()).toMatch(/^snapback-activity-2.*\.csv$/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('"paused automatic changes: =A migration."');
});
