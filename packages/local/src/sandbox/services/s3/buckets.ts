import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { page } from "../../pages.ts";
import { structure } from "../../protocols/xml-tree.ts";
import { aclWithOwnerEnforced, isOwnersAlone } from "./acl.ts";
import { bucketsOf, canonicalId, findAnywhere } from "./find.ts";
import { aclHeaders, grantsOfHeaders, ownerGrant } from "./grants.ts";
import { bucketOperation, onBucket, s3Operation } from "./operation.ts";
import { allBlocked, isPublicAcl } from "./public-access.ts";
import { type Bucket, objectOwnership } from "./resources.ts";

const listBuckets = s3Operation({
  name: "ListBuckets",
  readOnly: true,
  input: z.strictObject({
    BucketRegion: z.string().optional(),
    ContinuationToken: z.string().optional(),
    MaxBuckets: z.coerce.number().int().min(1).max(10_000).optional(),
    Prefix: z.string().optional(),
  }),
  run(account, input) {
    const { BucketRegion, ContinuationToken, MaxBuckets, Prefix = "" } = input;
    const rows = bucketsOf(account)
      .rows()
      .filter(({ id, region }) => id.startsWith(Prefix) && (BucketRegion ?? region) === region);
    const shown = page(rows, ({ id }) => id, MaxBuckets, ContinuationToken, badToken);
    const isNarrowed = Object.keys(input).length > 0;
    const Bucket = shown.rows.map(({ id, region, createdAt }) => ({
      Name: id,
      CreationDate: createdAt,
      BucketRegion: isNarrowed ? region : undefined,
    }));
    return {
      ListAllMyBucketsResult: {
        Owner: { ID: canonicalId(account.id) },
        Buckets: { Bucket },
        ContinuationToken: shown.nextToken,
      },
    };
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;

const createBucket = s3Operation({
  name: "CreateBucket",
  input: z.strictObject({
    Bucket: z.string(),
    ...aclHeaders,
    ObjectOwnership: objectOwnership.default("BucketOwnerEnforced"),
    CreateBucketConfiguration: structure({ LocationConstraint: z.string().optional() }).optional(),
  }),
  run(account, { Bucket: id, ObjectOwnership, CreateBucketConfiguration, ...headers }, { region, time }) {
    if (!bucketName.test(id)) throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
    const location = CreateBucketConfiguration?.LocationConstraint ?? GLOBAL_REGION;
    // The first region's endpoint is the one for all.
    if (location !== region && region !== GLOBAL_REGION) {
      throw new AwsError(
        "IllegalLocationConstraintException",
        `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    }
    if (bucketsOf(account).get(id) !== undefined) {
      throw new AwsError(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
        409,
      );
    }
    const owner = canonicalId(account.id);
    const grants = grantsOfHeaders(headers, owner) ?? [ownerGrant(owner)];
    if (ObjectOwnership === "BucketOwnerEnforced" && !isOwnersAlone(grants, owner)) {
      throw aclWithOwnerEnforced();
    }
    if (isPublicAcl(grants)) {
      throw new AwsError(
        "InvalidBucketAclWithBlockPublicAccessError",
        "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
      );
    }
    bucketsOf(account).put({
      ...newBucket(id, location, account.id, time),
      grants,
      ownership: ObjectOwnership,
    });
    return { Location: `/${id}` };
  },
});

/** As S3 makes them since April 2023: without ACLs, and with all public access blocked. */
export function newBucket(id: string, region: string, accountId: string, time: Date): Bucket {
  return {
    id,
    region,
    createdAt: time.toISOString(),
    publicAccessBlock: allBlocked,
    ownership: "BucketOwnerEnforced",
    grants: [ownerGrant(canonicalId(accountId))],
    settings: {},
  };
}

const deleteBucket = bucketOperation({
  name: "DeleteBucket",
  input: z.strictObject(onBucket),
  run(account, { id }) {
    bucketsOf(account).delete(id);
    return {};
  },
});

const headBucket = bucketOperation({
  name: "HeadBucket",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { id, region }) => ({ BucketArn: `arn:aws:s3:::${id}`, BucketRegion: region }),
});

/** The one call that a bucket answers wherever it is. */
const getBucketLocation = s3Operation({
  name: "GetBucketLocation",
  readOnly: true,
  input: z.strictObject(onBucket),
  run(account, input) {
    const { region } = findAnywhere(account, input.Bucket);
    return { LocationConstraint: region === GLOBAL_REGION ? "" : region };
  },
});

function badToken(cause: unknown): AwsError {
  return new AwsError("InvalidArgument", "The continuation token provided is incorrect", 400, { cause });
}

export const bucketOperations = [listBuckets, createBucket, deleteBucket, headBucket, getBucketLocation];
