import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./s3-account-pab-off.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const PUT = "PutAccountPublicAccessBlock";
const DELETE = "DeleteAccountPublicAccessBlock";
const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const put = (block: unknown) => ({
  requestParameters: { accountId: ACCOUNT, PublicAccessBlockConfiguration: block },
});

describe("s3-account-pab-off", () => {
  it.each([
    ["one that is taken away", DELETE, {}, "all-off"],
    ["one flag off", PUT, put({ ...all, RestrictPublicBuckets: false }), "no-RestrictPublicBuckets"],
    ["an empty one", PUT, put({ xmlns: "http://awss3control.amazonaws.com/doc/2018-08-20/" }), "all-off"],
  ])("finds %s, in us-east-1 wherever the call was made", (_what, eventName, fields, fingerprint) => {
    for (const awsRegion of ["us-east-1", "eu-west-1"])
      expect(judged(eventName, { ...fields, awsRegion })).toMatchObject({
        violations: [
          {
            region: "us-east-1",
            resource: {
              arn: `arn:aws:s3:us-east-1:${ACCOUNT}:account-setting/public-access-block`,
              type: "AWS::::Account",
              id: ACCOUNT,
            },
            fingerprint,
            severity: "critical",
            evidence: { account: ACCOUNT },
          },
        ],
        suspicions: [],
      });
  });

  it.each([
    ["the inverse call", PUT, put(all)],
    ["a call that failed", DELETE, { errorCode: "AccessDenied" }],
    ["a bucket's call", "DeleteBucketPublicAccessBlock", {}],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    expect(judgedBy(detection, "s3-outposts.amazonaws.com")(DELETE)).toEqual(shownNothing);
  });

  it.each([[{ requestParameters: null }], [put("")], [put(undefined)]])(
    "asks where the record is %j",
    (fields) => {
      expect(judged(PUT, fields)).toMatchObject({
        violations: [],
        suspicions: [{ ask: { account: ACCOUNT } }],
      });
    },
  );
});

describe("an account without its block", () => {
  let account: S3Account;
  const control = { service: "s3control" };
  beforeEach(async () => {
    account = await openS3Account();
    await account.send(
      "PutPublicAccessBlock",
      { AccountId: ACCOUNT, PublicAccessBlockConfiguration: all },
      control,
    );
  });
  afterEach(() => account.close());

  const block = async () => {
    const s3control = await account.live.client("s3control");
    return (await s3control.GetPublicAccessBlock({ AccountId: ACCOUNT })).PublicAccessBlockConfiguration;
  };

  it("gets it back, and the undo takes it away again", async () => {
    await account.send(
      "DeletePublicAccessBlock",
      { AccountId: ACCOUNT },
      { ...control, region: "eu-west-1" },
    );
    const found = await account.one(detection);
    const { plan } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    expect(await block()).toEqual(all);
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo);
    await expect(block()).rejects.toMatchObject({ name: "NoSuchPublicAccessBlockConfiguration" });
  });

  it("is found by one sweep, in us-east-1", async () => {
    expect(await account.sweep(detection)).toMatchObject([{ violations: [] }]);
    await account.send("DeletePublicAccessBlock", { AccountId: ACCOUNT }, control);
    const found = await account.one(detection);
    expect(await account.sweep(detection)).toEqual([{ resource: found.resource.arn, violations: [found] }]);
    expect(await account.sweep(detection, "eu-west-1")).toEqual([]);
    expect(await detection.assess({ account: ACCOUNT }, account.live, {})).toEqual([found]);
  });
});
