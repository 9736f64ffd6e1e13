import * as z from "zod";
import { operation } from "../../operation.ts";
import { groups, OfGroup, OfRole, OfUser, roles, users } from "./inputs.ts";

const bounded = { PermissionsBoundary: z.string() };
const Membership = OfGroup.extend({ UserName: z.string() });

/** Users, groups and roles: what they are, who is in which, whom a role trusts, and what bounds them. */
export const principals = {
  /** Everything in IAM that policies are of, with the policies' documents. */
  GetAccountAuthorizationDetails: operation({
    input: z.object({ Filter: z.array(z.enum(["User", "Role", "Group", "LocalManagedPolicy"])).min(1) }),
    changes: false,
    grants: [{ action: "iam:GetAccountAuthorizationDetails", resources: ["*"] }],
  }),
  GetUser: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:GetUser", resources: [users] }],
  }),
  GetRole: operation({
    input: OfRole,
    changes: false,
    grants: [{ action: "iam:GetRole", resources: [roles] }],
  }),
  ListUserTags: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListUserTags", resources: [users] }],
  }),
  ListRoleTags: operation({
    input: OfRole,
    changes: false,
    grants: [{ action: "iam:ListRoleTags", resources: [roles] }],
  }),
  ListGroupsForUser: operation({
    input: OfUser,
    changes: false,
    grants: [{ action: "iam:ListGroupsForUser", resources: [users] }],
  }),
  AddUserToGroup: operation({
    input: Membership,
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:AddUserToGroup", resources: [groups] }],
  }),
  RemoveUserFromGroup: operation({
    input: Membership,
    changes: true,
    grants: [{ action: "iam:RemoveUserFromGroup", resources: [groups] }],
  }),
  UpdateAssumeRolePolicy: operation({
    input: OfRole.extend({ PolicyDocument: z.string() }),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:UpdateAssumeRolePolicy", resources: [roles] }],
  }),
  PutUserPermissionsBoundary: operation({
    input: OfUser.extend(bounded),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:PutUserPermissionsBoundary", resources: [users] }],
  }),
  PutRolePermissionsBoundary: operation({
    input: OfRole.extend(bounded),
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:PutRolePermissionsBoundary", resources: [roles] }],
  }),
  DeleteUserPermissionsBoundary: operation({
    input: OfUser,
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:DeleteUserPermissionsBoundary", resources: [users] }],
  }),
  DeleteRolePermissionsBoundary: operation({
    input: OfRole,
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:DeleteRolePermissionsBoundary", resources: [roles] }],
  }),
};
