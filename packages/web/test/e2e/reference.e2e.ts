import { expect, it } from "vitest";
import { violations } from "./browser/axe.ts";
import { openPage } from "./browser/page.ts";
import { main } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async () => {});

it("shows the operation that the address names, with all that is said of it", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/docs#pause");
  const operation = page.locator("#pause");
  await operation.getByText("needs the role responder").waitFor();
  expect(await operation.isVisible()).toBe(true);
  await operation.getByText(`${laptop().url}/api/pause`, { exact: false }).waitFor();
  for (const folded of ["Members of the request (Pause)", "Members of the answer (Settings)", "Problems: "])
    await operation.getByRole("button", { name: folded }).click();
  await operation.getByText("Key used already", { exact: false }).first().waitFor();
  await operation.getByRole("button", { name: "Members of modes" }).click();
  await operation.getByRole("button", { name: "Members of any name" }).click();
  await operation.getByText("Only monitor where it can't put right what it finds").waitFor();
  expect(await violations(page)).toEqual([]);
});

it("finds operations, names the one that is opened in the address, and asks in the person's name", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/docs");
  await page.getByLabel("Find an operation").fill("who is asking");
  await main(page).getByText("1 operation", { exact: true }).first().waitFor();
  const operation = page.locator("#getMe");
  await operation.getByRole("button").first().click();
  await page.waitForURL("**/docs#getMe");
  await operation.getByRole("button", { name: "Try it" }).click();
  await operation.getByRole("button", { name: "Send getMe" }).click();
  await operation.getByText("HTTP 200").waitFor();
  await operation.getByRole("region", { name: "getMe: what came back" }).getByText("local admin").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Find an operation").fill("nothing of the kind");
  await main(page).getByText("No operation has all of these words.").waitFor();
});

it("shows a problem that is met on the way as it is", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  expectTrouble(/^answer 404: GET .*fnd_nothing/, /^console error: .*404/);
  await visit("/docs#getFinding");
  const operation = page.locator("#getFinding");
  await operation.getByRole("button", { name: "Try it" }).click();
  await operation.getByRole("textbox", { name: "id" }).fill("fnd_nothing");
  await operation.getByRole("button", { name: "Send getFinding" }).click();
  await operation.getByText("HTTP 404").waitFor();
  expect(await operation.textContent()).toContain("There is no finding fnd_nothing.");
});

it("leads from a problem's type to what it means", async () => {
  const { page, visit } = await openPage(laptop().url);
  const answer = await fetch(`${laptop().url}/api/nothing`);
  const problem: unknown = await answer.json();
  expect(problem).toMatchObject({ type: "/docs#problem-not-found" });
  await visit("/docs#problem-not-found");
  await page.getByRole("heading", { name: "404 Not found" }).waitFor();
  await page.waitForFunction(() => {
    const place = document.getElementById("problem-not-found")?.getBoundingClientRect();
    return place !== undefined && place.top >= 0 && place.bottom <= innerHeight;
  });
});
