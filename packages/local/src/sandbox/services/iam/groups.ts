import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { checkNew, findGroup, findUser, holderArn } from "./holders.ts";
import { GroupName, MaxItems, newId, operation, Path, recordedTimes, UserName } from "./input.ts";
import { noSuchEntity } from "./refusal.ts";
import { type Group, groups as kind, users } from "./resources.ts";
import { shownUser } from "./users.ts";

function shownGroup(account: Account, group: Group): Output {
  return {
    Path: group.path ?? "/",
    GroupName: group.id,
    GroupId: group.groupId,
    Arn: holderArn(account, "Group", group),
    CreateDate: group.createdAt,
  };
}

const Membership = z.strictObject({ GroupName, UserName });

/** IAM groups, and who is in them. */
export const groups: readonly Operation[] = [
  operation({
    name: "CreateGroup",
    input: z.strictObject({ GroupName, Path: Path.optional() }),
    recordedOutput: recordedTimes,
    run(account, { GroupName: id, Path: path }, { time }) {
      checkNew(account.table(kind).get(id), "Group");
      const group = { id, groupId: newId("AGPA"), path, policies: {}, createdAt: time.toISOString() };
      account.table(kind).put(group);
      return { Group: shownGroup(account, group) };
    },
  }),
  operation({
    name: "GetGroup",
    readOnly: true,
    input: z.strictObject({ GroupName, MaxItems }),
    run(account, input) {
      const group = findGroup(account, input.GroupName);
      const inIt = account
        .table(users)
        .rows()
        .filter((user) => user.groups.includes(group.id));
      return {
        Group: shownGroup(account, group),
        Users: inIt.map((user) => shownUser(account, user)),
        IsTruncated: false,
      };
    },
  }),
  operation({
    name: "ListGroupsForUser",
    readOnly: true,
    input: z.strictObject({ UserName, MaxItems }),
    run: (account, input) => ({
      Groups: findUser(account, input.UserName).groups.map((name) =>
        shownGroup(account, findGroup(account, name)),
      ),
      IsTruncated: false,
    }),
  }),
  operation({
    name: "AddUserToGroup",
    input: Membership,
    run(account, input) {
      const group = findGroup(account, input.GroupName);
      const user = findUser(account, input.UserName);
      account.table(users).put({ ...user, groups: [...new Set([...user.groups, group.id])].toSorted() });
      return {};
    },
  }),
  operation({
    name: "RemoveUserFromGroup",
    input: Membership,
    run(account, input) {
      const group = findGroup(account, input.GroupName);
      const user = findUser(account, input.UserName);
      if (!user.groups.includes(group.id)) throw noSuchEntity(`User ${user.id} is not in group ${group.id}.`);
      account.table(users).put({ ...user, groups: user.groups.filter((name) => name !== group.id) });
      return {};
    },
  }),
];
