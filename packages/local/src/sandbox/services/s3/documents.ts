import * as z from "zod";
import { many, structure } from "../../protocols/xml-tree.ts";

// Documents that are answered as they were put: their numbers and dates stay the texts that they are in XML.

const text = z.string();
const days = z.string().regex(/^[1-9]\d*$/, "must be a number of days");
const size = z.string().regex(/^\d+$/, "must be a number of bytes");
const tag = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
const onOff = z.enum(["Enabled", "Disabled"]);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const versioningConfiguration = structure({
  Status: z.enum(["Enabled", "Suspended"]),
  MfaDelete: onOff.optional(),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html; grants on the log files are not taken. */
export const loggingStatus = structure({
  LoggingEnabled: structure({
    TargetBucket: text,
    TargetPrefix: text.default(""),
    TargetObjectKeyFormat: z
      .union([
        structure({ SimplePrefix: structure({}) }),
        structure({
          PartitionedPrefix: structure({ PartitionDateSource: z.enum(["EventTime", "DeliveryTime"]) }),
        }),
      ])
      .optional(),
  }).optional(),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const tagging = structure({
  TagSet: structure({ Tag: many(tag).pipe(z.array(tag).max(50)).default([]) }),
});

const sizes = { ObjectSizeGreaterThan: size.optional(), ObjectSizeLessThan: size.optional() };
const storageClass = z.enum([
  "DEEP_ARCHIVE",
  "GLACIER",
  "GLACIER_IR",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "STANDARD_IA",
]);

const actions = {
  Expiration: structure({
    Days: days.optional(),
    Date: text.optional(),
    ExpiredObjectDeleteMarker: z.enum(["true", "false"]).optional(),
  }).optional(),
  Transition: many(
    structure({ Days: size.optional(), Date: text.optional(), StorageClass: storageClass }),
  ).optional(),
  NoncurrentVersionExpiration: structure({
    NoncurrentDays: days,
    NewerNoncurrentVersions: days.optional(),
  }).optional(),
  NoncurrentVersionTransition: many(
    structure({
      NoncurrentDays: size,
      NewerNoncurrentVersions: days.optional(),
      StorageClass: storageClass,
    }),
  ).optional(),
  AbortIncompleteMultipartUpload: structure({ DaysAfterInitiation: days }).optional(),
};

const rule = structure({
  ID: text.max(255).optional(),
  Status: onOff,
  /** Of the rules' first version, which had no filters. */
  Prefix: text.optional(),
  Filter: structure({
    Prefix: text.optional(),
    Tag: tag.optional(),
    ...sizes,
    And: structure({ Prefix: text.optional(), Tag: many(tag).optional(), ...sizes }).optional(),
  }).optional(),
  ...actions,
})
  .refine((each) => (each.Filter ?? each.Prefix) !== undefined, "needs a Filter or a Prefix")
  .refine(
    (each) =>
      [
        each.Expiration,
        each.Transition,
        each.NoncurrentVersionExpiration,
        each.NoncurrentVersionTransition,
        each.AbortIncompleteMultipartUpload,
      ].some((action) => action !== undefined),
    "At least one action needs to be specified in a rule",
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const lifecycleConfiguration = structure({ Rule: many(rule) });
