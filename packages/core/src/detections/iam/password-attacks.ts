import type { Attack } from "../define.ts";
import { iamStep } from "./principal-attacks.ts";

export const passwordAttacks: Attack[] = [
  {
    name: "weaken-password-policy",
    title: "Passwords of eight characters, of whatever kind",
    steps: [
      iamStep(
        "UpdateAccountPasswordPolicy",
        { MinimumPasswordLength: 8, AllowUsersToChangePassword: true },
        "demand eight characters and nothing else",
      ),
    ],
  },
  {
    name: "delete-password-policy",
    title: "The account's password policy is deleted",
    steps: [
      iamStep(
        "UpdateAccountPasswordPolicy",
        {
          MinimumPasswordLength: 16,
          RequireSymbols: true,
          RequireNumbers: true,
          RequireUppercaseCharacters: true,
          RequireLowercaseCharacters: true,
          AllowUsersToChangePassword: true,
          PasswordReusePrevention: 24,
        },
        "set a good password policy",
      ),
      iamStep("DeleteAccountPasswordPolicy", {}, "delete it"),
    ],
  },
];
