import * as z from "zod";
import { operation } from "../../operation.ts";
import { OfUser, users } from "./inputs.ts";

/** What people and programs sign in with: passwords, access keys, MFA devices. */
export const credentials = {
  /** What there is in the account, in numbers: the root user's credentials, too. */
  GetAccountSummary: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "iam:GetAccountSummary", resources: ["*"] }],
  }),
  ListUsers: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "iam:ListUsers", resources: ["*"] }],
  }),
  ListAccessKeys: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListAccessKeys", resources: [users] }],
  }),
  UpdateAccessKey: operation({
    input: OfUser.extend({ AccessKeyId: z.string(), Status: z.enum(["Active", "Inactive"]) }),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:UpdateAccessKey", resources: [users] }],
  }),
  GetLoginProfile: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:GetLoginProfile", resources: [users] }],
  }),
  DeleteLoginProfile: operation({
    input: OfUser,
    changes: true,
    grants: [{ action: "iam:DeleteLoginProfile", resources: [users] }],
  }),
  ListMFADevices: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListMFADevices", resources: [users] }],
  }),
};
