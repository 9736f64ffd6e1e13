import { expect, it } from "vitest";
import { violations } from "./browser/axe.ts";
import { narrow, openPage, wide } from "./browser/page.ts";
import { screenshot } from "./browser/screenshot.ts";
import { becomeLocal, main, row } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async (opened) => {
  await opened.attack("open-key");
  await opened.finding("kms-policy-public", "", "awaiting-approval");
});
const FORM = "/exemptions?new=1&detection=kms-policy-public&account=111122223333";

it.each([
  ["wide", wide],
  ["narrow", narrow],
] as const)("has a form that is accessible and whole, %s", async (width, viewport) => {
  const { page, visit, show } = await openPage(laptop().url, { viewport });
  await visit(FORM);
  await page.getByRole("dialog").getByText("at most 1 finding").waitFor();
  for (const theme of ["light", "dark"] as const) {
    await show(theme);
    await screenshot(page, `full exemption form ${width} ${theme}`);
    expect(await violations(page), theme).toEqual([]);
  }
});

it("makes an exemption, shows what it lets through, and ends it", async () => {
  const { page, visit, expectTrouble } = await openPage(laptop().url);
  await visit(FORM);
  const form = page.getByRole("dialog");
  const send = form.getByRole("button", { name: "Make exemption" });
  await form.getByLabel("Range").fill("anywhere");
  await send.click();
  await form.getByText("Say why.").waitFor();
  await form.getByLabel("Reason").fill("A load test.");
  expectTrouble(/400/);
  await send.click();
  await form.getByText("is no range in CIDR notation").first().waitFor();
  await form.getByLabel("Range").fill("");
  await send.click();
  await form.waitFor({ state: "hidden" });
  expect(new URL(page.url()).search).toBe("");
  const { id } = await laptop().finding("kms-policy-public", "", "exempt");

  const made = row(page, "A load test.");
  await made.getByRole("link", { name: "1 finding" }).click();
  await row(page, "kms").or(row(page, "key")).first().waitFor();
  expect(new URL(page.url()).searchParams.get("where")).toMatch(/^exemption=exm_/);
  await page.goBack();

  await made.getByRole("button", { name: /^End the exemption/ }).click();
  const ending = page.getByRole("dialog");
  await ending.getByText("The finding that it covers now is looked at again.").waitFor();
  await ending.getByLabel("Reason").fill("The test is over.");
  await ending.getByRole("button", { name: "End exemption" }).click();
  await main(page).getByText("Nothing is exempt").waitFor();
  expect((await laptop().finding("kms-policy-public", "", "awaiting-approval")).id).toBe(id);

  await main(page).getByRole("button", { name: "All", exact: true }).click();
  await row(page, "A load test.").getByText("Ended").waitFor();
  await row(page, "A load test.").getByRole("link", { name: "1 finding" }).waitFor();
});

it("goes by words, which the address has", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/exemptions?show=all");
  await main(page).getByLabel("Filter exemptions").fill("nowhere");
  await main(page).getByText("No exemption matches").waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("nowhere");
  await main(page).getByRole("button", { name: "Clear the filter" }).click();
  await row(page, "A load test.").waitFor();
});

it("lets a viewer look, and make none", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit("/exemptions");
  await becomeLocal(page, "viewer");
  const make = main(page).getByRole("button", { name: "Make an exemption" });
  await make.waitFor();
  expect(await make.getAttribute("aria-disabled")).toBe("true");
});
