import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IamAccount, openIamAccount } from "../../../test/iam-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./console-login-no-mfa.ts";

const Password = "Not-A-Secret-1!";
const judged = judgedBy(detection, "signin.amazonaws.com");
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const signedIn = (different: Record<string, unknown> = {}) => ({
  userIdentity: { type: "IAMUser", arn: arnOf("ada"), accountId: ACCOUNT, userName: "ada" },
  eventType: "AwsConsoleSignIn",
  responseElements: { ConsoleLogin: "Success" },
  additionalEventData: { LoginTo: "https://console.aws.amazon.com/console/home", MFAUsed: "No" },
  ...different,
});
const violationOf = (user: string, summary: string) => ({
  region: "us-east-1",
  resource: { arn: arnOf(user), type: "AWS::IAM::User", id: user },
  fingerprint: "no-mfa",
  summary,
  severity: "medium",
  evidence: { user },
});

describe("console-login-no-mfa", () => {
  it("finds a user who signed in without MFA, wherever it was reported", () => {
    const found = violationOf("ada", "User ada signed in to the console without MFA");
    for (const awsRegion of ["us-east-1", "eu-north-1"])
      expect(judged("ConsoleLogin", signedIn({ awsRegion })).violations).toEqual([found]);
  });

  it.each([
    ["says NO", { MFAUsed: "NO" }],
    ["says nothing of it", null],
    ["says something else", { MFAUsed: ["Yes"] }],
  ])("finds one whose record %s", (_, additionalEventData) => {
    expect(judged("ConsoleLogin", signedIn({ additionalEventData })).violations).toHaveLength(1);
  });

  const saml = { MFAUsed: "No", SamlProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` };
  it.each([
    ["with MFA", { additionalEventData: { MFAUsed: "Yes" } }],
    ["that failed", { responseElements: { ConsoleLogin: "Failure" }, errorMessage: "Failed authentication" }],
    ["with an error code", { errorCode: "AccessDenied" }],
    ["without an outcome", { responseElements: null }],
    ["of the root user", { userIdentity: { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root` } }],
    ["of a role", { userIdentity: { type: "AssumedRole", userName: "ada" } }],
    ["of a federated user", { userIdentity: { type: "FederatedUser", userName: "ada" } }],
    ["by an identity provider", { additionalEventData: saml }],
    ["of nobody", { userIdentity: null }],
    ["of what is no user's name", { userIdentity: { type: "IAMUser", userName: "<b>" } }],
  ])("leaves alone a sign-in %s", (_, different) => {
    expect(judged("ConsoleLogin", signedIn(different))).toEqual(shownNothing);
  });

  it("leaves alone what else is called so, and other events of sign-in", () => {
    expect(judged("CheckMfa", signedIn())).toEqual(shownNothing);
    const elsewhere = judgedBy(detection, "signin.example.amazonaws.com");
    expect(elsewhere("ConsoleLogin", signedIn())).toEqual(shownNothing);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    const { iam } = account;
    for (const UserName of ["ada", "bea", "cy"]) await iam.createUser({ UserName, Path: "/staff/" });
    for (const UserName of ["ada", "bea"]) await iam.createLoginProfile({ UserName, Password });
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: "phone" });
    await iam.enableMFADevice({
      UserName: "bea",
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: "123456",
      AuthenticationCode2: "654321",
    });
  });
  afterAll(() => account.close());

  it("the sweep finds who could sign in so, and the response denies them what they do without MFA", async () => {
    const found = violationOf("ada", "User ada can sign in to the console with a password alone");
    const others = ["bea", "cy"].map((name) => ({ resource: arnOf(name), violations: [] }));
    expect(await account.sweep(detection)).toEqual([
      { resource: arnOf("ada"), violations: [found] },
      ...others,
    ]);
    const before = await account.inspect(detection, found);
    await account.run(before.plan?.steps ?? []);
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect(await account.sweep(detection)).toEqual([{ resource: arnOf("ada"), violations: [] }, ...others]);
    await account.run(before.plan?.undo ?? []);
    expect(await account.inspect(detection, found)).toEqual(before);
  });

  it("is swept once, and not in each region", async () => {
    const { live } = account;
    const seen = [];
    const elsewhere = { account: ACCOUNT, region: "eu-west-1", live };
    for await (const swept of detection.sweep?.resources(elsewhere, {}) ?? []) seen.push(swept);
    expect(seen).toEqual([]);
  });
});
