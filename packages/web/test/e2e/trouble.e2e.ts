import { expect, it } from "vitest";
import { violations } from "./browser/axe.ts";
import { openPage } from "./browser/page.ts";
import { becomeLocal, main, row } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async (opened) => {
  await opened.attack("open-ssh", "delete-key");
  await opened.settled();
});

const cutOff = [/^failed: GET .*ERR_CONNECTION_REFUSED/, /^console error: .*ERR_CONNECTION_REFUSED/];

it("says that the API can't be reached, keeps what it shows, and goes on by itself", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  await visit("/findings");
  expectTrouble(...cutOff);
  await page.route("**/api/**", (route) => route.abort("connectionrefused"));
  const bar = page.getByText("Snapback's API can't be reached.");
  await bar.waitFor();
  await row(page, "TCP port 22").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.unroute("**/api/**");
  await bar.waitFor({ state: "hidden" });
});

it("waits for an API that is not up yet when the console is opened", async () => {
  const { page, expectTrouble } = await openPage(laptop().url);
  expectTrouble(...cutOff);
  await page.route("**/api/**", (route) => route.abort("connectionrefused"));
  await page.goto("/findings");
  await page.getByText("Snapback's API can't be reached.").waitFor();
  expect(await row(page, "TCP port 22").count()).toBe(0);
  await page.unroute("**/api/**");
  await row(page, "TCP port 22").waitFor();
});

it("says that the API has an error", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  await visit("/findings");
  expectTrouble(/^answer 500: GET/, /^console error: .*500/);
  await page.route("**/api/findings?*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.getByText("Snapback's API answered with an error (HTTP 500).").waitFor();
  expect(await row(page, "TCP port 22").isVisible()).toBe(true);
});

it("says that there is no such finding", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  expectTrouble(/^answer 404: GET .*fnd_nothing/, /^console error: .*404/);
  await visit("/findings/fnd_nothing");
  await main(page).getByText("There is no finding fnd_nothing.", { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await main(page).getByRole("link", { name: "All findings" }).click();
  await row(page, "TCP port 22").waitFor();
});

it("leads back from a page that there is not", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/no/such/page");
  await main(page).getByText("There is no such page.", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Snapback" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
});

it("lets a viewer look, and do nothing", async () => {
  const { id } = await laptop().finding("kms-key-deletion", "", "awaiting-approval");
  const { page, visit, quiet } = await openPage(laptop().url);
  await visit(`/findings/${id}`);
  expect(await enabled(page, /^(Approve|Reject|Exempt|Dismiss)$/)).toHaveLength(4);
  await becomeLocal(page, "viewer");
  await main(page).getByRole("heading", { level: 1 }).waitFor();
  await quiet();
  expect(await enabled(page, /^(Approve|Reject|Exempt|Dismiss|Look again|Undo|Assign|Add)\b/)).toEqual([]);
  expect(await violations(page)).toEqual([]);
});

/** The names of the buttons that do something. */
async function enabled(page: Parameters<typeof main>[0], name: RegExp): Promise<string[]> {
  const buttons = await main(page).getByRole("button", { name }).all();
  const states = await Promise.all(buttons.map((button) => button.isEnabled()));
  const names = await Promise.all(buttons.map((button) => button.innerText()));
  return names.filter((_, index) => states[index]);
}
