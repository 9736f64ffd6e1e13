import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** How the tests find the console's parts: as people and screen readers do, by what they are and what they are called. */

export function main(page: Page): Locator {
  return page.getByRole("main");
}

export function row(page: Page, text: string | RegExp): Locator {
  return main(page).getByRole("row").filter({ hasText: text });
}

/** Waits until a page of one finding says that it is in a state. */
export async function standsAs(page: Page, state: string): Promise<void> {
  await page.getByRole("group", { name: "How it stands" }).getByText(state, { exact: true }).waitFor();
}

interface Decision {
  /** The buttons that open the dialog, and that send it. */
  button: string;
  confirm: string;
  reason?: string;
  hours?: string;
}

/** Decides about the finding whose page is shown; the decision can't be sent before what it asks for is there. */
export async function decide(page: Page, { button, confirm, reason, hours }: Decision): Promise<void> {
  await main(page).getByRole("button", { name: button, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  const send = dialog.getByRole("button", { name: confirm, exact: true });
  if (hours !== undefined) await dialog.getByLabel("For how many hours").fill(hours);
  if (reason !== undefined) {
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel("Reason").fill(reason);
  }
  await send.click();
  await dialog.waitFor({ state: "hidden" });
}

/** On a laptop: chooses as whom to look at the console, which loads it anew. */
export async function becomeLocal(page: Page, role: "viewer" | "responder" | "admin"): Promise<void> {
  await page.getByRole("button", { name: /^Local / }).click();
  const loaded = page.waitForEvent("load");
  await page.getByRole("menuitemcheckbox", { name: `Local ${role}` }).click();
  await loaded;
  await page.getByRole("button", { name: `Local ${role}` }).waitFor();
}
