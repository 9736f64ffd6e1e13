import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketTaggingCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { rawCall, refusal } from "../../test-sandbox.ts";
import { openBucket } from "./test-buckets.ts";

const request = { bucketName: "web", Host: "web.s3.us-east-1.amazonaws.com" };
const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";

describe("versioning", () => {
  test("is switched on and suspended, and never off again", async () => {
    const { s3, Bucket, records } = await openBucket();
    const get = async () => {
      const { Status, MFADelete } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      return { Status, MFADelete };
    };
    expect(await get()).toEqual({});
    for (const Status of ["Enabled", "Suspended"] as const) {
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
      expect(await get()).toEqual({ Status });
    }
    expect(records.map(({ requestParameters }) => requestParameters)).toEqual([
      { ...request, versioning: "", VersioningConfiguration: { xmlns, Status: "Enabled" } },
      { ...request, versioning: "", VersioningConfiguration: { xmlns, Status: "Suspended" } },
    ]);
  });

  test("with MFA delete needs the device", async () => {
    const { s3, Bucket } = await openBucket();
    const VersioningConfiguration = { Status: "Enabled", MFADelete: "Enabled" } as const;
    const put = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration });
    expect(await refusal(s3.send(put))).toMatchObject({ name: "AccessDenied", status: 403 });
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration, MFA: "arn:mfa/device 123456" }),
    );
    const suspend = { Bucket, VersioningConfiguration: { Status: "Suspended" } } as const;
    expect(await refusal(s3.send(new PutBucketVersioningCommand(suspend)))).toMatchObject({
      name: "AccessDenied",
    });
    await s3.send(new PutBucketVersioningCommand({ ...suspend, MFA: "arn:mfa/device 123456" }));
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: "Suspended",
      MFADelete: "Enabled",
    });
  });
});

describe("logging", () => {
  const LoggingEnabled = { TargetBucket: "logs", TargetPrefix: "web/" };

  test("goes to a bucket of the same region, until it is off", async () => {
    const { s3, Bucket, records } = await openBucket();
    const on = new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } });
    const get = async () => (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled;
    expect(await refusal(s3.send(on))).toMatchObject({ name: "InvalidTargetBucketForLogging" });
    expect(await get()).toBeUndefined();
    await s3.send(new CreateBucketCommand({ Bucket: "logs" }));
    await s3.send(on);
    expect(await get()).toEqual(LoggingEnabled);
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    expect(await get()).toBeUndefined();
    expect(records.slice(2).map(({ requestParameters }) => requestParameters)).toEqual([
      { ...request, logging: "", BucketLoggingStatus: { xmlns, LoggingEnabled } },
      { ...request, logging: "", BucketLoggingStatus: { xmlns } },
    ]);
  });

  test("keeps the format of the keys, and takes no grants", async () => {
    const { s3, Bucket } = await openBucket();
    await s3.send(new CreateBucketCommand({ Bucket: "logs" }));
    const formats = [
      { SimplePrefix: {} },
      { PartitionedPrefix: { PartitionDateSource: "EventTime" } },
    ] as const;
    for (const TargetObjectKeyFormat of formats) {
      const status = { LoggingEnabled: { ...LoggingEnabled, TargetObjectKeyFormat } };
      await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: status }));
      const answer = await s3.send(new GetBucketLoggingCommand({ Bucket }));
      expect(Object.keys(answer.LoggingEnabled?.TargetObjectKeyFormat ?? {})).toEqual(
        Object.keys(TargetObjectKeyFormat),
      );
    }
    const granted = {
      LoggingEnabled: { ...LoggingEnabled, TargetGrants: [{ Permission: "READ" as const }] },
    };
    const put = new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: granted });
    expect(await refusal(s3.send(put))).toMatchObject({ name: "MalformedXML" });
  });
});

