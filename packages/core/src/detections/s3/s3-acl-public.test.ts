import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./s3-acl-public.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const group = (name: string) => `http://acs.amazonaws.com/groups/${name}`;
const everyone = { "xsi:type": "Group", URI: group("global/AllUsers") };
const authenticated = { "xsi:type": "Group", URI: group("global/AuthenticatedUsers") };
const owner = { "xsi:type": "CanonicalUser", ID: "a".repeat(64) };
const asked = (more: object, fields: object = {}) => ({
  requestParameters: { bucketName: "web", acl: "", ...more },
  ...fields,
});
const body = (Grant: unknown) =>
  asked({ AccessControlPolicy: { Owner: { ID: owner.ID }, AccessControlList: { Grant } } });
const grant = (Grantee: object, Permission: string) => ({ Grantee, Permission });

describe("s3-acl-public", () => {
  it.each([
    ["public-read", asked({ "x-amz-acl": ["public-read"] }), "AllUsers:READ"],
    ["a canned one as text", asked({ "x-amz-acl": "public-read-write" }), "AllUsers:READ,AllUsers:WRITE"],
    ["authenticated-read", asked({ "x-amz-acl": ["authenticated-read"] }), "AuthenticatedUsers:READ"],
    ["one grant in the body", body(grant(everyone, "READ")), "AllUsers:READ"],
    [
      "many grants in the body, whatever their order",
      body([
        grant(authenticated, "FULL_CONTROL"),
        grant(owner, "FULL_CONTROL"),
        grant(everyone, "WRITE_ACP"),
        grant(everyone, "READ_ACP"),
        grant(everyone, "READ_ACP"),
      ]),
      "AllUsers:READ_ACP,AllUsers:WRITE_ACP,AuthenticatedUsers:FULL_CONTROL",
    ],
    ["a header", asked({ "x-amz-grant-read": [`id="${owner.ID}", uri="${everyone.URI}"`] }), "AllUsers:READ"],
    [
      "headers as text, of two groups",
      asked({ "x-amz-grant-write": `uri=${everyone.URI},uri=${authenticated.URI}` }),
      "AllUsers:WRITE,AuthenticatedUsers:WRITE",
    ],
    [
      "a header for all",
      asked({ "x-amz-grant-full-control": [`URI="${everyone.URI}"`] }),
      "AllUsers:FULL_CONTROL",
    ],
    [
      "garbage beside it",
      body([null, 7, { Grantee: 3 }, { Grantee: { URI: [] } }, grant(everyone, "READ")]),
      "AllUsers:READ",
    ],
  ])("finds %s", (_what, fields, fingerprint) => {
    for (const eventName of ["PutBucketAcl", "CreateBucket"])
      expect(judged(eventName, fields)).toMatchObject({
        violations: [
          {
            resource: { arn: "arn:aws:s3:::web", type: "AWS::S3::Bucket", id: "web" },
            fingerprint,
            severity: "high",
            evidence: { bucket: "web", open: fingerprint },
          },
        ],
        suspicions: [],
      });
  });

  it("says who may do what", () => {
    const all = body([grant(everyone, "READ"), grant(everyone, "WRITE"), grant(authenticated, "READ_ACP")]);
    expect(judged("PutBucketAcl", all).violations[0]?.summary).toBe(
      "bucket web, by its ACL: anyone may READ, WRITE; anyone with an AWS account may READ_ACP",
    );
  });

  it.each([
    ["a private one", "PutBucketAcl", asked({ "x-amz-acl": ["private"] })],
    ["one for S3's own log delivery", "PutBucketAcl", body(grant({ URI: group("s3/LogDelivery") }, "WRITE"))],
    [
      "one for another account",
      "PutBucketAcl",
      body([grant(owner, "FULL_CONTROL"), grant({ ID: "b" }, "READ")]),
    ],
    ["a group that isn't S3's", "PutBucketAcl", body(grant({ URI: "http://example.com/AllUsers" }, "READ"))],
    ["a permission that is none", "PutBucketAcl", body(grant(everyone, "DANCE"))],
    ["a name that objects have", "PutBucketAcl", asked({ "x-amz-acl": ["constructor"] })],
    [
      "a call that failed",
      "PutBucketAcl",
      asked({ "x-amz-acl": ["public-read"] }, { errorCode: "AccessDenied" }),
    ],
    ["a bucket that is made without a word about it", "CreateBucket", asked({})],
    ["no bucket", "PutBucketAcl", { requestParameters: { "x-amz-acl": ["public-read"] } }],
    ["nothing", "CreateBucket", { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    const fields = asked({ "x-amz-acl": ["public-read"] });
    expect(judgedBy(detection, "s3-outposts.amazonaws.com")("CreateBucket", fields)).toEqual(shownNothing);
  });

  it("asks where the record does not show the ACL", () => {
    const question = { violations: [], suspicions: [{ ask: { bucket: "web", account: ACCOUNT } }] };
    expect(judged("PutBucketAcl", asked({}))).toMatchObject(question);
    expect(judged("PutBucketAcl", asked({ AccessControlPolicy: "" }))).toMatchObject(question);
    expect(judged("CreateBucket", asked({ omitted: true }))).toMatchObject(question);
  });

  it("is in the region of the bucket that is made", () => {
    const made = (LocationConstraint: unknown) =>
      judged(
        "CreateBucket",
        asked({ "x-amz-acl": ["public-read"], CreateBucketConfiguration: { LocationConstraint } }),
      ).violations[0]?.region;
    expect(made("eu-west-1")).toBe("eu-west-1");
    for (const other of ["us-east-1", "elsewhere", 7, undefined]) expect(made(other)).toBeUndefined();
  });
});

describe("a bucket with a public ACL", () => {
  let account: S3Account;
  beforeEach(async () => {
    account = await openS3Account();
    await account.send("CreateBucket", { Bucket: "web", ObjectOwnership: "ObjectWriter" });
    await account.send("DeletePublicAccessBlock", { Bucket: "web" });
  });
  afterEach(() => account.close());

  const aclNow = async () => {
    const s3 = await account.live.client("s3");
    const { Owner, Grants } = await s3.GetBucketAcl({ Bucket: "web" });
    return { Owner, Grants };
  };
  const other = "b".repeat(64);

  it("keeps what is for others, and gets it all back by the undo", async () => {
    await account.send("PutBucketAcl", {
      Bucket: "web",
      GrantRead: `uri="${everyone.URI}", id="${other}"`,
      GrantWriteACP: `uri="${authenticated.URI}"`,
    });
    const before = await aclNow();
    const found = await account.one(detection);
    const { plan } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    expect((await aclNow()).Grants).toEqual([
      { Grantee: { Type: "CanonicalUser", ID: other }, Permission: "READ" },
    ]);
    expect((await aclNow()).Owner).toEqual(before.Owner);
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo);
    expect(await aclNow()).toEqual(before);
  });

  it("is another finding's, once it lets everyone do something else", async () => {
    await account.send("PutBucketAcl", { Bucket: "web", ACL: "public-read" });
    const found = await account.one(detection);
    await account.send("PutBucketAcl", { Bucket: "web", ACL: "public-read-write" });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect((await account.inspect(detection, await account.one(detection))).plan).toBeDefined();
  });

  it("is found by a sweep under the same key, less severe where a block has it ignored", async () => {
    await account.send("PutBucketAcl", { Bucket: "web", ACL: "public-read-write" });
    const found = await account.one(detection);
    const swept = async () => (await account.sweep(detection)).flatMap(({ violations }) => violations);
    expect(await swept()).toEqual([found]);
    const PublicAccessBlockConfiguration = { IgnorePublicAcls: true };
    await account.send("PutPublicAccessBlock", { Bucket: "web", PublicAccessBlockConfiguration });
    expect(await swept()).toEqual([{ ...found, severity: "medium" }]);
    const ask = { bucket: "web", account: ACCOUNT };
    expect(await detection.assess(ask, account.live, {})).toEqual([{ ...found, severity: "medium" }]);
    await account.send("PutBucketAcl", { Bucket: "web", ACL: "private" });
    expect(await swept()).toEqual([]);
  });
});
