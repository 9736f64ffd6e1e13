import { afterAll, beforeAll, expect, it } from "vitest";
import { type Ec2Account, openEc2Account } from "../../../test/ec2-account.ts";
import detection from "./ec2-ebs-default-encryption-off.ts";

let account: Ec2Account;
beforeAll(async () => {
  account = await openEc2Account();
});
afterAll(() => account.close());

const newVolume = async () =>
  (await account.ec2.createVolume({ AvailabilityZone: "us-east-1a", Size: 1 })).Encrypted;

it("new volumes are encrypted again after the response, and no more after its undo", async () => {
  await account.ec2.disableEbsEncryptionByDefault({});
  expect(await newVolume()).toBe(false);
  await account.ec2.disableEbsEncryptionByDefault({});
  const [found] = await account.found(detection, account.latest());
  if (!found) throw new Error("it is found");
  const { plan, state } = await account.inspect(detection, found);
  expect(state).toEqual({ encryptionByDefault: false });
  await account.run(plan?.steps);
  expect(await newVolume()).toBe(true);
  await account.run(plan?.undo, "undo");
  expect(await newVolume()).toBe(false);
});
