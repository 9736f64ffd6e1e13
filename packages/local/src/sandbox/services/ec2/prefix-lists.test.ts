import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  DeleteManagedPrefixListCommand,
  DescribeManagedPrefixListsCommand,
  type EC2Client,
  GetManagedPrefixListEntriesCommand,
  ModifyManagedPrefixListCommand,
  type ModifyManagedPrefixListCommandInput,
  RestoreManagedPrefixListVersionCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function openList() {
  const opened = await openTestSandbox();
  const { ec2 } = opened;
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: "office",
      AddressFamily: "IPv4",
      MaxEntries: 3,
      Entries: [{ Cidr: "10.0.0.0/8", Description: "<all> of it" }],
      TagSpecifications: [{ ResourceType: "prefix-list", Tags: [{ Key: "a", Value: "b" }] }],
    }),
  );
  const PrefixListId = PrefixList?.PrefixListId ?? "";
  const modify = (input: Omit<ModifyManagedPrefixListCommandInput, "PrefixListId">) =>
    ec2.send(new ModifyManagedPrefixListCommand({ PrefixListId, ...input }));
  return { ...opened, PrefixListId, created: PrefixList, modify };
}

async function entries(ec2: EC2Client, PrefixListId: string, TargetVersion?: number) {
  const { Entries } = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId, TargetVersion }));
  return Entries?.map(({ Cidr }) => Cidr);
}

async function described(ec2: EC2Client, PrefixListId: string) {
  const { PrefixLists } = await ec2.send(
    new DescribeManagedPrefixListsCommand({ PrefixListIds: [PrefixListId] }),
  );
  return PrefixLists?.[0];
}

