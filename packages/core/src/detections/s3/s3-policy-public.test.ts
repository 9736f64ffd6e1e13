import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./s3-policy-public.ts";

const resource = { arn: "arn:aws:s3:::web", id: "web" };

describePolicyDetection(detection, {
  source: "s3.amazonaws.com",
  eventName: "PutBucketPolicy",
  action: "s3:GetObject",
  fields: (bucketPolicy) => ({ requestParameters: { bucketName: "web", policy: "", bucketPolicy } }),
  resource,
  what: "bucket web",
  severity: "critical",
  otherSource: "s3-outposts.amazonaws.com",
  misses: [["about no bucket", { requestParameters: { bucketName: "a b", bucketPolicy: "{" } }]],
});

it.each([
  ["left out", undefined],
  ["empty", ""],
])("a policy that is %s is looked up", (_how, bucketPolicy) => {
  const judged = judgedBy(detection, "s3.amazonaws.com");
  expect(
    judged("PutBucketPolicy", { requestParameters: { bucketName: "web", policy: "", bucketPolicy } }),
  ).toMatchObject({ violations: [], suspicions: [{ ask: { bucket: "web", account: ACCOUNT } }] });
});

const statement = (Sid: string, more: object) => ({
  Sid,
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::web/*",
  ...more,
});
const own = statement("Own", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("a public bucket", () => {
  let account: S3Account;
  const block = (RestrictPublicBuckets: boolean) => ({
    PublicAccessBlockConfiguration: { RestrictPublicBuckets },
  });
  beforeEach(async () => {
    account = await openS3Account();
    await account.send("CreateBucket", { Bucket: "web" });
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
  });
  afterEach(() => account.close());

  const publish = async (...statements: object[]) => {
    await account.send("PutBucketPolicy", { Bucket: "web", Policy: policy(...statements) });
    return account.one(detection);
  };
  const policyNow = async () => {
    const s3 = await account.live.client("s3");
    return (await s3.GetBucketPolicy({ Bucket: "web" })).Policy;
  };

  it("keeps the statements that are fine, and gets the others back by the undo", async () => {
    const found = await publish(own, statement("All", {}));
    const { plan } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    expect(await policyNow()).toBe(policy(own));
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo);
    expect(await policyNow()).toBe(policy(own, statement("All", {})));
  });

  it("has no policy at all where nothing is left of it", async () => {
    const found = await publish(statement("All", {}));
    const { plan } = await account.inspect(detection, found);
    expect(plan?.steps).toMatchObject([{ operation: "DeleteBucketPolicy", input: { Bucket: "web" } }]);
    await account.run(plan?.steps);
    await expect(policyNow()).rejects.toMatchObject({ name: "NoSuchBucketPolicy" });
    const after = await account.inspect(detection, found);
    expect(after.plan).toBeUndefined();
    expect(after.stuck).toBeUndefined();
    await account.run(plan?.undo);
    expect(await policyNow()).toBe(policy(statement("All", {})));
  });

  it("is found by a sweep under the same key, less severe where a block keeps strangers out", async () => {
    const found = await publish(statement("All", {}));
    const swept = async () =>
      (await account.sweep(detection)).find(({ resource: arn }) => arn === resource.arn)?.violations;
    expect(await swept()).toEqual([found]);
    await account.send("PutPublicAccessBlock", { Bucket: "web", ...block(true) });
    expect(await swept()).toEqual([{ ...found, severity: "medium" }]);
    await account.send("PutPublicAccessBlock", { Bucket: "web", ...block(false) });
    expect(await swept()).toEqual([found]);
    await account.send(
      "PutPublicAccessBlock",
      { AccountId: ACCOUNT, ...block(true) },
      { service: "s3control" },
    );
    expect(await swept()).toEqual([{ ...found, severity: "medium" }]);
    const ask = { bucket: "web", account: ACCOUNT };
    expect(await detection.assess(ask, account.live, {})).toEqual([{ ...found, severity: "medium" }]);
    await account.send("DeleteBucketPolicy", { Bucket: "web" });
    expect(await swept()).toEqual([]);
  });
});
