import * as z from "zod";
import { operation } from "../operation.ts";
import { accessOperations, Grantee } from "./access-operations.ts";
import { ofBucket, onBuckets } from "./bucket-grant.ts";
import { lifecycleOperations } from "./lifecycle-operations.ts";

/** Where the records of requests to a bucket go: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LoggingEnabled.html */
export const LoggingEnabled = z.strictObject({
  TargetBucket: z.string(),
  TargetPrefix: z.string(),
  TargetGrants: z
    .array(z.strictObject({ Grantee, Permission: z.enum(["FULL_CONTROL", "READ", "WRITE"]) }))
    .optional(),
  TargetObjectKeyFormat: z
    .strictObject({
      SimplePrefix: z.strictObject({}).optional(),
      PartitionedPrefix: z
        .strictObject({ PartitionDateSource: z.enum(["DeliveryTime", "EventTime"]).optional() })
        .optional(),
    })
    .optional(),
});

export const operations = {
  ListBuckets: operation({
    input: z.object({ BucketRegion: z.string() }),
    changes: false,
    grants: [{ action: "s3:ListAllMyBuckets", resources: ["*"] }],
  }),
  GetBucketLocation: operation({
    input: ofBucket,
    changes: false,
    grants: [onBuckets("GetBucketLocation")],
  }),
  GetBucketTagging: operation({ input: ofBucket, changes: false, grants: [onBuckets("GetBucketTagging")] }),
  ...accessOperations,
  GetBucketVersioning: operation({
    input: ofBucket,
    changes: false,
    grants: [onBuckets("GetBucketVersioning")],
  }),
  PutBucketVersioning: operation({
    input: ofBucket.extend({
      VersioningConfiguration: z.object({ Status: z.enum(["Enabled", "Suspended"]) }),
    }),
    changes: true,
    grants: [onBuckets("PutBucketVersioning")],
  }),
  GetBucketLogging: operation({ input: ofBucket, changes: false, grants: [onBuckets("GetBucketLogging")] }),
  PutBucketLogging: operation({
    input: ofBucket.extend({
      /** Nothing in it: off. */
      BucketLoggingStatus: z.object({ LoggingEnabled: LoggingEnabled.optional() }),
    }),
    changes: true,
    grants: [onBuckets("PutBucketLogging")],
  }),
  ...lifecycleOperations,
};
