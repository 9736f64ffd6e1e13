import type { Role } from "@snapback/core/person/person";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  CONSOLE,
  EMAIL,
  settings,
  type TestCognito,
  testCognito,
} from "../../src/features/session/test-cognito.ts";
import { violations } from "./browser/axe.ts";
import { openPage } from "./browser/page.ts";
import { row } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";
import { signInAt } from "./signed-in.ts";

const laptop = laptopOfFile(async (opened) => {
  await opened.attack("open-ssh");
  await opened.settled();
});
let cognito: TestCognito;
beforeAll(async () => {
  cognito = await testCognito();
});
afterAll(() => cognito.close());

async function openSignedIn(path: string, role: () => Role | undefined) {
  const opened = await openPage(CONSOLE, { origins: [settings.domain] });
  const { page } = opened;
  await signInAt(page, laptop(), cognito, role);
  await page.goto(path);
  await page.getByRole("link", { name: "Sign in" }).click();
  return opened;
}

it("signs in, says when the session has ended, and goes on where it was after signing in again", async () => {
  const { page, expectTrouble } = await openSignedIn("/findings", () => "responder");
  await row(page, "TCP port 22").waitFor();
  expect(page.url()).toBe(`${CONSOLE}/findings`);
  await page.getByRole("button", { name: EMAIL }).waitFor();
  expectTrouble(/^answer 40[01]: /, /^console error: .*40[01]/);
  cognito.expireAll();
  await page.getByText("Your session has expired").waitFor();
  await row(page, "TCP port 22").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await row(page, "TCP port 22").waitFor();
  expect(page.url()).toBe(`${CONSOLE}/findings`);
});

it("tells somebody who is in no group what to ask for, and goes on when they are", async () => {
  let role: Role | undefined;
  const { page, expectTrouble } = await openSignedIn("/findings", () => role);
  expectTrouble(/^answer 403: /, /^console error: .*403/);
  await page.getByText("You are signed in, but in none of Snapback's groups").waitFor();
  expect(await violations(page)).toEqual([]);
  role = "viewer";
  await page.getByRole("button", { name: "Try again" }).click();
  await row(page, "TCP port 22").waitFor();
});
