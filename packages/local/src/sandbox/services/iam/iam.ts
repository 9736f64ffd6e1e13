import { operationTable, type Service } from "../../operation.ts";
import { awsQuery } from "../../protocols/aws-query.ts";
import { accessKeys } from "./access-keys.ts";
import { accountSummary } from "./account-summary.ts";
import { attachments } from "./attachments.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { boundaries } from "./boundaries.ts";
import { federation } from "./federation.ts";
import { groups } from "./groups.ts";
import { inlinePolicies } from "./inline-policies.ts";
import { loginProfiles } from "./login-profiles.ts";
import { managedPolicies } from "./managed-policies.ts";
import { mfaDevices } from "./mfa-devices.ts";
import { passwordPolicy } from "./password-policy.ts";
import { roles } from "./roles.ts";
import { users } from "./users.ts";

/**
 * AWS IAM: users, groups, roles, their policies, and identity providers. The sandbox enforces none of it: every call may do
 * everything, whoever makes it. A denial is had from a fault (`/_sandbox/faults`).
 */
export const iam: Service = {
  name: "iam",
  eventSource: "iam.amazonaws.com",
  protocol: awsQuery("https://iam.amazonaws.com/doc/2010-05-08/", ["SummaryMap"]),
  global: true,
  operations: operationTable([
    ...users,
    ...groups,
    ...roles,
    ...inlinePolicies,
    ...attachments,
    ...managedPolicies,
    ...boundaries,
    ...passwordPolicy,
    ...federation,
    ...accessKeys,
    ...loginProfiles,
    ...mfaDevices,
    accountSummary,
    authorizationDetails,
  ]),
};
