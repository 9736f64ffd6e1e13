import * as z from "zod";
import { operation } from "../../operation.ts";

/** What is left out goes back to AWS's default: a change is the whole policy, always. */
export const PasswordPolicyInput = z.object({
  MinimumPasswordLength: z.int().optional(),
  RequireSymbols: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireUppercaseCharacters: z.boolean().optional(),
  RequireLowercaseCharacters: z.boolean().optional(),
  AllowUsersToChangePassword: z.boolean().optional(),
  MaxPasswordAge: z.int().optional(),
  PasswordReusePrevention: z.int().optional(),
  HardExpiry: z.boolean().optional(),
});

/** The account's password policy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const passwordPolicy = {
  GetAccountPasswordPolicy: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "iam:GetAccountPasswordPolicy", resources: ["*"] }],
  }),
  UpdateAccountPasswordPolicy: operation({
    input: PasswordPolicyInput,
    changes: true,
    grants: [{ action: "iam:UpdateAccountPasswordPolicy", resources: ["*"] }],
  }),
  DeleteAccountPasswordPolicy: operation({
    input: z.object({}),
    changes: true,
    grants: [{ action: "iam:DeleteAccountPasswordPolicy", resources: ["*"] }],
  }),
};
