import * as z from "zod";
import { operation } from "../operation.ts";
import { ofBucket, onBuckets } from "./bucket-grant.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html, whole: what is put replaces all rules.

const number = z.number().optional();
const prefix = z.string().optional();
/** Plans have it as ISO text, and the SDK wants a Date. */
const date = z.iso
  .datetime()
  .transform((time) => new Date(time))
  .optional();
const Tag = z.object({ Key: z.string(), Value: z.string() });
const sizes = { ObjectSizeGreaterThan: number, ObjectSizeLessThan: number };
const StorageClass = z
  .enum(["DEEP_ARCHIVE", "GLACIER", "GLACIER_IR", "INTELLIGENT_TIERING", "ONEZONE_IA", "STANDARD_IA"])
  .optional();

export const LifecycleRule = z.strictObject({
  ID: z.string().optional(),
  Status: z.enum(["Enabled", "Disabled"]),
  /** Of the rules' first version, which had no filters. */
  Prefix: prefix,
  Filter: z
    .strictObject({
      Prefix: prefix,
      Tag: Tag.optional(),
      ...sizes,
      And: z.strictObject({ Prefix: prefix, Tags: z.array(Tag).optional(), ...sizes }).optional(),
    })
    .optional(),
  Expiration: z
    .strictObject({ Date: date, Days: number, ExpiredObjectDeleteMarker: z.boolean().optional() })
    .optional(),
  Transitions: z.array(z.strictObject({ Date: date, Days: number, StorageClass })).optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: number, NewerNoncurrentVersions: number })
    .optional(),
  NoncurrentVersionTransitions: z
    .array(z.strictObject({ NoncurrentDays: number, NewerNoncurrentVersions: number, StorageClass }))
    .optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: number }).optional(),
});

export const TransitionSize = z.enum(["all_storage_classes_128K", "varies_by_storage_class"]);

/** What becomes of a bucket's objects by themselves. */
export const lifecycleOperations = {
  GetBucketLifecycleConfiguration: operation({
    input: ofBucket,
    changes: false,
    grants: [onBuckets("GetLifecycleConfiguration")],
  }),
  PutBucketLifecycleConfiguration: operation({
    input: ofBucket.extend({
      LifecycleConfiguration: z.object({ Rules: z.array(LifecycleRule) }),
      TransitionDefaultMinimumObjectSize: TransitionSize.optional(),
    }),
    changes: true,
    grants: [onBuckets("PutLifecycleConfiguration")],
  }),
  DeleteBucketLifecycle: operation({
    input: ofBucket,
    changes: true,
    // Taking it away has no action of its own.
    grants: [onBuckets("PutLifecycleConfiguration")],
  }),
};
