import * as z from "zod";
import { operation } from "../../operation.ts";
import { groups, OfGroup, OfRole, OfUser, roles, users } from "./inputs.ts";

const managed = { PolicyArn: z.string() };

/** Managed policies attached to users, roles and groups. Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const attachments = {
  ListAttachedUserPolicies: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListAttachedUserPolicies", resources: [users] }],
  }),
  ListAttachedRolePolicies: operation({
    input: OfRole,
    changes: false,
    grants: [{ action: "iam:ListAttachedRolePolicies", resources: [roles] }],
  }),
  ListAttachedGroupPolicies: operation({
    input: OfGroup,
    changes: false,
    grants: [{ action: "iam:ListAttachedGroupPolicies", resources: [groups] }],
  }),
  AttachUserPolicy: operation({
    input: OfUser.extend(managed),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:AttachUserPolicy", resources: [users] }],
  }),
  AttachRolePolicy: operation({
    input: OfRole.extend(managed),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:AttachRolePolicy", resources: [roles] }],
  }),
  AttachGroupPolicy: operation({
    input: OfGroup.extend(managed),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:AttachGroupPolicy", resources: [groups] }],
  }),
  DetachUserPolicy: operation({
    input: OfUser.extend(managed),
    changes: true,
    grants: [{ action: "iam:DetachUserPolicy", resources: [users] }],
  }),
  DetachRolePolicy: operation({
    input: OfRole.extend(managed),
    changes: true,
    grants: [{ action: "iam:DetachRolePolicy", resources: [roles] }],
  }),
  DetachGroupPolicy: operation({
    input: OfGroup.extend(managed),
    changes: true,
    grants: [{ action: "iam:DetachGroupPolicy", resources: [groups] }],
  }),
};
