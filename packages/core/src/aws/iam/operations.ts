import { attachments } from "./operations/attachments.ts";
import { credentials } from "./operations/credentials.ts";
import { federation } from "./operations/federation.ts";
import { inlinePolicies } from "./operations/inline-policies.ts";
import { managedPolicies } from "./operations/managed-policies.ts";
import { passwordPolicy } from "./operations/password-policy.ts";
import { principals } from "./operations/principals.ts";

/** The IAM operations that Snapback uses. */
export const operations = {
  ...attachments,
  ...credentials,
  ...federation,
  ...inlinePolicies,
  ...managedPolicies,
  ...passwordPolicy,
  ...principals,
};
