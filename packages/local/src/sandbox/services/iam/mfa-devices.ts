import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { ownerOf } from "./access-keys.ts";
import { findUser } from "./holders.ts";
import { MaxItems, operation, Path, UserName } from "./input.ts";
import { alreadyExists, noSuchEntity } from "./refusal.ts";
import { mfaDevices as kind, type MfaDevice } from "./resources.ts";

const SerialNumber = z.string().regex(/^[\w+=/:,.@-]{9,256}$/, "is no serial number");
const Code = z.string().regex(/^\d{6}$/, "is no code");
const VirtualMFADeviceName = z.string().regex(/^[\w+=,.@-]+$/, "is no device's name");

function findDevice(account: Account, serial: string): MfaDevice {
  const device = account.table(kind).get(serial);
  if (device) return device;
  throw noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`);
}

export function devicesOf(account: Account, user: string | undefined): MfaDevice[] {
  return account
    .table(kind)
    .rows()
    .filter((device) => device.enabledAt !== undefined && device.user === user);
}

/** Virtual MFA devices. The sandbox has nobody sign in, so that any codes will do, and a device's seed is none. */
export const mfaDevices: readonly Operation[] = [
  operation({
    name: "CreateVirtualMFADevice",
    input: z.strictObject({ VirtualMFADeviceName, Path: Path.optional() }),
    recordedOutput: ({ VirtualMFADevice }) => ({ VirtualMFADevice }),
    run(account, { VirtualMFADeviceName: name, Path: path = "/" }) {
      const id = `arn:aws:iam::${account.id}:mfa${path}${name}`;
      if (account.table(kind).get(id))
        throw alreadyExists("MFADevice entity at the same path and name already exists.");
      account.table(kind).put({ id });
      return { VirtualMFADevice: { SerialNumber: id } };
    },
  }),
  operation({
    name: "EnableMFADevice",
    input: z.strictObject({
      UserName,
      SerialNumber,
      AuthenticationCode1: Code,
      AuthenticationCode2: Code,
    }),
    recordedInput: ({ AuthenticationCode1: _, AuthenticationCode2: __, ...input }) => input,
    run(account, input, { time }) {
      const user = findUser(account, input.UserName);
      const device = findDevice(account, input.SerialNumber);
      if (device.enabledAt !== undefined)
        throw alreadyExists(`MFA Device already exists with serial number ${device.id}.`);
      account.table(kind).put({ ...device, user: user.id, enabledAt: time.toISOString() });
      return {};
    },
  }),
  operation({
    name: "DeactivateMFADevice",
    input: z.strictObject({ UserName: UserName.optional(), SerialNumber }),
    run(account, input, call) {
      const owner = ownerOf(account, input.UserName, call);
      const device = devicesOf(account, owner).find(({ id }) => id === input.SerialNumber);
      if (!device) throw noSuchEntity(`MFA Device invalid for user.`);
      account.table(kind).put({ id: device.id });
      return {};
    },
  }),
  operation({
    name: "DeleteVirtualMFADevice",
    input: z.strictObject({ SerialNumber }),
    run(account, input) {
      const device = findDevice(account, input.SerialNumber);
      if (device.enabledAt !== undefined)
        throw new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.", 409);
      account.table(kind).delete(device.id);
      return {};
    },
  }),
  operation({
    name: "ListMFADevices",
    readOnly: true,
    input: z.strictObject({ UserName: UserName.optional(), MaxItems }),
    run(account, input, call) {
      const owner = ownerOf(account, input.UserName, call);
      return {
        MFADevices: devicesOf(account, owner).map(({ id, user, enabledAt }) => ({
          UserName: user,
          SerialNumber: id,
          EnableDate: enabledAt,
        })),
        IsTruncated: false,
      };
    },
  }),
];
