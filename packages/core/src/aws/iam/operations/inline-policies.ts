import * as z from "zod";
import { operation } from "../../operation.ts";
import { groups, OfGroup, OfRole, OfUser, roles, users } from "./inputs.ts";

const named = { PolicyName: z.string() };
const documented = { ...named, PolicyDocument: z.string() };

/** Policies that users, roles and groups have inline. One may deny, so that taking it away can give rights, too. */
export const inlinePolicies = {
  ListUserPolicies: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListUserPolicies", resources: [users] }],
  }),
  ListRolePolicies: operation({
    input: OfRole,
    changes: false,
    grants: [{ action: "iam:ListRolePolicies", resources: [roles] }],
  }),
  ListGroupPolicies: operation({
    input: OfGroup,
    changes: false,
    grants: [{ action: "iam:ListGroupPolicies", resources: [groups] }],
  }),
  GetUserPolicy: operation({
    input: OfUser.extend(named),
    changes: false,
    grants: [{ action: "iam:GetUserPolicy", resources: [users] }],
  }),
  GetRolePolicy: operation({
    input: OfRole.extend(named),
    changes: false,
    grants: [{ action: "iam:GetRolePolicy", resources: [roles] }],
  }),
  GetGroupPolicy: operation({
    input: OfGroup.extend(named),
    changes: false,
    grants: [{ action: "iam:GetGroupPolicy", resources: [groups] }],
  }),
  PutUserPolicy: operation({
    input: OfUser.extend(documented),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:PutUserPolicy", resources: [users] }],
  }),
  PutRolePolicy: operation({
    input: OfRole.extend(documented),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:PutRolePolicy", resources: [roles] }],
  }),
  PutGroupPolicy: operation({
    input: OfGroup.extend(documented),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:PutGroupPolicy", resources: [groups] }],
  }),
  DeleteUserPolicy: operation({
    input: OfUser.extend(named),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:DeleteUserPolicy", resources: [users] }],
  }),
  DeleteRolePolicy: operation({
    input: OfRole.extend(named),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:DeleteRolePolicy", resources: [roles] }],
  }),
  DeleteGroupPolicy: operation({
    input: OfGroup.extend(named),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:DeleteGroupPolicy", resources: [groups] }],
  }),
};
