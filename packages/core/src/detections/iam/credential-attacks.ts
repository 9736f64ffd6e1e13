import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";
import { iamStep, makeUser } from "./principal-attacks.ts";

/** Nobody's, and known to everybody who reads this. */
const PASSWORD = "Not-A-Secret-1!";

/** Users with a password that everybody knows: in an emulator. */
export const makeUserWithPassword = (UserName: string): Step[] => [
  makeUser(UserName),
  iamStep("CreateLoginProfile", { UserName, Password: PASSWORD }, `give ${UserName} a console password`),
];

export const loginProfileAttacks: Attack[] = [
  {
    name: "password-for-another-user",
    title: "A user who had none is given a console password",
    steps: makeUserWithPassword("attacked-login"),
  },
  {
    name: "password-of-another-user-set",
    title: "Another user's console password is set",
    steps: [
      ...makeUserWithPassword("attacked-login"),
      iamStep(
        "UpdateLoginProfile",
        { UserName: "attacked-login", Password: `${PASSWORD}!`, PasswordResetRequired: true },
        "set their password anew",
      ),
    ],
  },
];

const serialNumber = { $from: { step: 2, path: ["VirtualMFADevice", "SerialNumber"] } };

/** The codes are made up, and no emulator looks at them. */
const userWithMfa = (UserName: string): Step[] => [
  ...makeUserWithPassword(UserName),
  iamStep("CreateVirtualMFADevice", { VirtualMFADeviceName: UserName }, "make an MFA device"),
  iamStep(
    "EnableMFADevice",
    {
      UserName,
      SerialNumber: serialNumber,
      AuthenticationCode1: "123456",
      AuthenticationCode2: "654321",
    },
    `register it for ${UserName}`,
  ),
];

export const mfaAttacks: Attack[] = [
  {
    name: "mfa-device-deactivated",
    title: "A user's only MFA device is taken from them",
    steps: [
      ...userWithMfa("attacked-mfa"),
      iamStep(
        "DeactivateMFADevice",
        { UserName: "attacked-mfa", SerialNumber: serialNumber },
        "deactivate the device",
      ),
    ],
  },
  {
    name: "mfa-device-deleted",
    title: "A user's only MFA device is taken from them, and deleted",
    steps: [
      ...userWithMfa("attacked-mfa"),
      iamStep(
        "DeactivateMFADevice",
        { UserName: "attacked-mfa", SerialNumber: serialNumber },
        "deactivate the device",
      ),
      iamStep("DeleteVirtualMFADevice", { SerialNumber: serialNumber }, "delete it"),
    ],
  },
];
