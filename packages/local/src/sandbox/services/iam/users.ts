import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { keysOf } from "./access-keys.ts";
import { shownBoundary } from "./boundaries.ts";
import { checkNew, findUser, holderArn } from "./holders.ts";
import { MaxItems, newId, operation, Path, PolicyArn, recordedTimes, Tags, UserName } from "./input.ts";
import { checkAttachable } from "./managed.ts";
import { devicesOf } from "./mfa-devices.ts";
import { users as kind, type User } from "./resources.ts";

/** A user as answers show it. */
export function shownUser(account: Account, user: User): Output {
  return {
    Path: user.path ?? "/",
    UserName: user.id,
    UserId: user.userId,
    Arn: holderArn(account, "User", user),
    CreateDate: user.createdAt,
  };
}

const withMore = (account: Account, user: User): Output => ({
  ...shownUser(account, user),
  PermissionsBoundary: shownBoundary(user.boundary),
  Tags: user.tags?.length ? user.tags : undefined,
});

/** IAM users. */
export const users: readonly Operation[] = [
  operation({
    name: "CreateUser",
    input: z.strictObject({
      UserName,
      Path: Path.optional(),
      PermissionsBoundary: PolicyArn.optional(),
      Tags: Tags.optional(),
    }),
    recordedOutput: recordedTimes,
    run(account, input, { time }) {
      const { UserName: id, Path: path, PermissionsBoundary: boundary, Tags: tags } = input;
      checkNew(account.table(kind).get(id), "User");
      if (boundary !== undefined) checkAttachable(account, boundary);
      const user = {
        id,
        userId: newId("AIDA"),
        path,
        boundary,
        tags,
        groups: [],
        policies: {},
        createdAt: time.toISOString(),
      };
      account.table(kind).put(user);
      return { User: withMore(account, user) };
    },
  }),
  operation({
    name: "GetUser",
    readOnly: true,
    input: z.strictObject({ UserName }),
    run: (account, input) => ({ User: withMore(account, findUser(account, input.UserName)) }),
  }),
  operation({
    name: "ListUsers",
    readOnly: true,
    input: z.strictObject({ MaxItems }),
    run: (account) => ({
      Users: account
        .table(kind)
        .rows()
        .map((user) => shownUser(account, user)),
      IsTruncated: false,
    }),
  }),
  operation({
    name: "ListUserTags",
    readOnly: true,
    input: z.strictObject({ UserName, MaxItems }),
    run: (account, input) => ({ Tags: findUser(account, input.UserName).tags ?? [], IsTruncated: false }),
  }),
  operation({
    name: "DeleteUser",
    input: z.strictObject({ UserName }),
    run(account, input) {
      const user = findUser(account, input.UserName);
      const policies = Object.keys(user.policies).length + (user.attached?.length ?? 0) + user.groups.length;
      const inTheWay = [
        policies > 0 && "detach all policies",
        user.password !== undefined && "delete login profile",
        keysOf(account, user.id).length > 0 && "delete access keys",
        devicesOf(account, user.id).length > 0 && "delete MFA device",
      ].find((what) => what !== false);
      if (inTheWay !== undefined) {
        throw new AwsError("DeleteConflict", `Cannot delete entity, must ${inTheWay} first.`, 409);
      }
      account.table(kind).delete(user.id);
      return {};
    },
  }),
];
