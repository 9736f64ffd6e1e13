import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import { readPolicy } from "@snapback/core/policy/document";
import { publicStatements } from "@snapback/core/policy/public";
import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { structure, xmlBoolean } from "../../protocols/xml-tree.ts";
import { change } from "./find.ts";
import { bucketOperation, onBucket } from "./operation.ts";
import { accountBlocks, type Bucket, type Grant, type PublicAccessBlock } from "./resources.ts";

/** What a new bucket has: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
export const allBlocked: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** What is left out is off. */
export const publicAccessBlockDocument = structure({
  BlockPublicAcls: xmlBoolean.default(false),
  IgnorePublicAcls: xmlBoolean.default(false),
  BlockPublicPolicy: xmlBoolean.default(false),
  RestrictPublicBuckets: xmlBoolean.default(false),
});

const getPublicAccessBlock = bucketOperation({
  name: "GetPublicAccessBlock",
  eventName: "GetBucketPublicAccessBlock",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { publicAccessBlock }) => ({
    PublicAccessBlockConfiguration: publicAccessBlock ?? noConfiguration(),
  }),
});

const putPublicAccessBlock = bucketOperation({
  name: "PutPublicAccessBlock",
  eventName: "PutBucketPublicAccessBlock",
  input: z.strictObject({ ...onBucket, PublicAccessBlockConfiguration: publicAccessBlockDocument }),
  run(account, bucket, input) {
    change(account, bucket, { publicAccessBlock: input.PublicAccessBlockConfiguration });
    return {};
  },
});

const deletePublicAccessBlock = bucketOperation({
  name: "DeletePublicAccessBlock",
  eventName: "DeleteBucketPublicAccessBlock",
  input: z.strictObject(onBucket),
  run(account, bucket) {
    change(account, bucket, { publicAccessBlock: undefined });
    return {};
  },
});

export function noConfiguration(): never {
  throw new AwsError(
    "NoSuchPublicAccessBlockConfiguration",
    "The public access block configuration was not found",
    404,
  );
}

/** The bucket's own setting or the account's: the stricter one holds. */
export function isBlocked(account: Account, bucket: Bucket, setting: keyof PublicAccessBlock): boolean {
  const ofAccount = account.in(GLOBAL_REGION).table(accountBlocks).get("account")?.publicAccessBlock;
  return bucket.publicAccessBlock?.[setting] === true || ofAccount?.[setting] === true;
}

export function refusePublicAcl(
  account: Account,
  bucket: Bucket,
  grants: readonly Grant[],
  call: Call,
): void {
  if (!isPublicAcl(grants) || !isBlocked(account, bucket, "BlockPublicAcls")) return;
  throw denied(
    call,
    "s3:PutBucketAcl",
    bucket,
    "public access control lists (ACLs) are blocked by the BlockPublicAcls block public access setting",
  );
}

export function refusePublicPolicy(account: Account, bucket: Bucket, policy: string, call: Call): void {
  if (!isPublicPolicy(policy) || !isBlocked(account, bucket, "BlockPublicPolicy")) return;
  throw denied(
    call,
    "s3:PutBucketPolicy",
    bucket,
    "public policies are blocked by the BlockPublicPolicy block public access setting",
  );
}

function denied({ identity }: Call, action: string, { id }: Bucket, why: string): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${identity.arn} is not authorized to perform: ${action} on resource: "arn:aws:s3:::${id}" because ${why}.`,
    403,
  );
}

const everyone = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

export function isPublicAcl(grants: readonly Grant[]): boolean {
  return grants.some(({ grantee }) => grantee.kind === "Group" && everyone.test(grantee.value));
}

/** S3, too, takes a policy for public where it is in doubt. */
export function isPublicPolicy(text: string): boolean {
  const policy = readPolicy(text);
  return !policy.readable || publicStatements(policy).length > 0;
}

export const publicAccessOperations = [getPublicAccessBlock, putPublicAccessBlock, deletePublicAccessBlock];
