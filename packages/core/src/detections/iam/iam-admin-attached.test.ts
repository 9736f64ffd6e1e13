import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  EVERYTHING,
  type IamAccount,
  iamRecord,
  listened,
  openIamAccount,
  place,
  policy,
  READING,
} from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-admin-attached.ts";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const own = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const detect = (eventName: string, request: unknown, fields = {}, parameters = {}) =>
  detection.detect(iamRecord(eventName, request, fields), place, parameters);

describe("a policy of AWS's own that is attached", () => {
  it.each([
    ["AttachUserPolicy", { userName: "ada" }, "user", "AWS::IAM::User"],
    ["AttachRolePolicy", { roleName: "ada" }, "role", "AWS::IAM::Role"],
    ["AttachGroupPolicy", { groupName: "ada" }, "group", "AWS::IAM::Group"],
  ])("by %s is a violation of whom it is attached to", (eventName, named, kind, type) => {
    expect(detect(eventName, { ...named, policyArn: ADMINISTRATOR })).toEqual({
      violations: [
        {
          resource: { arn: `arn:aws:iam::${ACCOUNT}:${kind}/ada`, type, id: "ada" },
          fingerprint: ADMINISTRATOR,
          summary: `Policy AdministratorAccess is attached to ${kind} ada: it is one of AWS's own that count as an administrator's`,
          severity: "high",
          evidence: { kind, name: "ada", policyArn: ADMINISTRATOR },
        },
      ],
      suspicions: [],
    });
  });

  it.each(["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"])("counts: %s", (name) => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
      const policyArn = `arn:${partition}:iam::aws:policy/${name}`;
      expect(detect("AttachUserPolicy", { userName: "ada", policyArn }).violations).toHaveLength(1);
    }
  });

  it.each([
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/AdministratorAccess-Amplify",
    "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    `arn:aws:iam::999999999999:policy/AdministratorAccess`,
    "arn:aws:s3:::policy/AdministratorAccess",
    "AdministratorAccess",
    "",
    7,
    null,
    { arn: ADMINISTRATOR },
  ])("counts not: %j", (policyArn) => {
    expect(detect("AttachUserPolicy", { userName: "ada", policyArn })).toEqual({
      violations: [],
      suspicions: [],
    });
  });

  it("counts where the parameters name it, and no other", () => {
    const parameters = { awsManaged: ["ViewOnlyAccess"] };
    const attach = (policyArn: string) =>
      detect("AttachRolePolicy", { roleName: "ada", policyArn }, {}, parameters).violations;
    expect(attach("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")).toHaveLength(1);
    expect(attach(ADMINISTRATOR)).toEqual([]);
  });

  it("is left to a person on a role that IAM Identity Center keeps", () => {
    const attach = (roleName: string) =>
      detect("AttachRolePolicy", { roleName, policyArn: ADMINISTRATOR }).violations[0]?.hold;
    expect(attach("AWSReservedSSO_AdministratorAccess_0123456789abcdef")).toMatch(/Identity Center/);
    expect(attach("reserved")).toBeUndefined();
    const user = { userName: "AWSReservedSSO_ada", policyArn: ADMINISTRATOR };
    expect(detect("AttachUserPolicy", user).violations).toMatchObject([{ resource: { id: user.userName } }]);
    expect(detect("AttachUserPolicy", user).violations[0]).not.toHaveProperty("hold");
  });
});

