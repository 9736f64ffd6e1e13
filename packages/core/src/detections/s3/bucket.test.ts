import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import { openS3Answers } from "../../../test/s3-answers.ts";
import type { Swept } from "../define.ts";
import { bucketTags, sweepBuckets } from "./bucket.ts";

let account: S3Account;
beforeEach(async () => {
  account = await openS3Account();
});
afterEach(() => account.close());

/** What a sweep yields until it ends or throws. */
async function seen(
  look: (name: string) => Promise<Omit<Swept<never>, "resource"> | undefined>,
  live = account.live,
) {
  const names: string[] = [];
  let thrown: unknown;
  try {
    for await (const { resource } of sweepBuckets(live, look)) names.push(resource);
  } catch (error) {
    thrown = error;
  }
  return { names, thrown };
}
const arnOf = (name: string) => `arn:aws:s3:::${name}`;
const fine = async () => ({ violations: [] });
const acl = async (Bucket: string) => {
  await (await account.live.client("s3")).GetBucketAcl({ Bucket });
  return { violations: [] };
};

describe("a sweep of buckets", () => {
  beforeEach(async () => {
    await account.send("CreateBucket", { Bucket: "here-1" });
    await account.send("CreateBucket", {
      Bucket: "there",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    await account.send("CreateBucket", { Bucket: "here-2" });
  });

  it("looks at those of its region", async () => {
    const { names, thrown } = await seen(fine);
    expect(thrown).toBeUndefined();
    expect(names).toEqual(expect.arrayContaining([arnOf("here-1"), arnOf("here-2")]));
    expect(names).not.toContain(arnOf("there"));
  });

  it("leaves out one that nothing is to be said about, and one that is gone", async () => {
    const { names, thrown } = await seen(async (name) => {
      if (name === "here-1") return undefined;
      if (name === "here-2") await account.send("DeleteBucket", { Bucket: name });
      return acl(name);
    });
    expect(thrown).toBeUndefined();
    expect(names).not.toEqual(expect.arrayContaining([arnOf("here-1")]));
    expect(names).not.toEqual(expect.arrayContaining([arnOf("here-2")]));
  });

  it("looks at the others, too, where one may not be looked at, and says so in the end", async () => {
    await account.refuse("GetBucketAcl", "AccessDenied");
    const { names, thrown } = await seen((name) => (name.startsWith("here") ? acl(name) : fine()));
    expect(names).toContain(arnOf("here-2"));
    expect(names).not.toContain(arnOf("here-1"));
    expect(thrown).toMatchObject({
      name: "BucketAccessDeniedError",
      message: expect.stringContaining("here-1"),
      cause: { name: "AccessDenied" },
    });
  });

  it("asks where a bucket is, where the list does not say so", async () => {
    const where = { web: "", old: "EU", far: "eu-central-1" };
    const buckets = Object.keys(where).map((name) => `<Bucket><Name>${name}</Name></Bucket>`);
    const { live, close } = await openS3Answers((call) => {
      if (call.startsWith("GET /?bucket-region="))
        return `<ListAllMyBucketsResult><Buckets>${buckets.join("")}</Buckets></ListAllMyBucketsResult>`;
      const region = Object.entries(where).find(([name]) => call === `GET /${name}/?location=`)?.[1];
      return `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
    });
    onTestFinished(close);
    expect(await seen(fine, live)).toEqual({ names: [arnOf("web")], thrown: undefined });
    where.web = "eu-west-1";
    expect(await seen(fine, { ...live, region: "eu-west-1" })).toMatchObject({
      names: [arnOf("web"), arnOf("old")],
    });
  });

  it("ends where it can't be told what is wrong", async () => {
    await account.refuse("GetBucketAcl", "InternalError");
    const { thrown } = await seen((name) => (name === "here-1" ? acl(name) : fine()));
    expect(thrown).toMatchObject({ name: "InternalError" });
  });
});

it("a bucket's tags are read, and that it has none is no error", async () => {
  await account.send("CreateBucket", { Bucket: "web" });
  const resource = { arn: arnOf("web"), type: "AWS::S3::Bucket", id: "web" };
  expect(await bucketTags(resource, account.live)).toEqual({});
  await account.send("PutBucketTagging", {
    Bucket: "web",
    Tagging: { TagSet: [{ Key: "public", Value: "yes" }] },
  });
  expect(await bucketTags(resource, account.live)).toEqual({ public: "yes" });
  await expect(bucketTags({ ...resource, id: "none" }, account.live)).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
});
