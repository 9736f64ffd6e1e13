import type { GroupDetail, PolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import type { Clients } from "../../aws/account.ts";
import type { Resource } from "../../finding/schema.ts";
import type { Place } from "../define.ts";
import { type Principal, principalResource } from "./principal.ts";

/** A user, role or group with the policies that it has, as a sweep sees it. Documents are URL-encoded. */
export interface Holder {
  principal: Principal;
  resource: Resource;
  /** ARNs of the managed policies that are attached to it. */
  attached: string[];
  inline: { name: string; document: string }[];
  /** Names of a user's groups. */
  groups: string[];
  /** The ARN of the policy that bounds it. */
  boundary: string | undefined;
  /** Whom a role trusts. */
  trust: string | undefined;
}

/** A customer managed policy, with the version that counts. */
export interface ManagedPolicy {
  arn: string;
  name: string;
  defaultVersion: string;
  document: string;
}

type Filter = "User" | "Role" | "Group" | "LocalManagedPolicy";

/** What has policies in the account, and the policies: one call, whatever there is. */
export async function authorizations(
  iam: Clients["iam"],
  place: Place,
  filter: readonly Filter[],
): Promise<{ holders: Holder[]; policies: ManagedPolicy[] }> {
  const { users, roles, groups, policies } = await iam.GetAccountAuthorizationDetails({
    Filter: [...filter],
  });
  const holder = holderIn(place);
  return {
    holders: [
      ...users.flatMap((user) => holder("user", user.UserName, user, user.UserPolicyList)),
      ...roles.flatMap((role) => holder("role", role.RoleName, role, role.RolePolicyList)),
      ...groups.flatMap((group) => holder("group", group.GroupName, group, group.GroupPolicyList)),
    ],
    policies: policies.flatMap(({ Arn, PolicyName = "", DefaultVersionId, PolicyVersionList = [] }) => {
      const version = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
      return Arn === undefined || DefaultVersionId === undefined
        ? []
        : [
            {
              arn: Arn,
              name: PolicyName,
              defaultVersion: DefaultVersionId,
              document: version?.Document ?? "",
            },
          ];
    }),
  };
}

function holderIn(place: Place) {
  return (
    kind: Principal["kind"],
    name: string | undefined,
    detail: UserDetail | RoleDetail | GroupDetail,
    inline: PolicyDetail[] = [],
  ): Holder[] => {
    if (name === undefined) return [];
    const principal = { kind, name };
    const bounded = "PermissionsBoundary" in detail ? detail.PermissionsBoundary : undefined;
    return [
      {
        principal,
        resource: principalResource(principal, place),
        attached: (detail.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
        inline: inline.map(({ PolicyName = "", PolicyDocument = "" }) => ({
          name: PolicyName,
          document: PolicyDocument,
        })),
        groups: "GroupList" in detail ? (detail.GroupList ?? []) : [],
        boundary: bounded?.PermissionsBoundaryArn,
        trust: "AssumeRolePolicyDocument" in detail ? detail.AssumeRolePolicyDocument : undefined,
      },
    ];
  };
}
