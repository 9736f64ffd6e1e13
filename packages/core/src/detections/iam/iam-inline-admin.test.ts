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
import detection from "./iam-inline-admin.ts";

const adaArn = `arn:aws:iam::${ACCOUNT}:user/ada`;
const put = (policyDocument: unknown, fields = {}, parameters = {}) =>
  detection.detect(
    iamRecord("PutUserPolicy", { userName: "ada", policyName: "work", policyDocument }, fields),
    place,
    parameters,
  );
const found = (...statements: Record<string, unknown>[]) => put(policy(...statements)).violations;

describe("an inline policy", () => {
  it("that allows everything is a violation of whom it is put on", () => {
    expect(put(EVERYTHING)).toEqual({
      suspicions: [],
      baselines: [],
      violations: [
        {
          resource: { arn: adaArn, type: "AWS::IAM::User", id: "ada" },
          fingerprint: expect.stringMatching(/^work:[0-9a-f]{24}$/),
          summary: "Inline policy of user ada, work: may do everything: all of IAM, and so everything",
          severity: "high",
          evidence: {
            kind: "user",
            name: "ada",
            policyName: "work",
            offence: expect.stringMatching(/^[0-9a-f]{24}$/),
          },
        },
      ],
    });
  });

  it.each([
    ["PutRolePolicy", { roleName: "ada" }, "AWS::IAM::Role"],
    ["PutGroupPolicy", { groupName: "ada" }, "AWS::IAM::Group"],
  ])("is seen in %s, too", (eventName, named, type) => {
    const record = iamRecord(eventName, { ...named, policyName: "work", policyDocument: EVERYTHING });
    expect(detection.detect(record, place, {}).violations).toMatchObject([{ resource: { type } }]);
  });

  it.each([
    ["all of IAM", { Action: "iam:*", Resource: "*" }],
    ["lists of one", { Action: ["*"], Resource: ["*"] }],
    ["everything but a little", { NotAction: "s3:*", Resource: "*" }],
    ["what leads to all of it", { Action: ["s3:GetObject", "iam:AttachUserPolicy"], Resource: "*" }],
  ])("counts that gives %s", (_, statement) => {
    expect(found(statement)).toHaveLength(1);
  });

  it.each([
    ["reads a bucket", { Action: "s3:GetObject", Resource: "arn:aws:s3:::example/*" }],
    ["denies everything", { Effect: "Deny", Action: "*", Resource: "*" }],
    ["gives all but IAM", { NotAction: ["iam:*", "organizations:*"], Resource: "*" }],
    ["gives all of S3", { Action: "s3:*", Resource: "*" }],
    ["reads IAM", { Action: ["iam:Get*", "iam:List*"], Resource: "*" }],
    ["makes one's own key", { Action: "iam:CreateAccessKey", Resource: adaArn }],
  ])("counts not that %s", (_, statement) => {
    expect(found(statement)).toEqual([]);
  });

  it("is read as an object, as text that is one statement, and URL-encoded", () => {
    expect(put(JSON.parse(EVERYTHING)).violations).toHaveLength(1);
    const bare = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } });
    expect(put(bare).violations).toHaveLength(1);
    expect(put(encodeURIComponent(EVERYTHING)).violations).toHaveLength(1);
  });

  it("that gives too little for it is good to go back to", () => {
    const { violations, baselines } = put(READING);
    expect(violations).toEqual([]);
    expect(baselines).toEqual([
      { resource: adaArn, aspect: "inline-policy/work", value: { document: READING } },
    ]);
  });

  it("that is deleted is nothing to go back to any more", () => {
    const record = iamRecord("DeleteUserPolicy", { userName: "ada", policyName: "work" });
    expect(detection.detect(record, place, {})).toEqual({
      violations: [],
      suspicions: [],
      baselines: [{ resource: adaArn, aspect: "inline-policy/work", value: undefined }],
    });
  });

  it("that can't be read is asked for", () => {
    for (const document of ["no JSON", { omitted: true }, undefined, 7]) {
      expect(put(document)).toMatchObject({
        violations: [],
        suspicions: [{ ask: { kind: "user", name: "ada", policyName: "work", account: ACCOUNT } }],
      });
    }
  });

  it("is left to a person on a role that IAM Identity Center keeps", () => {
    const request = { roleName: "AWSReservedSSO_X_1", policyName: "work", policyDocument: EVERYTHING };
    const { violations } = detection.detect(iamRecord("PutRolePolicy", request), place, {});
    expect(violations[0]?.hold).toMatch(/Identity Center/);
  });
});

