import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { keysOf } from "./access-keys.ts";
import { operation } from "./input.ts";
import { devicesOf } from "./mfa-devices.ts";
import { groups, managedPolicies, mfaDevices, roles, users } from "./resources.ts";

/** What there is in the account, in numbers, and without the quotas, which the sandbox mostly doesn't have. */
export const accountSummary: Operation = operation({
  name: "GetAccountSummary",
  readOnly: true,
  input: z.strictObject({}),
  run(account) {
    const devices = account.table(mfaDevices).rows();
    const numbers = {
      Users: account.table(users).rows().length,
      Groups: account.table(groups).rows().length,
      Roles: account.table(roles).rows().length,
      Policies: account.table(managedPolicies).rows().length,
      MFADevices: devices.length,
      MFADevicesInUse: devices.filter(({ enabledAt }) => enabledAt !== undefined).length,
      AccountAccessKeysPresent: keysOf(account, undefined).length > 0 ? 1 : 0,
      AccountMFAEnabled: devicesOf(account, undefined).length > 0 ? 1 : 0,
      AccountPasswordPresent: 1,
      AccountSigningCertificatesPresent: 0,
    };
    return { SummaryMap: Object.entries(numbers).map(([key, value]) => ({ key, value })) };
  },
});
