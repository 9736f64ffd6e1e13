import * as z from "zod";
import type { Grant } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html

/**
 * A bucket's ARN names no account, and a record may name any bucket: the condition keeps to the account's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-resource-account
 */
export const onBuckets = (name: string): Grant => ({
  action: `s3:${name}`,
  resources: ["arn:${Partition}:s3:::*"],
  conditions: [{ test: "StringEquals", variable: "s3:ResourceAccount", values: ["${Account}"] }],
});

export const ofBucket = z.object({ Bucket: z.string() });
