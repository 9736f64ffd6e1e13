import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./s3-bucket-pab-off.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const PUT = "PutBucketPublicAccessBlock";
const DELETE = "DeleteBucketPublicAccessBlock";
const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const asked = (more: object = {}) => ({
  requestParameters: { bucketName: "web", publicAccessBlock: "", ...more },
});
const put = (block: unknown) => asked({ PublicAccessBlockConfiguration: block });
const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";

describe("s3-bucket-pab-off", () => {
  it.each([
    ["one that is taken away", DELETE, asked(), "all-off"],
    [
      "one that blocks nothing",
      PUT,
      put({ xmlns, BlockPublicAcls: false, BlockPublicPolicy: false }),
      "all-off",
    ],
    ["an empty one", PUT, put({ xmlns }), "all-off"],
    ["one flag off", PUT, put({ ...all, BlockPublicPolicy: false }), "no-BlockPublicPolicy"],
    ["one flag off, as text", PUT, put({ ...all, BlockPublicAcls: "false" }), "no-BlockPublicAcls"],
    [
      "flags left out",
      PUT,
      put({ BlockPublicAcls: true, IgnorePublicAcls: "true" }),
      "no-BlockPublicPolicy,no-RestrictPublicBuckets",
    ],
    ["flags of other types", PUT, put({ ...all, IgnorePublicAcls: 1 }), "no-IgnorePublicAcls"],
  ])("finds %s", (_what, eventName, fields, fingerprint) => {
    expect(judged(eventName, fields)).toMatchObject({
      violations: [
        {
          resource: { arn: "arn:aws:s3:::web", type: "AWS::S3::Bucket", id: "web" },
          fingerprint,
          severity: "high",
          evidence: { bucket: "web" },
        },
      ],
      suspicions: [],
    });
  });

  it("says which are off", () => {
    const said = (block: unknown) => judged(PUT, put(block)).violations[0]?.summary;
    expect(said({})).toBe("bucket web does not block public access");
    expect(said({ ...all, IgnorePublicAcls: false })).toBe(
      "bucket web does not block all public access: IgnorePublicAcls is off",
    );
    expect(said({ BlockPublicAcls: true })).toContain("BlockPublicPolicy, RestrictPublicBuckets are off");
  });

  it.each([
    ["the inverse call", PUT, put(all)],
    ["a call that failed", DELETE, { ...asked(), errorCode: "AccessDenied" }],
    ["a change that failed", PUT, { ...put({}), errorCode: "NoSuchBucket" }],
    ["no bucket", DELETE, { requestParameters: { publicAccessBlock: [""] } }],
    ["a bucket with no bucket's name", DELETE, { requestParameters: { bucketName: "a/../b" } }],
    ["a bucket that is a list", DELETE, { requestParameters: { bucketName: ["web"] } }],
    ["nothing", DELETE, { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name, and in the account's", () => {
    expect(judgedBy(detection, "ec2.amazonaws.com")(DELETE, asked())).toEqual(shownNothing);
    expect(judged("DeleteAccountPublicAccessBlock", asked())).toEqual(shownNothing);
  });

  it.each([
    ["left out", undefined],
    ["empty text", ""],
    ["a list", []],
  ])("asks where the configuration is %s", (_how, block) => {
    expect(judged(PUT, put(block))).toMatchObject({
      violations: [],
      suspicions: [{ ask: { bucket: "web" } }],
    });
  });
});

describe("a bucket without its block", () => {
  let account: S3Account;
  beforeEach(async () => {
    account = await openS3Account();
    await account.send("CreateBucket", { Bucket: "web" });
  });
  afterEach(() => account.close());

  const block = async () => {
    const s3 = await account.live.client("s3");
    return (await s3.GetPublicAccessBlock({ Bucket: "web" })).PublicAccessBlockConfiguration;
  };

  it("gets all of it, and the undo brings back the part that there was", async () => {
    const part = { ...all, BlockPublicPolicy: false, RestrictPublicBuckets: false };
    await account.send("PutPublicAccessBlock", { Bucket: "web", PublicAccessBlockConfiguration: part });
    const found = await account.one(detection);
    const { state, plan } = await account.inspect(detection, found);
    expect(state).toEqual({ publicAccessBlock: part });
    await account.run(plan?.steps);
    expect(await block()).toEqual(all);
    expect(await account.inspect(detection, found)).toEqual({ state: { publicAccessBlock: all } });
    await account.run(plan?.undo);
    expect(await block()).toEqual(part);
  });

  it("has none again after the undo, where it had none", async () => {
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
    const found = await account.one(detection);
    const { state, plan } = await account.inspect(detection, found);
    expect(state).toEqual({ publicAccessBlock: null });
    await account.run(plan?.steps);
    expect(await block()).toEqual(all);
    await account.run(plan?.undo);
    await expect(block()).rejects.toMatchObject({ name: "NoSuchPublicAccessBlockConfiguration" });
  });

  it("is another finding's, once other flags are off", async () => {
    await account.send("PutPublicAccessBlock", {
      Bucket: "web",
      PublicAccessBlockConfiguration: { ...all, BlockPublicAcls: false },
    });
    const found = await account.one(detection);
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect((await account.inspect(detection, await account.one(detection))).plan).toBeDefined();
  });

  it("is found by a sweep under the same key, and answers questions by what it is", async () => {
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
    const found = await account.one(detection);
    const swept = await account.sweep(detection);
    expect(swept.find(({ resource }) => resource === found.resource.arn)?.violations).toEqual([found]);
    expect(swept.filter(({ violations }) => violations.length === 0)).not.toEqual([]);
    expect(await detection.assess({ bucket: "web" }, account.live, {})).toEqual([found]);
    await account.send("PutPublicAccessBlock", { Bucket: "web", PublicAccessBlockConfiguration: all });
    expect(await detection.assess({ bucket: "web" }, account.live, {})).toEqual([]);
  });

  it("that is gone is AWS's answer, and no wrong state", async () => {
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
    const found = await account.one(detection);
    await account.send("DeleteBucket", { Bucket: "web" });
    await expect(account.inspect(detection, found)).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
