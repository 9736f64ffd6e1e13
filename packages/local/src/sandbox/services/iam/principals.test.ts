import { IAM } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
});
const CAP = "arn:aws:iam::aws:policy/PowerUserAccess";
const missing = { name: "NoSuchEntityException", status: 404 };
const exists = { name: "EntityAlreadyExistsException", status: 409 };

async function open() {
  const opened = await openTestSandbox({ now: () => new Date("2024-08-01T13:33:28.500Z") });
  return { ...opened, iam: opened.sdk(IAM) };
}

describe("a user", () => {
  test("is made, with its path, boundary and tags, and recorded as CloudTrail does", async () => {
    const { iam, records } = await open();
    const Tags = [{ Key: "team", Value: "core" }];
    await iam.createUser({ UserName: "ada", Path: "/staff/", PermissionsBoundary: CAP, Tags });
    const { User } = await iam.getUser({ UserName: "ada" });
    expect(User).toMatchObject({
      UserName: "ada",
      Path: "/staff/",
      Arn: "arn:aws:iam::111122223333:user/staff/ada",
      UserId: expect.stringMatching(/^AIDA[0-9A-F]{17}$/),
      PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: CAP },
      Tags,
    });
    expect((await iam.listUserTags({ UserName: "ada" })).Tags).toEqual(Tags);
    expect((await iam.listUsers({})).Users).toMatchObject([{ UserName: "ada" }]);
    expect(records).toMatchObject([
      {
        eventSource: "iam.amazonaws.com",
        eventName: "CreateUser",
        awsRegion: "us-east-1",
        requestParameters: {
          userName: "ada",
          path: "/staff/",
          permissionsBoundary: CAP,
          tags: [{ key: "team", value: "core" }],
        },
        responseElements: {
          user: { userName: "ada", userId: User?.UserId, createDate: "Aug 1, 2024 1:33:28 PM" },
        },
      },
    ]);
  });

  test("is there once, and gone when it is deleted, which needs it to have no policies", async () => {
    const { iam } = await open();
    await iam.createUser({ UserName: "ada" });
    expect(await refusal(iam.createUser({ UserName: "ada" }))).toMatchObject(exists);
    await iam.attachUserPolicy({ UserName: "ada", PolicyArn: CAP });
    expect(await refusal(iam.deleteUser({ UserName: "ada" }))).toMatchObject({
      name: "DeleteConflictException",
    });
    await iam.detachUserPolicy({ UserName: "ada", PolicyArn: CAP });
    await iam.deleteUser({ UserName: "ada" });
    expect(await refusal(iam.getUser({ UserName: "ada" }))).toMatchObject(missing);
  });
});

describe("a group", () => {
  test("has its members, each once", async () => {
    const { iam } = await open();
    await iam.createUser({ UserName: "ada" });
    await iam.createGroup({ GroupName: "crew" });
    expect(await refusal(iam.createGroup({ GroupName: "crew" }))).toMatchObject(exists);
    const membership = { GroupName: "crew", UserName: "ada" };
    await iam.addUserToGroup(membership);
    await iam.addUserToGroup(membership);
    expect((await iam.getGroup({ GroupName: "crew" })).Users).toMatchObject([{ UserName: "ada" }]);
    expect((await iam.listGroupsForUser({ UserName: "ada" })).Groups).toMatchObject([{ GroupName: "crew" }]);
    await iam.removeUserFromGroup(membership);
    expect((await iam.getGroup({ GroupName: "crew" })).Users).toEqual([]);
    expect(await refusal(iam.removeUserFromGroup(membership))).toMatchObject(missing);
    expect(await refusal(iam.addUserToGroup({ ...membership, GroupName: "no" }))).toMatchObject(missing);
    expect(await refusal(iam.addUserToGroup({ ...membership, UserName: "no" }))).toMatchObject(missing);
  });
});

describe("a role", () => {
  test("trusts whom it is told to, and is recorded with that", async () => {
    const { iam, records } = await open();
    const made = { RoleName: "job", AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "a", Value: "b" }] };
    await iam.createRole(made);
    expect(await refusal(iam.createRole(made))).toMatchObject(exists);
    expect((await iam.listRoleTags({ RoleName: "job" })).Tags).toEqual(made.Tags);
    const other = TRUST.replace("ec2", "lambda");
    await iam.updateAssumeRolePolicy({ RoleName: "job", PolicyDocument: other });
    const { Role } = await iam.getRole({ RoleName: "job" });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(other);
    expect(records.at(0)).toMatchObject({
      requestParameters: { roleName: "job", assumeRolePolicyDocument: TRUST },
      responseElements: { role: { assumeRolePolicyDocument: encodeURIComponent(TRUST) } },
    });
    await iam.deleteRole({ RoleName: "job" });
    expect(await refusal(iam.getRole({ RoleName: "job" }))).toMatchObject(missing);
  });

  test.each([
    ["names nobody", TRUST.replace("Principal", "Other"), /Principal/],
    ["names a resource", TRUST.replace('"Action"', '"Resource":"*","Action"'), /Resource/],
    ["is no JSON", "{", /Syntax/],
  ])("is not made where its trust %s", async (_, AssumeRolePolicyDocument, message) => {
    const { iam } = await open();
    expect(await refusal(iam.createRole({ RoleName: "job", AssumeRolePolicyDocument }))).toMatchObject({
      name: "MalformedPolicyDocumentException",
      message: expect.stringMatching(message),
    });
  });
});

test("a boundary is put, replaced and taken away, of users and roles", async () => {
  const { iam, records } = await open();
  await iam.createUser({ UserName: "ada" });
  await iam.createRole({ RoleName: "job", AssumeRolePolicyDocument: TRUST });
  expect(await refusal(iam.deleteUserPermissionsBoundary({ UserName: "ada" }))).toMatchObject(missing);
  await iam.putUserPermissionsBoundary({ UserName: "ada", PermissionsBoundary: CAP });
  await iam.putRolePermissionsBoundary({ RoleName: "job", PermissionsBoundary: CAP });
  const { Role } = await iam.getRole({ RoleName: "job" });
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(CAP);
  await iam.deleteUserPermissionsBoundary({ UserName: "ada" });
  await iam.deleteRolePermissionsBoundary({ RoleName: "job" });
  expect((await iam.getUser({ UserName: "ada" })).User?.PermissionsBoundary).toBeUndefined();
  expect(records.at(-1)).toMatchObject({
    eventName: "DeleteRolePermissionsBoundary",
    requestParameters: { roleName: "job" },
    responseElements: null,
  });
  const PermissionsBoundary = "arn:aws:iam::111122223333:policy/none";
  expect(
    await refusal(iam.putUserPermissionsBoundary({ UserName: "ada", PermissionsBoundary })),
  ).toMatchObject(missing);
});
