import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { attachedPolicy } from "./attachments.ts";
import { shownBoundary } from "./boundaries.ts";
import { encodeDocument } from "./document.ts";
import { type HolderKind, holderArn } from "./holders.ts";
import { MaxItems, operation } from "./input.ts";
import { attachments } from "./managed.ts";
import { type Group, groups, managedPolicies, type Role, roles, type User, users } from "./resources.ts";

const Filter = z.array(z.enum(["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]));

function holder(account: Account, kind: HolderKind, row: User | Role | Group): Output {
  const inline = Object.entries(row.policies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodeDocument(document),
  }));
  return {
    Path: row.path ?? "/",
    [`${kind}Name`]: row.id,
    Arn: holderArn(account, kind, row),
    CreateDate: row.createdAt,
    ...(inline.length > 0 && { [kind === "Role" ? "RolePolicyList" : `${kind}PolicyList`]: inline }),
    AttachedManagedPolicies: (row.attached ?? []).map(attachedPolicy),
  };
}

/** Everything that policies are of, in one answer. AWS's own policies are not in it. */
export const authorizationDetails: Operation = operation({
  name: "GetAccountAuthorizationDetails",
  readOnly: true,
  input: z.strictObject({ Filter: Filter.optional(), MaxItems }),
  run(account, input) {
    const wanted = (kind: z.output<typeof Filter>[number]) => input.Filter?.includes(kind) ?? true;
    return {
      UserDetailList: wanted("User")
        ? account
            .table(users)
            .rows()
            .map((user) => ({
              ...holder(account, "User", user),
              UserId: user.userId,
              GroupList: user.groups,
              PermissionsBoundary: shownBoundary(user.boundary),
              Tags: user.tags ?? [],
            }))
        : [],
      GroupDetailList: wanted("Group")
        ? account
            .table(groups)
            .rows()
            .map((group) => ({ ...holder(account, "Group", group), GroupId: group.groupId }))
        : [],
      RoleDetailList: wanted("Role")
        ? account
            .table(roles)
            .rows()
            .map((role) => ({
              ...holder(account, "Role", role),
              RoleId: role.roleId,
              AssumeRolePolicyDocument: encodeDocument(role.trust),
              InstanceProfileList: [],
              PermissionsBoundary: shownBoundary(role.boundary),
              Tags: role.tags ?? [],
            }))
        : [],
      Policies: wanted("LocalManagedPolicy")
        ? account
            .table(managedPolicies)
            .rows()
            .map((policy) => ({
              PolicyName: policy.name,
              PolicyId: policy.policyId,
              Arn: policy.id,
              Path: policy.path,
              DefaultVersionId: policy.defaultVersion,
              AttachmentCount: attachments(account, policy.id),
              IsAttachable: true,
              CreateDate: policy.createdAt,
              UpdateDate: policy.createdAt,
              PolicyVersionList: policy.versions.toReversed().map(({ id, document, createdAt }) => ({
                Document: encodeDocument(document),
                VersionId: id,
                IsDefaultVersion: id === policy.defaultVersion,
                CreateDate: createdAt,
              })),
            }))
        : [],
      IsTruncated: false,
    };
  },
});
