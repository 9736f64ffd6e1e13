import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  paginateListBuckets,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, rawCall, refusal } from "../../test-sandbox.ts";
import { openBucket } from "./test-buckets.ts";

describe("a new bucket", () => {
  test("is listed, and has no ACL and no public access", async () => {
    const { s3, Bucket } = await openBucket();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: "web" }));
    expect(Buckets).toEqual([{ Name: Bucket, CreationDate: expect.any(Date), BucketRegion: "us-east-1" }]);
    expect(await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" },
    ]);
  });

  test("is in the region of the call, and only GetBucketLocation answers elsewhere", async () => {
    const { sdk } = await openTestSandbox();
    const ireland = sdk(S3Client, "eu-west-1");
    const Bucket = "in-ireland";
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    const elsewhere = { LocationConstraint: "us-west-2" } as const;
    const create = new CreateBucketCommand({ Bucket, CreateBucketConfiguration: elsewhere });
    expect(await refusal(ireland.send(create))).toMatchObject({
      name: "IllegalLocationConstraintException",
    });
    const { Location } = await ireland.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    expect(Location).toBe("/in-ireland");
    expect(await ireland.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: "eu-west-1",
    });
    const virginia = sdk(S3Client);
    expect(await virginia.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({
      LocationConstraint: "eu-west-1",
    });
    expect(await refusal(virginia.send(new GetBucketAclCommand({ Bucket })))).toMatchObject({
      name: "PermanentRedirect",
      status: 301,
    });
    expect(await refusal(virginia.send(new CreateBucketCommand({ Bucket })))).toMatchObject({
      name: "BucketAlreadyOwnedByYou",
      status: 409,
    });
    const { Buckets = [] } = await virginia.send(new ListBucketsCommand({ BucketRegion: "eu-west-1" }));
    expect(Buckets.map(({ Name }) => Name)).toEqual([Bucket]);
  });

  test("is made in any region by the first one's endpoint", async () => {
    const { sdk } = await openTestSandbox();
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    await sdk(S3Client).send(new CreateBucketCommand({ Bucket: "afar", CreateBucketConfiguration }));
    const ireland = sdk(S3Client, "eu-west-1");
    expect(await ireland.send(new HeadBucketCommand({ Bucket: "afar" }))).toMatchObject({
      BucketRegion: "eu-west-1",
    });
  });

  test("of us-east-1 has no location", async () => {
    const { s3, Bucket } = await openBucket();
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBeUndefined();
  });

  test.each(["Web", "we", "a..b", "-web", "192.168.0.1", "xn--web", "w".repeat(64)])(
    "is not called %s",
    async (Bucket) => {
      const { sdk } = await openTestSandbox();
      expect(await refusal(sdk(S3Client).send(new CreateBucketCommand({ Bucket })))).toMatchObject({
        name: "InvalidBucketName",
      });
    },
  );

  test.each([
    ["public-read", undefined, "InvalidBucketAclWithObjectOwnership"],
    ["public-read", "ObjectWriter", "InvalidBucketAclWithBlockPublicAccessError"],
    ["authenticated-read", "BucketOwnerPreferred", "InvalidBucketAclWithBlockPublicAccessError"],
  ] as const)("is not %s with %s", async (ACL, ObjectOwnership, name) => {
    const { sdk } = await openTestSandbox();
    const create = new CreateBucketCommand({ Bucket: "web", ACL, ObjectOwnership });
    expect(await refusal(sdk(S3Client).send(create))).toMatchObject({ name, status: 400 });
  });
});

test("the trail's bucket is there from the start", async () => {
  const { sdk } = await openTestSandbox();
  const { Buckets = [] } = await sdk(S3Client).send(new ListBucketsCommand({}));
  expect(Buckets).toEqual([{ Name: "management-events-111122223333", CreationDate: expect.any(Date) }]);
});

test("buckets come in pages", async () => {
  const { s3 } = await openBucket();
  await s3.send(new CreateBucketCommand({ Bucket: "app" }));
  const names: unknown[] = [];
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3, pageSize: 2 }, {})) {
    names.push(Buckets.map(({ Name }) => Name));
  }
  expect(names).toEqual([["app", "management-events-111122223333"], ["web"]]);
  const wrong = new ListBucketsCommand({ ContinuationToken: "x" });
  expect(await refusal(s3.send(wrong))).toMatchObject({ name: "InvalidArgument" });
});

test("a bucket is gone when it is deleted, and stays so after a restart", async () => {
  const storage = await openStorage(undefined);
  const { s3, Bucket, sandbox } = await openBucket({}, { storage });
  await s3.send(new DeleteBucketCommand({ Bucket }));
  expect(await refusal(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
    name: "NoSuchBucket",
    status: 404,
  });
  expect(await refusal(s3.send(new HeadBucketCommand({ Bucket })))).toMatchObject({
    name: "NotFound",
    status: 404,
  });
  await s3.send(new DeleteBucketCommand({ Bucket: "management-events-111122223333" }));
  await s3.send(new CreateBucketCommand({ Bucket: "kept" }));
  await sandbox.close();
  const { sdk } = await openTestSandbox({ storage });
  const { Buckets = [] } = await sdk(S3Client).send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toEqual(["kept"]);
});

