import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type IamAccount,
  iamRecord,
  listened,
  openIamAccount,
  place,
  policy,
  READING,
} from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-boundary-removed.ts";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const VIEWING = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
const OWN = `arn:aws:iam::${ACCOUNT}:policy/cap`;
const adaArn = `arn:aws:iam::${ACCOUNT}:user/ada`;
const roleArn = `arn:aws:iam::${ACCOUNT}:role/job`;
const detect = (eventName: string, request: unknown, fields = {}) =>
  detection.detect(iamRecord(eventName, request, fields), place, {});
const bounded = (boundary: string, resource = adaArn) => [
  { resource, aspect: "permissions-boundary", value: { boundary } },
];

describe("a permissions boundary", () => {
  it("that is taken away is a violation of whom it bounded", () => {
    expect(detect("DeleteUserPermissionsBoundary", { userName: "ada" })).toEqual({
      suspicions: [],
      violations: [
        {
          resource: { arn: adaArn, type: "AWS::IAM::User", id: "ada" },
          fingerprint: "permissions-boundary",
          summary: "Nothing bounds the rights of user ada any more",
          severity: "high",
          evidence: { kind: "user", name: "ada", account: ACCOUNT },
        },
      ],
    });
    expect(detect("DeleteRolePermissionsBoundary", { roleName: "job" }).violations).toMatchObject([
      { resource: { arn: roleArn, type: "AWS::IAM::Role" } },
    ]);
  });

  it("that allows everything is none", () => {
    const put = (permissionsBoundary: unknown) =>
      detect("PutUserPermissionsBoundary", { userName: "ada", permissionsBoundary });
    expect(put(ADMINISTRATOR).violations).toMatchObject([{ fingerprint: "permissions-boundary" }]);
    expect(put(ADMINISTRATOR).baselines).toBeUndefined();
    for (const boundary of [OWN, VIEWING]) {
      expect(put(boundary)).toEqual({ violations: [], suspicions: [], baselines: bounded(boundary) });
    }
    expect(put(OWN.replace("cap", "AdministratorAccess")).violations).toEqual([]);
    expect(put({})).toEqual({ violations: [], suspicions: [] });
  });

  it.each([
    ["CreateUser", "userName", adaArn],
    ["CreateRole", "roleName", roleArn],
  ])("is known from %s", (eventName, member, arn) => {
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    const { violations, baselines } = detect(eventName, { [member]: name, permissionsBoundary: OWN });
    expect(violations).toEqual([]);
    expect(baselines).toEqual(bounded(OWN, arn));
    for (const permissionsBoundary of [undefined, ADMINISTRATOR]) {
      expect(detect(eventName, { [member]: name, permissionsBoundary })).toEqual({
        violations: [],
        suspicions: [],
      });
    }
  });

  it.each([
    ["of a call that failed", { userName: "ada" }, { errorCode: "NoSuchEntityException" }],
    ["without a request", null, {}],
    ["of a group, which has none", { groupName: "crew" }, {}],
  ])("is not gone in a record %s", (_, request, fields) => {
    expect(detect("DeleteUserPermissionsBoundary", request, fields)).toEqual({
      violations: [],
      suspicions: [],
    });
  });

  it("is not gone by other calls", () => {
    const names = ["DeleteUserPermissionsBoundary", "CreateRole", "DeleteUserPolicy", "DeleteUser"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "sso.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    const { iam } = account;
    await iam.createPolicy({ PolicyName: "cap", PolicyDocument: READING });
    await iam.createUser({ UserName: "ada", Path: "/staff/", PermissionsBoundary: OWN });
    const trust = policy({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    await iam.createRole({
      RoleName: "job",
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: VIEWING,
    });
  });
  afterAll(() => account.close());

  it("the sweep keeps what bounds whom", async () => {
    expect(await account.sweep(detection)).toEqual([
      { resource: adaArn, violations: [], baselines: bounded(OWN) },
      { resource: roleArn, violations: [], baselines: bounded(VIEWING, roleArn) },
    ]);
  });

  it("a user is bound again by what bound them, and the undo takes it away", async () => {
    await account.iam.deleteUserPermissionsBoundary({ UserName: "ada" });
    const life = await account.putRight(detection, await account.one(detection), bounded(OWN));
    expect(life.before.plan).toMatchObject({
      steps: [
        { operation: "PutUserPermissionsBoundary", input: { UserName: "ada", PermissionsBoundary: OWN } },
      ],
      undo: [{ operation: "DeleteUserPermissionsBoundary", input: { UserName: "ada" }, undoes: 0 }],
    });
    expect(life.after).toEqual({ state: { user: "ada", boundary: OWN }, baselines: bounded(OWN) });
    expect(life.undone).toEqual(life.before);
  });

  it("a role, too, by a policy of AWS's own", async () => {
    await account.iam.deleteRolePermissionsBoundary({ RoleName: "job" });
    const life = await account.putRight(detection, await account.one(detection), bounded(VIEWING, roleArn));
    expect(life.after.state).toEqual({ role: "job", boundary: VIEWING });
    expect(life.undone).toEqual(life.before);
  });

  it("waits for a person where a record alone has told which it was, which may be forged", async () => {
    await account.iam.putRolePermissionsBoundary({ RoleName: "job", PermissionsBoundary: ADMINISTRATOR });
    const [known] = bounded(VIEWING, roleArn);
    const told = known && [{ ...known, source: "event" as const }];
    expect((await account.inspect(detection, await account.one(detection), told)).plan?.confirm).toMatch(
      /event alone/,
    );
  });

  it("the undo puts one that allows everything back where that was there", async () => {
    await account.iam.putUserPermissionsBoundary({ UserName: "ada", PermissionsBoundary: ADMINISTRATOR });
    const life = await account.putRight(detection, await account.one(detection), bounded(OWN));
    expect(life.before.plan?.undo).toMatchObject([{ input: { PermissionsBoundary: ADMINISTRATOR } }]);
    expect(life.after.state).toEqual({ user: "ada", boundary: OWN });
    expect(life.undone).toEqual(life.before);
    await account.iam.deleteUserPermissionsBoundary({ UserName: "ada" });
  });

  it.each([
    ["is not known", [], /not known/],
    ["was none either", bounded(ADMINISTRATOR), /not known/],
    ["is no policy that could be one", bounded(`arn:aws:iam::999999999999:policy/cap`), /not known/],
    ["is there no more", bounded(OWN.replace("cap", "gone")), /is there no more/],
  ])("nothing can be done where what it was %s", async (_, baselines, words) => {
    const evidence = { kind: "user", name: "ada", account: ACCOUNT };
    const violation = { resource: { arn: adaArn, type: "AWS::IAM::User", id: "ada" }, evidence };
    const seen = await account.inspect(detection, violation, baselines);
    expect(seen.plan).toBeUndefined();
    expect(seen.stuck).toMatch(words);
  });
});
