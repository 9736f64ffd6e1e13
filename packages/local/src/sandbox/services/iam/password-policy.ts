import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { flag, operation } from "./input.ts";
import { noSuchEntity } from "./refusal.ts";
import { passwordPolicies } from "./resources.ts";

const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most).optional();

/** What is left out has AWS's default: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const defaults = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
};

/** The account's password policy. */
export const passwordPolicy: readonly Operation[] = [
  operation({
    name: "GetAccountPasswordPolicy",
    readOnly: true,
    input: z.strictObject({}),
    run(account) {
      const row = account.table(passwordPolicies).get("account");
      if (!row) throw none(account.id);
      return { PasswordPolicy: { ...row.settings, ExpirePasswords: "MaxPasswordAge" in row.settings } };
    },
  }),
  operation({
    name: "UpdateAccountPasswordPolicy",
    input: z.strictObject({
      MinimumPasswordLength: number(6, 128),
      RequireSymbols: flag.optional(),
      RequireNumbers: flag.optional(),
      RequireUppercaseCharacters: flag.optional(),
      RequireLowercaseCharacters: flag.optional(),
      AllowUsersToChangePassword: flag.optional(),
      MaxPasswordAge: number(1, 1095),
      PasswordReusePrevention: number(1, 24),
      HardExpiry: flag.optional(),
    }),
    run(account, input) {
      const given = Object.entries(input).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      const settings = { ...defaults, ...Object.fromEntries(given) };
      account.table(passwordPolicies).put({ id: "account", settings });
      return {};
    },
  }),
  operation({
    name: "DeleteAccountPasswordPolicy",
    input: z.strictObject({}),
    run(account) {
      if (!account.table(passwordPolicies).get("account")) throw none(account.id);
      account.table(passwordPolicies).delete("account");
      return {};
    },
  }),
];

const none = (account: string) =>
  noSuchEntity(`The Password Policy with domain name ${account} cannot be found.`);
