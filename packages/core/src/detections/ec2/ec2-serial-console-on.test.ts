import { afterAll, beforeAll, expect, it } from "vitest";
import { type Ec2Account, openEc2Account } from "../../../test/ec2-account.ts";
import detection from "./ec2-serial-console-on.ts";

let account: Ec2Account;
beforeAll(async () => {
  account = await openEc2Account();
});
afterAll(() => account.close());

it("a serial console that was switched on is off after the response, and on after its undo", async () => {
  const isOn = async () => (await account.ec2.getSerialConsoleAccessStatus({})).SerialConsoleAccessEnabled;
  await account.ec2.enableSerialConsoleAccess({});
  const [found] = await account.found(detection, account.latest());
  expect(found).toMatchObject({ fingerprint: "on", severity: "medium" });
  if (!found) throw new Error("it is found");
  const { plan, state } = await account.inspect(detection, found);
  expect(state).toEqual({ serialConsoleAccess: true });
  await account.run(plan?.steps);
  expect(await isOn()).toBe(false);
  expect(await account.inspect(detection, found)).toEqual({ state: { serialConsoleAccess: false } });
  await account.run(plan?.undo, "undo");
  expect(await isOn()).toBe(true);
});
