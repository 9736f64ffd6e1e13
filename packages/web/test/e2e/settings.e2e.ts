import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import * as z from "zod";
import { violations } from "./browser/axe.ts";
import { openPage } from "./browser/page.ts";
import { becomeLocal, main } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async () => {});

const Settings = z.object({ version: z.int(), automaticChangesPerHour: z.int() });
const settings = async () => Settings.parse(await laptop().ask("GET", "/settings"));
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true });

it("pauses with a reason, says so on every page, and resumes", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/settings");
  await button(page, "Pause").click();
  const dialog = page.getByRole("dialog");
  const send = dialog.getByRole("button", { name: "Pause", exact: true });
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("a migration <img src=x onerror=alert(1)>");
  expect(await violations(page)).toEqual([]);
  await send.click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Snapback is paused").waitFor();
  // In the bar, and on the page.
  expect(await main(page).getByText("a migration <img").count()).toBe(2);
  await page.getByRole("link", { name: "Findings", exact: true }).click();
  await page.getByText("Snapback is paused").waitFor();
  await page.goBack();
  await button(page, "Resume").last().click();
  await page.getByRole("dialog").getByRole("button", { name: "Resume", exact: true }).click();
  await main(page).getByText("Each detection does what its mode says.").waitFor();
  await page.getByText("Snapback is paused").waitFor({ state: "hidden" });
});

it("keeps what was typed where somebody else was faster, and says what holds now", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  expectTrouble(/^answer 409: PUT .*settings.cap/, /^console error: .*409/);
  await visit("/settings");
  const cap = main(page).getByLabel("At most so many within a clock hour");
  await cap.fill("x");
  await main(page).getByText("A whole number, 0 or more.").waitFor();
  expect(await button(page, "Save the cap").isDisabled()).toBe(true);
  await cap.fill("40");
  const { version } = await settings();
  await laptop().ask("PUT", "/settings/cap", { automaticChangesPerHour: 7, version });
  await button(page, "Save the cap").click();
  await main(page).getByText("Somebody has changed the settings meanwhile").waitFor();
  await main(page).getByText("The cap is 7 now.", { exact: false }).waitFor();
  expect([await cap.inputValue(), (await settings()).automaticChangesPerHour]).toEqual(["40", 7]);
  expect(await violations(page)).toEqual([]);
  await cap.press("Enter");
  await main(page).getByText("of 40").waitFor();
  expect(await settings()).toEqual({ version: version + 2, automaticChangesPerHour: 40 });
});

it("sends a test on a channel, and shows what became of it", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/settings");
  await button(page, "Send a test to Inbox").click();
  await main(page).getByRole("status").getByText("Sent", { exact: true }).waitFor();
  expect(laptop().inbox.messages.at(-1)).toMatchObject({ title: "This is a test", entries: [] });
  expect(await violations(page)).toEqual([]);
});

it("lets a viewer look and change nothing", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/settings");
  await becomeLocal(page, "viewer");
  await main(page).getByText("On a laptop nobody signs in.", { exact: false }).waitFor();
  for (const name of ["Pause", "Save the cap", "Send a test to Inbox"])
    expect(await button(page, name).getAttribute("aria-disabled"), name).toBe("true");
  const cap = main(page).getByLabel("At most so many within a clock hour");
  expect(await cap.isEditable()).toBe(false);
  expect(await violations(page)).toEqual([]);
});
