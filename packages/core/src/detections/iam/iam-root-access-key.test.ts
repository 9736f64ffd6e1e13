import { IAM } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-root-access-key.ts";

const arn = `arn:aws:iam::${ACCOUNT}:root`;
const root = { type: "Root", principalId: ACCOUNT, arn, accountId: ACCOUNT };
const accessKey = { accessKeyId: "AKIAEXAMPLEROOTKEY00", status: "Active" };
const detect = (fields: Record<string, unknown> = {}, request: unknown = null) =>
  detection.detect(
    iamRecord("CreateAccessKey", request, { userIdentity: root, responseElements: { accessKey }, ...fields }),
    place,
    {},
  );
const violation = {
  resource: { arn, type: "AWS::IAM::User", id: "root" },
  fingerprint: "root-access-key",
  summary: `The root user of account ${ACCOUNT} has an access key`,
  severity: "critical",
  evidence: { account: ACCOUNT },
};

describe("an access key of the root user", () => {
  it.each([
    ["nothing", null],
    ["an empty request", {}],
    ["an empty text", ""],
    ["what is no user's name", { userName: "AWS ROOT USER" }],
  ])("is found where it asked for %s", (_, request) => {
    expect(detect({}, request)).toEqual({ violations: [violation], suspicions: [] });
  });

  it("is found whatever the answer looks like", () => {
    for (const responseElements of [null, "", { accessKey: "x" }, { accessKey: { userName: {} } }])
      expect(detect({ responseElements }).violations).toEqual([violation]);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ["a call that failed", { errorCode: "AccessDenied" }, null],
    ["a key for a user", {}, { userName: "ada" }],
    [
      "a key that turns out a user's",
      { responseElements: { accessKey: { ...accessKey, userName: "ada" } } },
      null,
    ],
    ["a user's own key", { userIdentity: { type: "IAMUser", userName: "root" } }, null],
    ["a key by nobody known", { userIdentity: null }, null],
  ])("is not %s", (_, fields, request) => {
    expect(detect(fields, request)).toEqual({ violations: [], suspicions: [] });
  });

  it("is not found in other calls", () => {
    expect(listened(detection, ["CreateAccessKey", "DeleteAccessKey"])).toEqual(["CreateAccessKey"]);
    expect(listened(detection, ["CreateAccessKey"], "iam.example.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount({ identities: { ASIAROOT: root } });
  });
  afterAll(() => account.close());

  it("the sweep finds the key that the event shows, until it is gone", async () => {
    const { endpoint } = account;
    const credentials = { accessKeyId: "ASIAROOT", secretAccessKey: "any" };
    const iam = new IAM({ endpoint, region: "us-east-1", credentials });
    expect(await account.sweep(detection)).toEqual([{ resource: arn, violations: [] }]);
    const { AccessKey } = await iam.createAccessKey({});
    expect(await account.one(detection)).toEqual(violation);
    expect(await account.sweep(detection)).toEqual([{ resource: arn, violations: [violation] }]);
    await iam.deleteAccessKey({ AccessKeyId: AccessKey?.AccessKeyId });
    expect(await account.sweep(detection)).toEqual([{ resource: arn, violations: [] }]);
    iam.destroy();
  });
});
