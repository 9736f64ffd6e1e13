import { describe, expect, it } from "vitest";
import { parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { judge } from "../judge.ts";
import detection from "./root-console-login.ts";

const settings = { parameters: () => ({ version: 0, values: {} }) };
const judged = (fields: Record<string, unknown>, source = "signin.amazonaws.com", name = "ConsoleLogin") =>
  judge(parsed(record(source, name, fields)), listeners([detection]), settings).judgements.flatMap(
    ({ verdict }) => verdict.violations,
  );

const root = {
  type: "Root",
  principalId: "111122223333",
  arn: "arn:aws:iam::111122223333:root",
  accountId: "111122223333",
  accessKeyId: "",
};
const signedIn = {
  userIdentity: root,
  eventType: "AwsConsoleSignIn",
  responseElements: { ConsoleLogin: "Success" },
  additionalEventData: { LoginTo: "https://console.aws.amazon.com/console/home", MFAUsed: "Yes" },
};

describe("root-console-login", () => {
  it("finds a sign-in of the root user, wherever it was reported, as one violation of the account", () => {
    expect(judged({ ...signedIn, awsRegion: "eu-north-1" })).toEqual([
      {
        region: "us-east-1",
        resource: { arn: "arn:aws:iam::111122223333:root", type: "AWS::IAM::User", id: "root" },
        fingerprint: "console-login",
        summary: "The root user of account 111122223333 signed in to the console",
        severity: "high",
        evidence: { mfa: true },
      },
    ]);
  });

  it.each([
    ["No", { MFAUsed: "No" }],
    ["nothing of it", null],
    ["something else", { MFAUsed: { a: 1 } }],
  ])("calls it critical where the record says %s of MFA", (_what, additionalEventData) => {
    expect(judged({ ...signedIn, additionalEventData })).toMatchObject([
      { severity: "critical", evidence: { mfa: false } },
    ]);
  });

  it.each([
    ["that failed", { responseElements: { ConsoleLogin: "Failure" }, errorMessage: "Failed authentication" }],
    ["with an error code", { errorCode: "AccessDenied" }],
    ["without an outcome", { responseElements: null }],
    ["of a user", { userIdentity: { type: "IAMUser", userName: "root" } }],
    ["of a role that is named root", { userIdentity: { type: "AssumedRole", userName: "Root" } }],
    ["of nobody", { userIdentity: null }],
  ])("leaves alone a sign-in %s", (_what, different) => {
    expect(judged({ ...signedIn, ...different })).toEqual([]);
  });

  it("leaves alone what else is called so, and other events of sign-in", () => {
    expect(judged(signedIn, "signin.example.amazonaws.com")).toEqual([]);
    expect(judged(signedIn, "signin.amazonaws.com", "CheckMfa")).toEqual([]);
  });
});