describe("records", () => {
  test("of a bucket's making and end", async () => {
    const { sdk, records } = await openTestSandbox();
    const s3 = sdk(S3Client, "eu-west-1");
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    const Bucket = "web";
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration,
        ACL: "private",
        ObjectOwnership: "ObjectWriter",
      }),
    );
    await s3.send(new DeleteBucketCommand({ Bucket, ExpectedBucketOwner: "111122223333" }));
    const Host = "web.s3.eu-west-1.amazonaws.com";
    expect(records).toMatchObject([
      {
        eventSource: "s3.amazonaws.com",
        eventName: "CreateBucket",
        awsRegion: "eu-west-1",
        requestParameters: {
          bucketName: "web",
          Host,
          "x-amz-acl": ["private"],
          "x-amz-object-ownership": ["ObjectWriter"],
          CreateBucketConfiguration: {
            xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
            LocationConstraint: "eu-west-1",
          },
        },
        responseElements: null,
        readOnly: false,
      },
      { eventName: "DeleteBucket", requestParameters: { bucketName: "web", Host } },
    ]);
  });

  test("of what was refused", async () => {
    const { sdk, records } = await openTestSandbox();
    await refusal(sdk(S3Client).send(new DeleteBucketCommand({ Bucket: "nowhere" })));
    expect(records).toMatchObject([
      { eventName: "DeleteBucket", errorCode: "NoSuchBucket", requestParameters: { bucketName: "nowhere" } },
    ]);
  });
});

describe("on the wire", () => {
  test("what isn't in the sandbox is not taken for something else", async () => {
    const { s3, Bucket, records } = await openBucket();
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] };
    expect(await refusal(s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })))).toMatchObject({
      name: "NotImplemented",
      message: expect.stringMatching(/^s3:PUT \/web\/\?cors is not in the sandbox; it has: CreateBucket, /),
    });
    const lock = new CreateBucketCommand({ Bucket: "locked", ObjectLockEnabledForBucket: true });
    expect(await refusal(s3.send(lock))).toMatchObject({
      message: expect.stringContaining("x-amz-bucket-object-lock-enabled"),
    });
    expect(records).toMatchObject([{ eventName: "CreateBucket", errorCode: "MalformedXML" }]);
  });

  test("another account is not the bucket's owner", async () => {
    const { s3, Bucket } = await openBucket();
    const get = new GetBucketAclCommand({ Bucket, ExpectedBucketOwner: "999999999999" });
    expect(await refusal(s3.send(get))).toMatchObject({ name: "AccessDenied", status: 403 });
  });

  test("errors have S3's form", async () => {
    const { url } = await openTestSandbox();
    const answer = await rawCall(url, "s3", "", { method: "GET", path: "/nowhere?acl" });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/xml");
    expect(answer.headers.get("x-amz-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.text()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchBucket<\/Code><Message>The specified bucket does not exist<\/Message><RequestId>.*<\/RequestId><HostId>.*<\/HostId><\/Error>$/,
    );
  });

  test("an account's whole list has S3's form", async () => {
    const { url } = await openTestSandbox({ now: () => new Date("2026-11-23T08:00:00Z") });
    const answer = await rawCall(url, "s3", "", { method: "GET", path: "/?x-id=ListBuckets" });
    expect((await answer.text()).split("\n")[1]).toMatch(
      /^<ListAllMyBucketsResult xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/"><Owner><ID>[0-9a-f]{64}<\/ID><\/Owner><Buckets><Bucket><Name>management-events-111122223333<\/Name><CreationDate>2026-11-23T08:00:00.000Z<\/CreationDate><\/Bucket><\/Buckets><\/ListAllMyBucketsResult>$/,
    );
  });

  test("the bucket may be in the host's name", async () => {
    const { sandbox } = await openBucket();
    const scope = "AKIATEST/20261123/us-east-1/s3/aws4_request";
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const head = async (host: string, path: string) => {
      const { status } = await sandbox.handle({
        method: "HEAD",
        path,
        query: new URLSearchParams(),
        headers: { host, authorization },
        body: Buffer.alloc(0),
        remoteAddress: "127.0.0.1",
      });
      return status;
    };
    expect(await head("web.localhost:4566", "/")).toBe(200);
    expect(await head("web.s3.eu-west-1.amazonaws.com", "/")).toBe(200);
    expect(await head("web.s3-us-west-2.amazonaws.com", "/")).toBe(200);
    expect(await head("s3.us-east-1.amazonaws.com", "/web")).toBe(200);
    expect(await head("s3.localhost:4566", "/web")).toBe(200);
    expect(await head("localhost:4566", "/web")).toBe(200);
    expect(await head("nowhere.localhost:4566", "/")).toBe(404);
  });
});
