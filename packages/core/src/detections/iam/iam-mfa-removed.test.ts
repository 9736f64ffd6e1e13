import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { parseJson } from "../../json.ts";
import { DENY_POLICY } from "./deny-without-mfa.ts";
import detection from "./iam-mfa-removed.ts";

const Password = "Not-A-Secret-1!";
const serial = (name: string) => `arn:aws:iam::${ACCOUNT}:mfa/${name}`;
const resource = { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, type: "AWS::IAM::User", id: "ada" };
const rootResource = { arn: `arn:aws:iam::${ACCOUNT}:root`, type: "AWS::IAM::User", id: "root" };
const byRoot = { userIdentity: { type: "Root", accountId: ACCOUNT } };
/** Of a call by the user `deploy`, unless another identity is given. */
const detect = (eventName: string, request: unknown, fields = {}) =>
  detection.detect(iamRecord(eventName, request, fields), place, {});
const nothing = { violations: [], suspicions: [] };

describe("an MFA device that is deactivated", () => {
  it("is a violation of its user", () => {
    const request = { userName: "ada", serialNumber: serial("phone") };
    expect(detect("DeactivateMFADevice", request)).toEqual({
      suspicions: [],
      violations: [
        {
          resource,
          fingerprint: "no-mfa",
          summary: "An MFA device of user ada was taken away",
          severity: "high",
          evidence: { of: "user", name: "ada" },
        },
      ],
    });
    expect(detect("DeactivateMFADevice", request, byRoot).violations).toMatchObject([{ resource }]);
  });

  it("is the caller's own where nobody is named", () => {
    expect(detect("DeactivateMFADevice", { serialNumber: serial("phone") }).violations).toMatchObject([
      { resource: { id: "deploy" }, evidence: { of: "user", name: "deploy" } },
    ]);
  });

  it.each([
    ["root's device", { serialNumber: serial("root-account-mfa-device") }, {}],
    ["root's security key", { serialNumber: `arn:aws:iam::${ACCOUNT}:u2f/root-account/key-A1` }, {}],
    ["root calls of its own", { serialNumber: "GAHT12345678" }, byRoot],
    ["root is named so", { userName: "AWS ROOT USER", serialNumber: serial("root-account-mfa-device") }, {}],
    ["root is named as users are", { userName: "root", serialNumber: serial("root-account-mfa-device") }, {}],
    ["root calls, and nothing is told", null, byRoot],
  ])("is the root user's where %s", (_, request, fields) => {
    expect(detect("DeactivateMFADevice", request, fields)).toEqual({
      suspicions: [],
      violations: [
        {
          resource: rootResource,
          fingerprint: "root-no-mfa",
          summary: `An MFA device of the root user of account ${ACCOUNT} was taken away`,
          severity: "critical",
          evidence: { of: "root", name: "root" },
        },
      ],
    });
  });

  it.each([
    ["failed", { userName: "ada" }, { errorCode: "NoSuchEntityException" }],
    ["a role made, and names nobody", null, { userIdentity: { type: "AssumedRole" } }],
  ])("is none in a call that %s", (_, request, fields) => {
    expect(detect("DeactivateMFADevice", request, fields)).toEqual(nothing);
  });

  it("is not found in other calls", () => {
    const names = ["DeactivateMFADevice", "DeleteVirtualMFADevice", "EnableMFADevice", "ResyncMFADevice"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "sso.amazonaws.com")).toEqual([]);
  });
});