describe("a record that shows nothing", () => {
  it.each([
    ["of a call that failed", { userName: "ada", policyArn: ADMINISTRATOR }, { errorCode: "AccessDenied" }],
    ["without a request", null, {}],
    ["without a name", { policyArn: ADMINISTRATOR }, {}],
    ["with a name that can't be one", { userName: "a/../b\n", policyArn: ADMINISTRATOR }, {}],
    ["with a name of another type", { userName: ["ada"], policyArn: ADMINISTRATOR }, {}],
    ["with its request left out", { omitted: true }, {}],
  ])("%s", (_, request, fields) => {
    expect(detect("AttachUserPolicy", request, fields)).toEqual({ violations: [], suspicions: [] });
  });

  it("is not taken from other calls, nor from another service", () => {
    expect(
      listened(detection, ["AttachUserPolicy", "DetachUserPolicy", "AttachRolePolicy", "PutUserPolicy"]),
    ).toEqual(["AttachUserPolicy", "AttachRolePolicy"]);
    expect(listened(detection, ["AttachPolicy", "AttachUserPolicy"], "iot.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    const { iam } = account;
    await iam.createUser({ UserName: "ada", Path: "/staff/", Tags: [{ Key: "team", Value: "core" }] });
    await iam.createGroup({ GroupName: "crew" });
    const trust = policy({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    await iam.createRole({
      RoleName: "job",
      AssumeRolePolicyDocument: trust,
      Tags: [{ Key: "team", Value: "jobs" }],
    });
    await iam.createPolicy({ PolicyName: "everything", PolicyDocument: EVERYTHING });
    await iam.createPolicy({ PolicyName: "reading", PolicyDocument: READING });
    await iam.createPolicy({
      PolicyName: "escalating",
      PolicyDocument: policy({ Action: "iam:PutUserPolicy", Resource: "*" }),
    });
    const Condition = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
    await iam.createPolicy({
      PolicyName: "doubtful",
      PolicyDocument: policy({ Action: "*", Resource: "*", Condition }),
    });
  });
  afterAll(() => account.close());
  const attach = (PolicyArn: string) => account.iam.attachUserPolicy({ UserName: "ada", PolicyArn });
  const detach = (PolicyArn: string) => account.iam.detachUserPolicy({ UserName: "ada", PolicyArn });

  it("the policy is detached, and no other, and its undo attaches it", async () => {
    await attach("arn:aws:iam::aws:policy/ReadOnlyAccess");
    await attach(ADMINISTRATOR);
    const { before, after, undone } = await account.putRight(detection, await account.one(detection));
    expect(before.plan).toMatchObject({
      steps: [{ operation: "DetachUserPolicy", input: { UserName: "ada", PolicyArn: ADMINISTRATOR } }],
      undo: [
        { operation: "AttachUserPolicy", input: { UserName: "ada", PolicyArn: ADMINISTRATOR }, undoes: 0 },
      ],
    });
    expect(before.plan?.confirm).toBeUndefined();
    expect(after).toEqual({
      state: { user: "ada", attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      guard: { policyArn: ADMINISTRATOR, attached: false },
    });
    expect(undone).toEqual(before);
    await detach(ADMINISTRATOR);
  });

  it.each([
    ["group", "crew", "DetachGroupPolicy"],
    ["role", "job", "DetachRolePolicy"],
  ] as const)("of a %s is put right, too", async (kind, name, operation) => {
    const PolicyArn = own("everything");
    if (kind === "group") await account.iam.attachGroupPolicy({ GroupName: name, PolicyArn });
    else await account.iam.attachRolePolicy({ RoleName: name, PolicyArn });
    const violation = await account.one(detection);
    expect(violation.resource.id).toBe(name);
    const { before, after, undone } = await account.putRight(detection, violation);
    expect(before.plan?.steps).toMatchObject([{ operation }]);
    expect(after.plan).toBeUndefined();
    expect(undone).toEqual(before);
  });

  it("a policy of the account's own counts by what is in it", async () => {
    await attach(own("reading"));
    expect(await account.found(detection, account.latest())).toEqual([]);
    await attach(own("everything"));
    expect(await account.one(detection)).toMatchObject({ fingerprint: own("everything"), severity: "high" });
    await detach(own("everything"));
  });

  it("rights that lead to all others count, unless the parameters say no", async () => {
    await attach(own("escalating"));
    expect(await account.one(detection)).toMatchObject({ severity: "high" });
    expect(await account.found(detection, account.latest(), { escalation: false })).toEqual([]);
    await detach(own("escalating"));
  });

  it("in doubt a person has to say yes", async () => {
    await attach(own("doubtful"));
    const violation = await account.one(detection);
    expect(violation.severity).toBe("medium");
    const { plan } = await account.inspect(detection, violation);
    expect(plan?.confirm).toMatch(/in doubt/);
    await detach(own("doubtful"));
  });

  it("what is detached by now is no violation, nor is a policy that gives less by now", async () => {
    await attach(own("everything"));
    const record = account.latest();
    const violation = await account.one(detection);
    await detach(own("everything"));
    expect(await account.found(detection, record)).toEqual([]);
    expect((await account.inspect(detection, violation)).plan).toBeUndefined();
    await attach(own("reading"));
    const harmless = { ...violation, evidence: { ...violation.evidence, policyArn: own("reading") } };
    expect((await account.inspect(detection, harmless)).plan).toBeUndefined();
  });

  it("a user that is gone is AWS's error, which means safe", async () => {
    const evidence = { kind: "user", name: "nobody", policyArn: ADMINISTRATOR };
    const gone = { resource: { arn: "x", type: "AWS::IAM::User", id: "nobody" }, evidence };
    await expect(account.inspect(detection, gone)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  it("a policy of the account's own does not count by its name", async () => {
    await account.iam.createPolicy({ PolicyName: "AdministratorAccess", PolicyDocument: READING });
    await account.iam.createUser({ UserName: "eve" });
    const PolicyArn = own("AdministratorAccess");
    await account.iam.attachUserPolicy({ UserName: "eve", PolicyArn });
    expect(await account.found(detection, account.latest())).toEqual([]);
    const swept = await account.sweep(detection);
    expect(swept.find(({ resource }) => resource.endsWith(":user/eve"))?.violations).toEqual([]);
  });

  it("the sweep finds the same as the event, path or not", async () => {
    await attach(ADMINISTRATOR);
    const fromEvent = await account.one(detection);
    const swept = await account.sweep(detection);
    const ofAda = swept.find(({ resource }) => resource === fromEvent.resource.arn);
    expect(ofAda?.violations).toEqual([fromEvent]);
    expect(swept.map(({ resource }) => resource)).toEqual(
      expect.arrayContaining([`arn:aws:iam::${ACCOUNT}:role/job`, `arn:aws:iam::${ACCOUNT}:group/crew`]),
    );
    const ofRole = swept.find(({ resource }) => resource.endsWith(":role/job"));
    expect(ofRole?.violations).toMatchObject([{ fingerprint: own("everything") }]);
  });

  it("tags are those of users and roles", async () => {
    const tags = (type: string, id: string) =>
      detection.response?.tags?.({ arn: "x", type: `AWS::IAM::${type}`, id }, account.live);
    expect(await tags("User", "ada")).toEqual({ team: "core" });
    expect(await tags("Role", "job")).toEqual({ team: "jobs" });
    expect(await tags("Group", "crew")).toEqual({});
  });
});