describe("prefix lists", () => {
  test("are created with their entries", async () => {
    const { ec2, PrefixListId, created } = await openList();
    expect(created).toEqual({
      PrefixListId,
      AddressFamily: "IPv4",
      State: "create-in-progress",
      PrefixListArn: `arn:aws:ec2:us-east-1:111122223333:prefix-list/${PrefixListId}`,
      PrefixListName: "office",
      MaxEntries: 3,
      Version: 1,
      Tags: [{ Key: "a", Value: "b" }],
      OwnerId: "111122223333",
    });
    expect(await described(ec2, PrefixListId)).toEqual({ ...created, State: "create-complete" });
    const { Entries } = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId }));
    expect(Entries).toEqual([{ Cidr: "10.0.0.0/8", Description: "<all> of it" }]);
  });

  test("are created once per client token", async () => {
    const { ec2 } = await openTestSandbox();
    const create = () =>
      ec2.send(
        new CreateManagedPrefixListCommand({
          PrefixListName: "x",
          AddressFamily: "IPv6",
          MaxEntries: 1,
          ClientToken: "t",
        }),
      );
    const [first, second] = [await create(), await create()];
    expect(second.PrefixList?.PrefixListId).toBe(first.PrefixList?.PrefixListId);
  });

  test("have versions, each to be read and restored", async () => {
    const { ec2, PrefixListId, modify } = await openList();
    const answer = await modify({
      CurrentVersion: 1,
      AddEntries: [{ Cidr: "9.9.9.9/0" }],
      RemoveEntries: [{ Cidr: "10.0.0.0/8" }],
    });
    expect(answer.PrefixList).toMatchObject({ State: "modify-in-progress", Version: 1 });
    expect(await described(ec2, PrefixListId)).toMatchObject({ State: "modify-complete", Version: 2 });
    expect(await entries(ec2, PrefixListId)).toEqual(["0.0.0.0/0"]);
    expect(await entries(ec2, PrefixListId, 1)).toEqual(["10.0.0.0/8"]);
    const restore = new RestoreManagedPrefixListVersionCommand({
      PrefixListId,
      PreviousVersion: 1,
      CurrentVersion: 2,
    });
    expect((await ec2.send(restore)).PrefixList).toMatchObject({ State: "restore-in-progress" });
    expect(await entries(ec2, PrefixListId)).toEqual(["10.0.0.0/8"]);
    expect(await described(ec2, PrefixListId)).toMatchObject({ State: "restore-complete", Version: 3 });
    expect(await refusal(ec2.send(restore))).toMatchObject({ name: "PrefixListVersionMismatch" });
  });

  test("a name and a size make no version", async () => {
    const { ec2, PrefixListId, modify } = await openList();
    await modify({ PrefixListName: "home", MaxEntries: 5 });
    expect(await described(ec2, PrefixListId)).toMatchObject({
      PrefixListName: "home",
      MaxEntries: 5,
      Version: 1,
    });
  });

  test("entries come in pages", async () => {
    const { ec2, PrefixListId, modify } = await openList();
    await modify({ CurrentVersion: 1, AddEntries: [{ Cidr: "1.0.0.0/8" }, { Cidr: "2.0.0.0/8" }] });
    const first = await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId, MaxResults: 2 }));
    expect(first.Entries).toHaveLength(2);
    const rest = await ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId, NextToken: first.NextToken }),
    );
    expect(rest.Entries).toEqual([{ Cidr: "2.0.0.0/8" }]);
    expect(rest).not.toHaveProperty("NextToken");
  });

  test.each<[string, Omit<ModifyManagedPrefixListCommandInput, "PrefixListId">, string]>([
    [
      "a stale version",
      { CurrentVersion: 7, AddEntries: [{ Cidr: "1.0.0.0/8" }] },
      "PrefixListVersionMismatch",
    ],
    ["no version", { AddEntries: [{ Cidr: "1.0.0.0/8" }] }, "MissingParameter"],
    [
      "entries and a size",
      { CurrentVersion: 1, AddEntries: [{ Cidr: "1.0.0.0/8" }], MaxEntries: 9 },
      "InvalidParameterCombination",
    ],
    [
      "too many entries",
      { CurrentVersion: 1, AddEntries: ["1", "2", "3"].map((first) => ({ Cidr: `${first}.0.0.0/8` })) },
      "PrefixListMaxEntriesExceeded",
    ],
    ["a size too small", { MaxEntries: 0 }, "InvalidParameterValue"],
    [
      "an entry to remove that isn't there",
      { CurrentVersion: 1, RemoveEntries: [{ Cidr: "1.0.0.0/8" }] },
      "InvalidPrefixListModification",
    ],
    [
      "an entry to add that is",
      { CurrentVersion: 1, AddEntries: [{ Cidr: "10.1.1.1/8", Description: "<all> of it" }] },
      "InvalidPrefixListModification",
    ],
    ["the other family", { CurrentVersion: 1, AddEntries: [{ Cidr: "::/0" }] }, "InvalidParameterValue"],
    ["AWS's names", { PrefixListName: "com.amazonaws.x" }, "InvalidParameterValue"],
    [
      "101 entries at a time",
      {
        CurrentVersion: 1,
        AddEntries: Array.from({ length: 101 }, (_, index) => ({ Cidr: `10.0.${index}.0/24` })),
      },
      "InvalidParameterValue",
    ],
  ])("refuse %s", async (_name, input, code) => {
    const { ec2, PrefixListId, modify } = await openList();
    expect(await refusal(modify(input))).toMatchObject({ name: code, status: 400 });
    expect(await described(ec2, PrefixListId)).toMatchObject({
      Version: 1,
      MaxEntries: 3,
      PrefixListName: "office",
    });
  });

  test("in use can't be deleted, nor grow past what its groups can hold", async () => {
    const { ec2, vpc, PrefixListId, modify } = await openList();
    const IpPermissions = [{ IpProtocol: "-1", PrefixListIds: [{ PrefixListId }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: vpc.defaultGroupId, IpPermissions }));
    expect(await refusal(ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId })))).toMatchObject({
      name: "DependencyViolation",
    });
    expect(await refusal(modify({ MaxEntries: 61 }))).toMatchObject({
      name: "RulesPerSecurityGroupLimitExceeded",
    });
  });

  test("out of use are deleted", async () => {
    const { ec2, PrefixListId } = await openList();
    const answer = await ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId }));
    expect(answer.PrefixList).toMatchObject({ State: "delete-in-progress" });
    expect(await refusal(described(ec2, PrefixListId))).toMatchObject({
      name: "InvalidPrefixListID.NotFound",
    });
    expect(await refusal(described(ec2, "pl-x"))).toMatchObject({ name: "InvalidPrefixListId.Malformed" });
  });

  test("of AWS are in each region: to read, not to change", async () => {
    const { client } = await openTestSandbox();
    const ec2 = client("eu-west-1");
    const find = new DescribeManagedPrefixListsCommand({ Filters: [{ Name: "owner-id", Values: ["AWS"] }] });
    const { PrefixLists = [] } = await ec2.send(find);
    expect(PrefixLists).toMatchObject([{ PrefixListName: "com.amazonaws.eu-west-1.s3", OwnerId: "AWS" }]);
    const [{ PrefixListId = "", PrefixListArn } = {}] = PrefixLists;
    expect(PrefixListArn).toBe(`arn:aws:ec2:eu-west-1:aws:prefix-list/${PrefixListId}`);
    expect(await entries(ec2, PrefixListId)).not.toEqual([]);
    expect(await refusal(ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId })))).toMatchObject({
      name: "UnsupportedOperation",
    });
  });
});