describe("a record that shows nothing", () => {
  it.each([
    ["of a call that failed", { errorCode: "AccessDenied" }],
    ["without a request", { requestParameters: null }],
    ["without the policy's name", { requestParameters: { userName: "ada", policyDocument: EVERYTHING } }],
    ["without a user", { requestParameters: { policyName: "work", policyDocument: EVERYTHING } }],
  ])("%s", (_, fields) => {
    expect(put(EVERYTHING, fields)).toEqual({ violations: [], suspicions: [] });
  });

  it("is not taken from other calls, nor from another service", () => {
    const names = ["PutUserPolicy", "DeleteRolePolicy", "PutGroupPolicy", "PutRolePermissionsBoundary"];
    expect(listened(detection, names)).toEqual(names.slice(0, 3));
    expect(listened(detection, names, "s3.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    await account.iam.createUser({ UserName: "ada" });
    await account.iam.createGroup({ GroupName: "crew" });
    const trust = policy({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
    await account.iam.createRole({ RoleName: "job", AssumeRolePolicyDocument: trust });
  });
  afterAll(() => account.close());
  const putOn = async (PolicyDocument: string, PolicyName = "work") => {
    await account.iam.putUserPolicy({ UserName: "ada", PolicyName, PolicyDocument });
  };
  const document = async (PolicyName = "work") => {
    const { PolicyDocument = "" } = await account.iam.getUserPolicy({ UserName: "ada", PolicyName });
    return decodeURIComponent(PolicyDocument);
  };
  const before = (text: string, at?: string) => [
    { resource: adaArn, aspect: "inline-policy/work", value: { document: text }, ...(at && { at }) },
  ];

  it("the policy is put back to what it was, and its undo brings it back to the letter", async () => {
    const spaced = EVERYTHING.replaceAll(",", ",\n  ");
    await putOn(spaced);
    const life = await account.putRight(detection, await account.one(detection), before(READING));
    expect(life.before.plan?.steps).toMatchObject([
      { operation: "PutUserPolicy", input: { UserName: "ada", PolicyName: "work", PolicyDocument: READING } },
    ]);
    expect(life.before.plan).not.toHaveProperty("caveats");
    expect(life.before.plan).not.toHaveProperty("confirm");
    expect(life.after.state).toMatchObject({ document: READING });
    expect(life.after.baselines).toEqual(before(READING));
    expect(life.undone).toEqual(life.before);
    expect(await document()).toBe(spaced);
  });

  it("what it was is asked for again where that is long ago", async () => {
    await putOn(EVERYTHING);
    const old = before(READING, "2026-07-01T00:00:00Z");
    const { plan } = await account.inspect(detection, await account.one(detection), old);
    expect(plan?.confirm).toMatch(/since 2026-07-01/);
  });

  it.each([
    ["it is not known", []],
    ["it was too much, too", before(policy({ Action: "iam:*", Resource: "*" }))],
    ["the baseline is none", before("")],
    [
      "the baseline can't be read",
      [{ ...before("")[0], resource: adaArn, aspect: "inline-policy/work", value: { document: 7 } }],
    ],
  ])("the offending statements go, and no other, where %s", async (_, baselines) => {
    const logs = { Effect: "Allow", Action: "logs:*", Resource: "*" };
    await putOn(policy(logs, { Action: "*", Resource: "*" }));
    const life = await account.putRight(detection, await account.one(detection), baselines);
    expect(life.after.state).toMatchObject({ document: policy(logs) });
    expect(life.before.plan?.caveats).toEqual([expect.stringMatching(/not known/)]);
    expect(life.undone).toEqual(life.before);
  });

  it("is deleted where no statement is left", async () => {
    await putOn(EVERYTHING);
    const life = await account.putRight(detection, await account.one(detection));
    expect(life.before.plan?.steps).toMatchObject([
      { operation: "DeleteUserPolicy", input: { UserName: "ada", PolicyName: "work" } },
    ]);
    expect(life.after).toEqual({ state: { user: "ada", policyName: "work", document: null } });
    expect(life.undone).toEqual(life.before);
  });

  it("of a role and of a group are put right, too", async () => {
    await account.iam.putRolePolicy({ RoleName: "job", PolicyName: "work", PolicyDocument: EVERYTHING });
    const role = await account.putRight(detection, await account.one(detection));
    expect(role.undone).toEqual(role.before);
    expect(role.after.plan).toBeUndefined();
    await account.iam.putGroupPolicy({ GroupName: "crew", PolicyName: "work", PolicyDocument: EVERYTHING });
    const group = await account.putRight(detection, await account.one(detection));
    expect(group.undone).toEqual(group.before);
    expect(group.after.plan).toBeUndefined();
  });

  it("in doubt a person has to say yes", async () => {
    const Condition = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
    await putOn(policy({ Action: "*", Resource: "*", Condition }));
    const violation = await account.one(detection);
    expect(violation.severity).toBe("medium");
    expect((await account.inspect(detection, violation)).plan?.confirm).toMatch(/in doubt/);
    const known = await account.inspect(detection, violation, before(READING));
    expect(known.plan?.confirm).toMatch(/in doubt/);
  });

  it("another document that gives too much is another finding", async () => {
    await putOn(EVERYTHING);
    const first = await account.one(detection);
    await putOn(policy({ Action: "iam:*", Resource: "*" }));
    const second = await account.one(detection);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect((await account.inspect(detection, first)).plan).toBeUndefined();
    expect((await account.inspect(detection, second)).plan).toBeDefined();
  });

  it("what could not be read of the record is looked up", async () => {
    await putOn(EVERYTHING);
    const request = { userName: "ada", policyName: "work", policyDocument: { omitted: true } };
    const fromEvent = await account.one(detection);
    expect(await account.found(detection, iamRecord("PutUserPolicy", request))).toEqual([fromEvent]);
    const missing = { ...request, policyName: "other" };
    expect(await account.found(detection, iamRecord("PutUserPolicy", missing))).toEqual([]);
  });

  it("the sweep finds the same as the event, and keeps what is good", async () => {
    await putOn(EVERYTHING);
    const fromEvent = await account.one(detection);
    await putOn(READING, "other");
    const swept = (await account.sweep(detection)).find(({ resource }) => resource === adaArn);
    expect(swept).toEqual({
      resource: adaArn,
      violations: [fromEvent],
      baselines: [{ resource: adaArn, aspect: "inline-policy/other", value: { document: READING } }],
    });
  });
});