describe("a virtual device that is deleted", () => {
  it.each([
    ["ada", { of: "user", name: "ada" }],
    ["staff/ada", { of: "user", name: "ada" }],
    ["root-account-mfa-device", { of: "root", name: "root" }],
    ["root-account-mfa-device-2", { of: "user", name: "root-account-mfa-device-2" }],
  ])("by the name %s raises a question", (name, owner) => {
    expect(detect("DeleteVirtualMFADevice", { serialNumber: serial(name) })).toEqual({
      violations: [],
      suspicions: [
        { ask: { ...owner, account: ACCOUNT }, reason: "the record does not say whose device it was" },
      ],
    });
  });

  it.each([
    ["of a call that failed", { serialNumber: serial("ada") }, { errorCode: "DeleteConflictException" }],
    ["without a serial number", null, {}],
    ["with one that names nothing", { serialNumber: "GAHT12345678" }, {}],
    ["with a name that is none", { serialNumber: serial("<b>") }, {}],
  ])("raises none %s", (_, request, fields) => {
    expect(detect("DeleteVirtualMFADevice", request, fields)).toEqual(nothing);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
  });
  afterAll(() => account.close());

  /** A user with a password and a virtual MFA device, which has the user's name. */
  async function makeUser(UserName: string, { password = true } = {}) {
    const { iam } = account;
    await iam.createUser({ UserName });
    if (password) await iam.createLoginProfile({ UserName, Password });
    await register(UserName, UserName);
  }

  async function register(UserName: string, VirtualMFADeviceName: string) {
    const { iam } = account;
    await iam.createVirtualMFADevice({ VirtualMFADeviceName });
    await enable(UserName, VirtualMFADeviceName);
  }

  const enable = (UserName: string, name: string) =>
    account.iam.enableMFADevice({
      UserName,
      SerialNumber: serial(name),
      AuthenticationCode1: "123456",
      AuthenticationCode2: "654321",
    });
  const deactivate = (UserName: string, name = UserName) =>
    account.iam.deactivateMFADevice({ UserName, SerialNumber: serial(name) });

  it("who has a password alone may do nothing in the console but register a device", async () => {
    await makeUser("ada");
    await deactivate("ada");
    const violation = await account.one(detection);
    const life = await account.putRight(detection, violation);
    const [step] = life.before.plan?.steps ?? [];
    expect(step).toMatchObject({ operation: "PutUserPolicy" });
    expect(step?.input).toMatchObject({ UserName: "ada", PolicyName: "snapback-deny-without-mfa" });
    expect(parseJson(z.string().parse(step?.input.PolicyDocument))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "SnapbackDenyWithoutMfa",
          Effect: "Deny",
          NotAction: [
            "iam:ChangePassword",
            "iam:CreateVirtualMFADevice",
            "iam:EnableMFADevice",
            "iam:GetUser",
            "iam:ListMFADevices",
            "iam:ListVirtualMFADevices",
            "iam:ResyncMFADevice",
            "sts:GetSessionToken",
          ],
          Resource: "*",
          // With access keys there is no such key, and `BoolIfExists` would deny them everything.
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
        },
      ],
    });
    expect(life.after).toMatchObject({
      state: { user: "ada", consolePassword: true, mfaDevices: 0, deniedWithoutMfa: true },
    });
    expect(life.after.plan).toBeUndefined();
    expect(life.undone).toEqual(life.before);
  });

  it("the undo stands when they have a device again", async () => {
    await makeUser("bea");
    await deactivate("bea");
    const violation = await account.one(detection);
    const { plan } = await account.inspect(detection, violation);
    await account.run(plan?.steps ?? []);
    const denied = await account.inspect(detection, violation);
    await enable("bea", "bea");
    const registered = await account.inspect(detection, violation);
    expect(registered.state).toMatchObject({ mfaDevices: 1 });
    expect(registered.guard).toEqual(denied.guard);
    await account.run(plan?.undo ?? []);
    const undone = await account.inspect(detection, violation);
    expect(undone).toEqual({
      state: { user: "bea", consolePassword: true, mfaDevices: 1, deniedWithoutMfa: false },
      guard: { user: "bea", policy: null },
    });
  });

  it("a policy of that name that denies less is replaced, and comes back", async () => {
    await makeUser("cy");
    const weak =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*" }] }';
    await account.iam.putUserPolicy({ UserName: "cy", PolicyName: DENY_POLICY, PolicyDocument: weak });
    await deactivate("cy");
    const life = await account.putRight(detection, await account.one(detection));
    expect(life.before.guard).toEqual({ user: "cy", policy: weak });
    expect(life.after.state).toMatchObject({ deniedWithoutMfa: true });
    expect(life.undone).toEqual(life.before);
  });

  it.each<[string, string, (name: string) => Promise<unknown>]>([
    ["another device", "dee", (name) => register(name, `${name}-2`)],
    ["no password", "eve", (UserName) => account.iam.deleteLoginProfile({ UserName })],
  ])("who has %s is left alone", async (_, name, change) => {
    await makeUser(name);
    await change(name);
    await deactivate(name);
    const seen = await account.inspect(detection, await account.one(detection));
    expect(seen.plan).toBeUndefined();
    expect(seen.stuck).toBeUndefined();
  });

  it("a deleted device counts where a user of its name has nothing but a password", async () => {
    await makeUser("fay");
    await makeUser("gus", { password: false });
    const remove = async (name: string) => {
      await account.iam.deleteVirtualMFADevice({ SerialNumber: serial(name) });
      return account.found(detection, account.latest());
    };
    await register("fay", "fay-2");
    await deactivate("fay", "fay-2");
    expect(await remove("fay-2")).toEqual([]);
    await deactivate("fay");
    const [known] = await account.found(detection, account.latest());
    expect(await remove("fay")).toEqual([known]);
    await deactivate("gus");
    expect(await remove("gus")).toEqual([]);
    await account.iam.createVirtualMFADevice({ VirtualMFADeviceName: "nobody" });
    expect(await remove("nobody")).toEqual([]);
  });

  it("of the root user is left to whoever can sign in as it", async () => {
    const record = iamRecord("DeactivateMFADevice", null, byRoot);
    const [violation] = await account.found(detection, record);
    if (violation === undefined) throw new Error("it has to be found");
    const seen = await account.inspect(detection, violation);
    expect(seen).toEqual({
      state: { rootMfa: false, rootPassword: true },
      stuck: expect.stringContaining("only the root user"),
    });
    expect(await detection.response?.tags?.(violation.resource, account.live)).toEqual({});
    const deleted = iamRecord("DeleteVirtualMFADevice", { serialNumber: serial("root-account-mfa-device") });
    expect(await account.found(detection, deleted)).toEqual([violation]);
  });
});
