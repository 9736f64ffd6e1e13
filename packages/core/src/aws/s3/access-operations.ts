import * as z from "zod";
import { operation } from "../operation.ts";
import { ofBucket, onBuckets } from "./bucket-grant.ts";

/** What is left out is off: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
export const PublicAccessBlock = z.object({
  BlockPublicAcls: z.boolean().optional(),
  IgnorePublicAcls: z.boolean().optional(),
  BlockPublicPolicy: z.boolean().optional(),
  RestrictPublicBuckets: z.boolean().optional(),
});

const text = z.string().optional();
export const Grantee = z.object({
  Type: z.enum(["AmazonCustomerByEmail", "CanonicalUser", "Group"]),
  ID: text,
  URI: text,
  DisplayName: text,
  EmailAddress: text,
});

/** Who owns a bucket, and whom its ACL lets do what. */
export const AccessControlPolicy = z.object({
  Owner: z.object({ ID: text, DisplayName: text }),
  Grants: z.array(
    z.object({
      Grantee,
      Permission: z.enum(["FULL_CONTROL", "READ", "READ_ACP", "WRITE", "WRITE_ACP"]),
    }),
  ),
});

/** Who gets at a bucket. */
export const accessOperations = {
  GetPublicAccessBlock: operation({
    input: ofBucket,
    changes: false,
    grants: [onBuckets("GetBucketPublicAccessBlock")],
  }),
  PutPublicAccessBlock: operation({
    input: ofBucket.extend({ PublicAccessBlockConfiguration: PublicAccessBlock }),
    changes: true,
    grants: [onBuckets("PutBucketPublicAccessBlock")],
  }),
  DeletePublicAccessBlock: operation({
    input: ofBucket,
    changes: true,
    // Taking it away has no action of its own.
    grants: [onBuckets("PutBucketPublicAccessBlock")],
  }),
  GetBucketAcl: operation({ input: ofBucket, changes: false, grants: [onBuckets("GetBucketAcl")] }),
  PutBucketAcl: operation({
    input: ofBucket.extend({ AccessControlPolicy }),
    changes: true,
    grants: [onBuckets("PutBucketAcl")],
  }),
  GetBucketPolicy: operation({ input: ofBucket, changes: false, grants: [onBuckets("GetBucketPolicy")] }),
  PutBucketPolicy: operation({
    input: ofBucket.extend({ Policy: z.string() }),
    changes: true,
    grants: [onBuckets("PutBucketPolicy")],
  }),
  DeleteBucketPolicy: operation({
    input: ofBucket,
    changes: true,
    grants: [onBuckets("DeleteBucketPolicy")],
  }),
};
