import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-login-profile.ts";

const Password = "Not-A-Secret-1!";
const resource = { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, type: "AWS::IAM::User", id: "ada" };
/** Of a call by the user `deploy`, unless another identity is given. */
const detect = (eventName: string, request: unknown, fields = {}) =>
  detection.detect(iamRecord(eventName, request, fields), place, {});
const nothing = { violations: [], suspicions: [] };
const ada = { userIdentity: { type: "IAMUser", userName: "ada", accountId: ACCOUNT } };

describe("a console password", () => {
  it("that a user is given is found", () => {
    const request = { userName: "ada", passwordResetRequired: false };
    expect(detect("CreateLoginProfile", request)).toEqual({
      suspicions: [],
      violations: [
        {
          resource,
          fingerprint: "console-password",
          summary: "User ada was given a password for the console by somebody else",
          severity: "high",
          evidence: { user: "ada" },
        },
      ],
    });
  });

  it.each([
    ["another user", {}],
    ["a role", { userIdentity: { type: "AssumedRole", userName: "ada" } }],
    ["the root user", { userIdentity: { type: "Root" } }],
    ["nobody known", { userIdentity: null }],
  ])("that %s sets is the same violation", (_, fields) => {
    expect(detect("UpdateLoginProfile", { userName: "ada" }, fields).violations).toMatchObject([
      {
        resource,
        fingerprint: "console-password",
        summary: "User ada had their console password set by somebody else",
      },
    ]);
  });

  it("that users change for themselves is theirs to change", () => {
    expect(detect("UpdateLoginProfile", { userName: "ada" }, ada)).toEqual(nothing);
    expect(detect("UpdateLoginProfile", { userName: "Ada" }, ada)).toEqual(nothing);
    expect(detect("UpdateLoginProfile", null, ada)).toEqual(nothing);
  });

  it("that users make for themselves took another way in, and is found", () => {
    for (const request of [{ userName: "ada" }, null]) {
      expect(detect("CreateLoginProfile", request, ada).violations).toMatchObject([
        { resource, summary: "User ada was given a password for the console by themselves" },
      ]);
    }
  });

  it.each([
    ["failed", { userName: "ada" }, { errorCode: "PasswordPolicyViolationException" }],
    ["names nobody", null, { userIdentity: { type: "AssumedRole" } }],
    ["names what is no user", { userName: "<b>" }, { userIdentity: { type: "Root" } }],
  ])("is not found in a call that %s", (_, request, fields) => {
    expect(detect("CreateLoginProfile", request, fields)).toEqual(nothing);
  });

  it("is not found in other calls", () => {
    const names = ["CreateLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile", "ChangePassword"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "sso.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    await account.iam.createUser({ UserName: "ada" });
  });
  afterAll(() => account.close());

  it("the password is deleted after somebody confirmed it, for nothing brings it back", async () => {
    const { iam } = account;
    await iam.createLoginProfile({ UserName: "ada", Password });
    expect(JSON.stringify(account.latest())).not.toContain(Password);
    const created = await account.one(detection);
    await iam.updateLoginProfile({ UserName: "ada", Password: `${Password}!`, PasswordResetRequired: true });
    expect(JSON.stringify(account.latest())).not.toContain(Password);
    expect(await account.one(detection)).toMatchObject({
      resource: created.resource,
      fingerprint: created.fingerprint,
    });
    const before = await account.inspect(detection, created);
    expect(before).toMatchObject({
      state: { user: "ada", consolePassword: true, mustBeChanged: true },
      plan: {
        steps: [{ service: "iam", operation: "DeleteLoginProfile", input: { UserName: "ada" } }],
        undo: [],
        lost: [expect.stringContaining("the console password of user ada")],
        confirm: expect.stringContaining("can't be brought back"),
      },
    });
    await account.run(before.plan?.steps ?? []);
    expect(await account.inspect(detection, created)).toEqual({
      state: { user: "ada", consolePassword: false },
    });
  });

  it("is safe where the user is gone", async () => {
    const violation = { resource: { ...resource, id: "gone" }, evidence: { user: "gone" } };
    expect(await account.inspect(detection, violation)).toEqual({
      state: { user: "gone", consolePassword: false },
    });
  });
});
