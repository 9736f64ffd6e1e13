import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { shownBoundary } from "./boundaries.ts";
import { checkTrustPolicy, encodeDocument } from "./document.ts";
import { checkNew, findRole, holderArn } from "./holders.ts";
import { MaxItems, newId, operation, Path, PolicyArn, RoleName, recordedTimes, Tags } from "./input.ts";
import { checkAttachable } from "./managed.ts";
import { roles as kind, type Role } from "./resources.ts";

/** A role as answers show it. */
export function shownRole(account: Account, role: Role): Output {
  return {
    Path: role.path ?? "/",
    RoleName: role.id,
    RoleId: role.roleId,
    Arn: holderArn(account, "Role", role),
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    Description: role.description,
    MaxSessionDuration: 3600,
    PermissionsBoundary: shownBoundary(role.boundary),
    Tags: role.tags?.length ? role.tags : undefined,
  };
}

/** IAM roles, and whom they trust. */
export const roles: readonly Operation[] = [
  operation({
    name: "CreateRole",
    input: z.strictObject({
      RoleName,
      AssumeRolePolicyDocument: z.string(),
      Path: Path.optional(),
      Description: z.string().optional(),
      PermissionsBoundary: PolicyArn.optional(),
      Tags: Tags.optional(),
    }),
    recordedOutput: recordedTimes,
    run(account, input, { time }) {
      const { RoleName: id, AssumeRolePolicyDocument: trust, PermissionsBoundary: boundary } = input;
      checkNew(account.table(kind).get(id), "Role");
      checkTrustPolicy(trust);
      if (boundary !== undefined) checkAttachable(account, boundary);
      const role = {
        id,
        roleId: newId("AROA"),
        trust,
        path: input.Path,
        description: input.Description,
        boundary,
        tags: input.Tags,
        policies: {},
        createdAt: time.toISOString(),
      };
      account.table(kind).put(role);
      return { Role: shownRole(account, role) };
    },
  }),
  operation({
    name: "GetRole",
    readOnly: true,
    input: z.strictObject({ RoleName }),
    run: (account, input) => ({ Role: shownRole(account, findRole(account, input.RoleName)) }),
  }),
  operation({
    name: "ListRoleTags",
    readOnly: true,
    input: z.strictObject({ RoleName, MaxItems }),
    run: (account, input) => ({ Tags: findRole(account, input.RoleName).tags ?? [], IsTruncated: false }),
  }),
  operation({
    name: "UpdateAssumeRolePolicy",
    input: z.strictObject({ RoleName, PolicyDocument: z.string() }),
    run(account, input) {
      const role = findRole(account, input.RoleName);
      checkTrustPolicy(input.PolicyDocument);
      account.table(kind).put({ ...role, trust: input.PolicyDocument });
      return {};
    },
  }),
  operation({
    name: "DeleteRole",
    input: z.strictObject({ RoleName }),
    run(account, input) {
      const role = findRole(account, input.RoleName);
      if (Object.keys(role.policies).length + (role.attached?.length ?? 0) > 0) {
        throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
      }
      account.table(kind).delete(role.id);
      return {};
    },
  }),
];