describe("the lifecycle", () => {
  const rule = { ID: "short", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } } as const;

  test("comes back as it was put, and is recorded under its old name", async () => {
    const { s3, Bucket, records } = await openBucket();
    const get = new GetBucketLifecycleConfigurationCommand({ Bucket });
    const missing = { name: "NoSuchLifecycleConfiguration", status: 404 };
    expect(await refusal(s3.send(get))).toMatchObject(missing);
    const Rules: LifecycleRule[] = [
      rule,
      {
        ID: "long",
        Status: "Disabled",
        Filter: { And: { Prefix: "a/", Tags: [{ Key: "k", Value: "v" }], ObjectSizeGreaterThan: 5 } },
        Transitions: [{ Days: 30, StorageClass: "GLACIER" }],
        NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 2 },
        NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: "STANDARD_IA" }],
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
      },
    ];
    const put = (rules: LifecycleRule[]) =>
      s3.send(
        new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
      );
    await put(Rules);
    const answer = await s3.send(get);
    expect(answer.Rules).toEqual(Rules);
    expect(answer.TransitionDefaultMinimumObjectSize).toBe("all_storage_classes_128K");
    await put([rule]);
    expect((await s3.send(get)).Rules).toEqual([rule]);
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect(await refusal(s3.send(get))).toMatchObject(missing);
    expect(records.map(({ eventName }) => eventName)).toEqual([
      "PutBucketLifecycle",
      "PutBucketLifecycle",
      "DeleteBucketLifecycle",
    ]);
    expect(records[1]?.requestParameters).toEqual({
      ...request,
      lifecycle: "",
      LifecycleConfiguration: { xmlns, Rule: rule },
    });
  });

  test("of a rule without a name gets one, and of the sizes that were said", async () => {
    const { s3, Bucket } = await openBucket();
    const { ID: _none, ...nameless } = rule;
    const answer = await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [nameless] },
        TransitionDefaultMinimumObjectSize: "varies_by_storage_class",
      }),
    );
    expect(answer.TransitionDefaultMinimumObjectSize).toBe("varies_by_storage_class");
    const got = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(got).toMatchObject({
      Rules: [{ ...nameless, ID: expect.stringMatching(/^[\w-]{24}$/) }],
      TransitionDefaultMinimumObjectSize: "varies_by_storage_class",
    });
  });

  test.each([
    ["without an action", [{ ...rule, Expiration: undefined }], "MalformedXML"],
    ["without a filter", [{ ...rule, Filter: undefined }], "MalformedXML"],
    ["of no days", [{ ...rule, Expiration: { Days: 0 } }], "MalformedXML"],
    ["with one name for two rules", [rule, rule], "InvalidArgument"],
  ])("%s is refused", async (_name, Rules, name) => {
    const { s3, Bucket } = await openBucket();
    const put = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } });
    expect(await refusal(s3.send(put))).toMatchObject({ name, status: 400 });
  });
});

test("tags are put as a whole, and taken away", async () => {
  const { s3, Bucket, records } = await openBucket();
  const get = new GetBucketTaggingCommand({ Bucket });
  const put = (...TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  const missing = { name: "NoSuchTagSet", status: 404 };
  expect(await refusal(s3.send(get))).toMatchObject(missing);
  await put({ Key: "team", Value: "a<b" }, { Key: "n", Value: "1" });
  await put({ Key: "team", Value: "a<b" });
  expect((await s3.send(get)).TagSet).toEqual([{ Key: "team", Value: "a<b" }]);
  const twice = { Key: "team", Value: "" };
  expect(await refusal(put(twice, twice))).toMatchObject({ name: "InvalidTag" });
  await put();
  expect(await refusal(s3.send(get))).toMatchObject(missing);
  await put({ Key: "team", Value: "" });
  await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
  expect(await refusal(s3.send(get))).toMatchObject(missing);
  expect(records[0]?.requestParameters).toEqual({
    ...request,
    tagging: "",
    Tagging: {
      xmlns,
      TagSet: {
        Tag: [
          { Key: "team", Value: "a<b" },
          { Key: "n", Value: 1 },
        ],
      },
    },
  });
});

describe("a body", () => {
  const versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
  const path = "/web?versioning";
  const frames = (...sizes: number[]) => {
    let at = 0;
    const parts = sizes.map((size) => {
      const part = versioning.slice(at, at + size);
      at += size;
      return `${size.toString(16)};chunk-signature=0\r\n${part}\r\n`;
    });
    return `${parts.join("")}0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`;
  };

  test.each([
    ["plain", versioning, {}, 200],
    [
      "in signed chunks, with a trailer",
      frames(10, versioning.length - 10),
      { "content-encoding": "aws-chunked" },
      200,
    ],
    ["that ends in a chunk", frames(200), { "content-encoding": "aws-chunked" }, 400],
    ["that is no chunks", versioning, { "content-encoding": "aws-chunked" }, 400],
    ["that is no XML", "Enabled", {}, 400],
    ["that isn't closed", versioning.slice(0, -3), {}, 400],
    ["of another document", versioning.replaceAll("Versioning", "Logging"), {}, 400],
    ["with more in it", versioning.replace("</Status>", "</Status><Other/>"), {}, 400],
  ])("%s", async (_name, body, headers, status) => {
    const { url } = await openBucket();
    const answer = await rawCall(url, "s3", body, {
      method: "PUT",
      path,
      headers: { "content-type": "application/xml", ...headers },
    });
    expect(answer.status).toBe(status);
  });
});
