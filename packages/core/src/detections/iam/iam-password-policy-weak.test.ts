import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-password-policy-weak.ts";

const arn = `arn:aws:iam::${ACCOUNT}:root`;
const STRONG = {
  MinimumPasswordLength: 16,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
};
const request = (rules: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
const update = (requestParameters: unknown, fields = {}, parameters = {}) =>
  detection.detect(iamRecord("UpdateAccountPasswordPolicy", requestParameters, fields), place, parameters);
const known = (value: Record<string, unknown>) => [
  { resource: arn, aspect: "password-policy", value: JSON.parse(JSON.stringify(value)) },
];

describe("a password policy", () => {
  it("that demands too little is a violation of the account", () => {
    expect(update(request({ ...STRONG, MinimumPasswordLength: 8, RequireSymbols: false }))).toEqual({
      suspicions: [],
      violations: [
        {
          resource: { arn, type: "AWS::::Account", id: ACCOUNT },
          fingerprint: "password-policy",
          summary: `The password policy of account ${ACCOUNT} is too weak: no symbol, 8 characters instead of 14`,
          severity: "medium",
          evidence: { account: ACCOUNT },
        },
      ],
    });
  });

  it("that is deleted is one, too", () => {
    const { violations } = detection.detect(iamRecord("DeleteAccountPasswordPolicy", null), place, {});
    expect(violations).toMatchObject([
      { fingerprint: "password-policy", summary: `Account ${ACCOUNT} has no password policy` },
    ]);
  });

  it("has AWS's defaults where nothing is said", () => {
    expect(update(null).violations).toHaveLength(1);
    expect(update({}).violations).toHaveLength(1);
  });

  it("that demands enough is good to go back to", () => {
    expect(update(request(STRONG))).toEqual({ violations: [], suspicions: [], baselines: known(STRONG) });
  });

  it("is judged by the parameters", () => {
    const parameters = { minimumLength: 20 };
    expect(update(request(STRONG), {}, parameters).violations).toHaveLength(1);
    const lenient = { requireSymbols: false, minimumLength: 8, passwordReusePrevention: 0 };
    const weak = { ...STRONG, RequireSymbols: false, MinimumPasswordLength: 8 };
    expect(update(request({ ...weak, PasswordReusePrevention: undefined }), {}, lenient).violations).toEqual(
      [],
    );
  });

  it("is asked for where the record leaves it out", () => {
    expect(update({ omitted: true })).toMatchObject({
      violations: [],
      suspicions: [{ ask: { account: ACCOUNT } }],
    });
  });

  it("is as it was where the call failed", () => {
    expect(update(request({}), { errorCode: "AccessDenied" })).toEqual({ violations: [], suspicions: [] });
  });

  it("is not changed by other calls", () => {
    const names = ["UpdateAccountPasswordPolicy", "DeleteAccountPasswordPolicy", "ChangePassword"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "cognito-idp.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
  });
  beforeEach(() => account.iam.updateAccountPasswordPolicy(STRONG));
  afterAll(() => account.close());
  const state = (passwordPolicy: unknown) => ({ account: ACCOUNT, passwordPolicy });

  it("the former policy is set again, and its undo sets the weak one", async () => {
    await account.iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 8, HardExpiry: true });
    const life = await account.putRight(detection, await account.one(detection), known(STRONG));
    expect(life.before.plan?.steps).toMatchObject([{ input: STRONG }]);
    expect(life.before.plan).not.toHaveProperty("caveats");
    expect(life.after).toMatchObject({ state: state(STRONG), baselines: known(STRONG) });
    expect(life.after.plan).toBeUndefined();
    expect(life.before.state).toMatchObject(state({ MinimumPasswordLength: 8, HardExpiry: true }));
    expect(life.undone).toEqual(life.before);
  });

  it.each([
    ["is not known", []],
    ["is too weak today", known({ ...STRONG, MinimumPasswordLength: 13 })],
    ["is none", known({})],
  ])("where the former policy %s, the present one is raised to the minimum", async (_, baselines) => {
    await account.iam.updateAccountPasswordPolicy({
      ...STRONG,
      RequireNumbers: false,
      MinimumPasswordLength: 9,
    });
    const life = await account.putRight(detection, await account.one(detection), baselines);
    expect(life.after.state).toEqual(state({ ...STRONG, MinimumPasswordLength: 14 }));
    expect(life.before.plan?.caveats).toEqual([expect.stringMatching(/not known/)]);
    expect(life.undone).toEqual(life.before);
  });

  it("where there is none, one is set, and its undo deletes it", async () => {
    await account.iam.deleteAccountPasswordPolicy();
    const life = await account.putRight(detection, await account.one(detection));
    expect(life.before.state).toEqual(state(null));
    expect(life.after.state).toMatchObject(state({ MinimumPasswordLength: 14, RequireSymbols: true }));
    expect(life.before.plan?.undo).toMatchObject([{ operation: "DeleteAccountPasswordPolicy" }]);
    expect(life.undone).toEqual(life.before);
  });

  it("what the record leaves out is looked up", async () => {
    const record = iamRecord("UpdateAccountPasswordPolicy", { omitted: true });
    expect(await account.found(detection, record)).toEqual([]);
    await account.iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 8 });
    expect(await account.found(detection, record)).toEqual([await account.one(detection)]);
    await account.iam.deleteAccountPasswordPolicy();
    expect(await account.found(detection, record)).toEqual([await account.one(detection)]);
  });

  it("the sweep finds the same as the event, and keeps what is good", async () => {
    expect(await account.sweep(detection)).toEqual([
      { resource: arn, violations: [], baselines: known(STRONG) },
    ]);
    await account.iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 8 });
    const weak = { resource: arn, violations: [await account.one(detection)], baselines: [] };
    expect(await account.sweep(detection)).toEqual([weak]);
    await account.iam.deleteAccountPasswordPolicy();
    expect(await account.sweep(detection)).toEqual([{ ...weak, violations: [await account.one(detection)] }]);
  });
});
