import { expect, it } from "vitest";
import * as z from "zod";
import { openPage } from "./browser/page.ts";
import { becomeLocal, main } from "./console.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile();

const Settings = z.object({
  modes: z.record(z.string(), z.object({ mode: z.string(), accounts: z.record(z.string(), z.string()) })),
  parameters: z.record(
    z.string(),
    z.object({ values: z.looseObject({ tcpPorts: z.array(z.int()).optional() }) }),
  ),
});
const ID = "ec2-sg-ingress-world";
const settings = async () => Settings.parse(await laptop().ask("GET", "/settings"));

it("changes a mode, and what the detection finds from then on waits", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit(`/detections/${ID}`);
  await main(page).getByRole("button", { name: "Change the mode of all other accounts" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Approve", exact: true }).check();
  await dialog.getByRole("button", { name: "Change the mode" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect((await settings()).modes[ID]).toEqual({ mode: "approve", accounts: {} });
  await laptop().attack("open-ssh");
  await laptop().finding(ID, "TCP port 22", "awaiting-approval");
});

it("has somebody agree before a detection acts by itself", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit(`/detections/${ID}`);
  await main(page).getByRole("button", { name: "Change the mode of all other accounts" }).click();
  const dialog = page.getByRole("dialog");
  const change = dialog.getByRole("button", { name: "Change the mode" });
  await dialog.getByRole("radio", { name: "Auto", exact: true }).check();
  expect(await change.isDisabled()).toBe(true);
  await dialog.getByRole("checkbox", { name: "It may" }).check();
  await change.click();
  await dialog.waitFor({ state: "hidden" });
  expect((await settings()).modes[ID]?.mode).toBe("auto");
});

it("changes a parameter, says what is wrong with one, and takes it back to what was deployed", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit(`/detections/${ID}`);
  const ports = main(page).getByRole("textbox", { name: "Tcp ports" });
  const save = main(page).getByRole("button", { name: "Save the parameters" });
  await ports.fill("80, ssh");
  expect(await save.isDisabled()).toBe(true);
  await ports.fill("80\n443\n22");
  await save.click();
  await main(page).getByText("Changed here: version 1.").waitFor();
  expect((await settings()).parameters[ID]?.values.tcpPorts).toEqual([80, 443, 22]);
  await main(page).getByRole("button", { name: "As deployed" }).click();
  await main(page).getByRole("button", { name: "Take back what was chosen" }).click();
  await main(page).getByText("As deployed.").waitFor();
  expect((await settings()).parameters[ID]?.values.tcpPorts).toEqual([80, 443]);
});

it("shows a viewer what holds, and lets them change none of it", async () => {
  const { page, visit } = await openPage(laptop().url);
  await visit(`/detections/${ID}`);
  await becomeLocal(page, "viewer");
  const change = main(page).getByRole("button", { name: "Change the mode of all other accounts" });
  await change.waitFor();
  expect(await change.getAttribute("aria-disabled")).toBe("true");
  expect(
    await main(page).getByRole("textbox", { name: "Tcp ports" }).getAttribute("readonly"),
  ).not.toBeNull();
});
