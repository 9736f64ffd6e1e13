import { parseJson } from "@snapback/core/json";
import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { change } from "./find.ts";
import { bucketOperation, onBucket } from "./operation.ts";
import { isPublicPolicy, refusePublicPolicy } from "./public-access.ts";
import type { Bucket } from "./resources.ts";

const getBucketPolicy = bucketOperation({
  name: "GetBucketPolicy",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, bucket) => ({ Policy: policyOf(bucket) }),
});

const putBucketPolicy = bucketOperation({
  name: "PutBucketPolicy",
  input: z.strictObject({
    ...onBucket,
    Policy: z.string().default(""),
    /** Nobody is locked out here: what a policy denies is not enforced. */
    ConfirmRemoveSelfBucketAccess: z.enum(["true", "false"]).optional(),
  }),
  run(account, bucket, { Policy }, call) {
    checkPolicy(Policy, bucket);
    refusePublicPolicy(account, bucket, Policy, call);
    change(account, bucket, { policy: Policy });
    return {};
  },
});

const deleteBucketPolicy = bucketOperation({
  name: "DeleteBucketPolicy",
  input: z.strictObject(onBucket),
  run(account, bucket) {
    change(account, bucket, { policy: undefined });
    return {};
  },
});

const getBucketPolicyStatus = bucketOperation({
  name: "GetBucketPolicyStatus",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, bucket) => ({ PolicyStatus: { IsPublic: isPublicPolicy(policyOf(bucket)) } }),
});

function policyOf({ policy }: Bucket): string {
  if (policy !== undefined) return policy;
  throw new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404);
}

const oneOrMany = <T>(item: z.ZodType<T>) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1),
  );

const someone = z.union([z.string(), z.record(z.string(), oneOrMany(z.string()))]);

const statement = z
  .looseObject({
    Effect: z.enum(["Allow", "Deny"]),
    Principal: someone.optional(),
    NotPrincipal: someone.optional(),
    Action: oneOrMany(z.string()).optional(),
    NotAction: oneOrMany(z.string()).optional(),
    Resource: oneOrMany(z.string()).optional(),
    NotResource: oneOrMany(z.string()).optional(),
  })
  .refine((each) => (each.Principal ?? each.NotPrincipal) !== undefined, "Missing required field Principal")
  .refine((each) => (each.Action ?? each.NotAction) !== undefined, "Missing required field Action")
  .refine((each) => (each.Resource ?? each.NotResource) !== undefined, "Missing required field Resource");

const document = z.looseObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Statement: oneOrMany(statement),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html: 20 KB. */
const LARGEST_POLICY = 20 * 1024;

/** The policy's form, and that it is about this bucket; the actions and the conditions in it are not checked. */
function checkPolicy(text: string, { id }: Bucket): void {
  const json = parseJson(text);
  if (typeof json !== "object" || json === null || !text.startsWith("{")) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  if (Buffer.byteLength(text) > LARGEST_POLICY) {
    throw malformed("Policy exceeds the maximum allowed size of 20480 bytes");
  }
  const parsed = document.safeParse(json);
  if (!parsed.success) throw malformed(z.prettifyError(parsed.error));
  const resources = parsed.data.Statement.flatMap(
    ({ Resource, NotResource }) => Resource ?? NotResource ?? [],
  );
  const isOurs = (arn: string) =>
    arn === "*" || arn.split("/", 1)[0] === `arn:aws:s3:::${id}` || /^arn:aws:s3:::[^/]*[*?$]/.test(arn);
  if (!resources.every(isOurs)) throw malformed("Policy has invalid resource");
}

function malformed(problem: string): AwsError {
  return new AwsError("MalformedPolicy", problem);
}

export const policyOperations = [getBucketPolicy, putBucketPolicy, deleteBucketPolicy, getBucketPolicyStatus];
