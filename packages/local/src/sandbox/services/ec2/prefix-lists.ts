import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { describedPrefixList } from "./described.ts";
import { find, newId } from "./ids.ts";
import { integer, tagSpecifications } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { addEntries, changedEntries, checkFits, entriesOf, removeEntries } from "./prefix-list-entries.ts";
import { type PrefixList, prefixLists, securityGroupRules } from "./resources.ts";
import { checkRuleLimit } from "./rule-limit.ts";
import { tagsFrom } from "./tags.ts";

// In AWS these changes take a moment: the answer shows what was, `...-in-progress`. Here they are done by then, and
// the next look shows `...-complete`.

const MAX_ENTRIES = 1000;

const createManagedPrefixList = ec2Operation({
  name: "CreateManagedPrefixList",
  input: z.strictObject({
    PrefixListName: z.string().max(255),
    MaxEntries: integer,
    AddressFamily: z.enum(["IPv4", "IPv6"]),
    Entry: addEntries.optional(),
    TagSpecification: tagSpecifications,
    ClientToken: z.string().optional(),
  }),
  run(account, input) {
    const { ClientToken: clientToken } = input;
    // The same token is the same call again, by a client which did not get the answer.
    const made = account
      .table(prefixLists)
      .rows()
      .find((row) => clientToken !== undefined && row.clientToken === clientToken);
    if (made !== undefined) return { prefixList: describedPrefixList(account, made) };
    const prefixList = {
      id: newId("pl"),
      clientToken,
      name: checkedName(input.PrefixListName),
      addressFamily: input.AddressFamily,
      awsManaged: false,
      maxEntries: checkedSize(input.MaxEntries),
      state: "create-complete",
      versions: [[]],
      tags: tagsFrom(input.TagSpecification, "prefix-list"),
    };
    const versions = [changedEntries(prefixList, input.Entry)];
    account.table(prefixLists).put({ ...prefixList, versions });
    return {
      prefixList: describedPrefixList(account, { ...prefixList, versions, state: "create-in-progress" }),
    };
  },
});

const modifyManagedPrefixList = ec2Operation({
  name: "ModifyManagedPrefixList",
  input: z.strictObject({
    PrefixListId: z.string(),
    CurrentVersion: integer.optional(),
    PrefixListName: z.string().max(255).optional(),
    MaxEntries: integer.optional(),
    AddEntry: addEntries.optional(),
    RemoveEntry: removeEntries.optional(),
  }),
  run(account, input) {
    const before = ownPrefixList(account, input.PrefixListId);
    const changesEntries = input.AddEntry !== undefined || input.RemoveEntry !== undefined;
    if (changesEntries && input.MaxEntries !== undefined) {
      throw new AwsError(
        "InvalidParameterCombination",
        "You cannot modify the entries and the maximum number of entries for the prefix list in the same request.",
      );
    }
    if (changesEntries) checkVersion(before, input.CurrentVersion);
    const after = {
      ...before,
      name: input.PrefixListName === undefined ? before.name : checkedName(input.PrefixListName),
      maxEntries: input.MaxEntries === undefined ? before.maxEntries : checkedSize(input.MaxEntries),
      state: "modify-complete",
      versions: changesEntries
        ? [...before.versions, changedEntries(before, input.AddEntry, input.RemoveEntry)]
        : before.versions,
    };
    checkFits(after.maxEntries, entriesOf(after).length);
    account.table(prefixLists).put(after);
    for (const { groupId, isEgress } of rulesWith(account, after.id))
      checkRuleLimit(account, groupId, isEgress);
    return {
      prefixList: describedPrefixList(account, {
        ...after,
        versions: before.versions,
        state: "modify-in-progress",
      }),
    };
  },
});

const restoreManagedPrefixListVersion = ec2Operation({
  name: "RestoreManagedPrefixListVersion",
  input: z.strictObject({ PrefixListId: z.string(), PreviousVersion: integer, CurrentVersion: integer }),
  run(account, input) {
    const before = ownPrefixList(account, input.PrefixListId);
    checkVersion(before, input.CurrentVersion);
    const entries = entriesOf(before, input.PreviousVersion);
    checkFits(before.maxEntries, entries.length);
    account.table(prefixLists).put({
      ...before,
      versions: [...before.versions, entries],
      state: "restore-complete",
    });
    return { prefixList: describedPrefixList(account, { ...before, state: "restore-in-progress" }) };
  },
});

const deleteManagedPrefixList = ec2Operation({
  name: "DeleteManagedPrefixList",
  input: z.strictObject({ PrefixListId: z.string() }),
  run(account, { PrefixListId }) {
    const prefixList = ownPrefixList(account, PrefixListId);
    if (rulesWith(account, prefixList.id).length > 0) {
      throw new AwsError("DependencyViolation", `resource ${prefixList.id} has a dependent object`);
    }
    account.table(prefixLists).delete(prefixList.id);
    return { prefixList: describedPrefixList(account, { ...prefixList, state: "delete-in-progress" }) };
  },
});

export const prefixListOperations = [
  createManagedPrefixList,
  modifyManagedPrefixList,
  restoreManagedPrefixListVersion,
  deleteManagedPrefixList,
];

function rulesWith(account: Account, prefixListId: string) {
  return account
    .table(securityGroupRules)
    .rows()
    .filter(({ peer }) => peer.value === prefixListId);
}

/** One that the account may change; those that AWS manages are for everyone to read. */
function ownPrefixList(account: Account, id: string): PrefixList {
  const prefixList = find("pl", id, account.table(prefixLists));
  if (!prefixList.awsManaged) return prefixList;
  throw new AwsError(
    "UnsupportedOperation",
    `The prefix list ${id} is managed by AWS and cannot be changed.`,
  );
}

function checkVersion({ versions }: PrefixList, version: number | undefined): void {
  if (version === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter CurrentVersion");
  }
  if (version !== versions.length) {
    throw new AwsError("PrefixListVersionMismatch", "The prefix list has the incorrect version number.");
  }
}

function checkedName(name: string): string {
  if (!name.startsWith("com.amazonaws")) return name;
  throw new AwsError("InvalidParameterValue", "The prefix list name cannot start with com.amazonaws.");
}

function checkedSize(maxEntries: number): number {
  if (maxEntries >= 1 && maxEntries <= MAX_ENTRIES) return maxEntries;
  throw new AwsError("InvalidParameterValue", `Value (${maxEntries}) for parameter MaxEntries is invalid.`);
}
