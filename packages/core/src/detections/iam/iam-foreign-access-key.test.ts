import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-foreign-access-key.ts";

const KEY = "AKIAEXAMPLEEXAMPLE22";
const made = (accessKey: unknown = { userName: "ada", accessKeyId: KEY, status: "Active" }) => ({
  responseElements: { accessKey },
});
/** Of a call by the user `deploy`, unless another identity is given. */
const detect = (fields: Record<string, unknown> = made(), request: unknown = { userName: "ada" }) =>
  detection.detect(iamRecord("CreateAccessKey", request, fields), place, {});
const nothing = { violations: [], suspicions: [] };
const found = {
  suspicions: [],
  violations: [
    {
      resource: { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, type: "AWS::IAM::User", id: "ada" },
      fingerprint: `access-key/${KEY}`,
      summary: `Access key ${KEY} of user ada was made by somebody else`,
      severity: "medium",
      evidence: { user: "ada", accessKeyId: KEY, made: expect.any(String) },
    },
  ],
};

describe("an access key", () => {
  it.each([
    ["another user", {}],
    ["a role", { userIdentity: { type: "AssumedRole", accountId: ACCOUNT } }],
    ["a role whose session has the user's name", { userIdentity: { type: "AssumedRole", userName: "ada" } }],
    ["the root user", { userIdentity: { type: "Root", accountId: ACCOUNT } }],
    ["nobody known", { userIdentity: null }],
    ["a user without a name", { userIdentity: { type: "IAMUser", userName: {} } }],
  ])("that %s made for a user is found", (_, fields) => {
    expect(detect({ ...made(), ...fields })).toEqual(found);
  });

  it("is the user's whom the answer names, or else the request", () => {
    expect(detect(made(), null)).toEqual(found);
    expect(detect(made({ accessKeyId: KEY }))).toEqual(found);
    expect(detect(made({ accessKeyId: KEY, userName: { a: 1 } }))).toEqual(found);
  });

  it("that users make for themselves is theirs to make, in whatever case their name is written", () => {
    expect(detect(made({ userName: "deploy", accessKeyId: KEY }), null)).toEqual(nothing);
    expect(detect(made({ userName: "Deploy", accessKeyId: KEY }), { userName: "Deploy" })).toEqual(nothing);
  });

  it.each([
    ["failed", { ...made(), errorCode: "LimitExceededException" }],
    ["answered nothing", { responseElements: null }],
    ["answered something else", { responseElements: { accessKey: "AKIA" } }],
    ["answered no id", made({ userName: "ada" })],
    ["answered what is no id", made({ userName: "ada", accessKeyId: "<script>alert(1)</script>" })],
  ])("is not found in a call that %s", (_, fields) => {
    expect(detect(fields)).toEqual(nothing);
  });

  it("of the root user is another detection's", () => {
    expect(detect(made({ accessKeyId: KEY }), null)).toEqual(nothing);
  });

  it("is not found in other calls", () => {
    const names = ["CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "CreateUser"];
    expect(listened(detection, names)).toEqual(["CreateAccessKey"]);
    expect(listened(detection, names, "iam.example.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    await account.iam.createUser({ UserName: "ada", Path: "/staff/", Tags: [{ Key: "team", Value: "a" }] });
  });
  afterAll(() => account.close());

  it("the key is deactivated, the others stay as they are, and the undo activates it", async () => {
    const { iam } = account;
    const other = await iam.createAccessKey({ UserName: "ada" });
    await iam.createAccessKey({ UserName: "ada" });
    expect(JSON.stringify(account.latest())).not.toMatch(/secret/i);
    const violation = await account.one(detection);
    const life = await account.putRight(detection, violation);
    expect(life.before.state).toMatchObject({ user: "ada", status: "Active" });
    expect(life.after).toEqual({ state: { ...life.before.state, status: "Inactive" } });
    expect(life.undone).toEqual(life.before);
    const { AccessKeyMetadata = [] } = await iam.listAccessKeys({ UserName: "ada" });
    const untouched = AccessKeyMetadata.find(
      ({ AccessKeyId }) => AccessKeyId === other.AccessKey?.AccessKeyId,
    );
    expect(untouched?.Status).toBe("Active");
    expect(life.before.plan).not.toHaveProperty("confirm");
    const forged = { ...violation, evidence: { ...violation.evidence, made: "2020-01-01T00:00:00.000Z" } };
    expect((await account.inspect(detection, forged)).plan?.confirm).toMatch(/not made when/);
    expect(await detection.response?.tags?.(violation.resource, account.live)).toEqual({ team: "a" });
  });

  it("a key that is gone is safe, and so is one whose user is", async () => {
    const evidence = { user: "ada", accessKeyId: KEY };
    const resource = { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, type: "AWS::IAM::User", id: "ada" };
    expect(await account.inspect(detection, { resource, evidence })).toEqual({
      state: { user: "ada", accessKey: KEY, status: null },
    });
    const gone = { resource, evidence: { ...evidence, user: "gone" } };
    await expect(account.inspect(detection, gone)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});
