import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { XmlTree } from "../../protocols/xml-tree.ts";
import { lifecycleConfiguration, loggingStatus, tagging, versioningConfiguration } from "./documents.ts";
import { bucketsOf, change } from "./find.ts";
import { bucketOperation, onBucket } from "./operation.ts";
import type { Bucket } from "./resources.ts";

const getBucketVersioning = bucketOperation({
  name: "GetBucketVersioning",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { settings }) => ({ VersioningConfiguration: settings.VersioningConfiguration ?? {} }),
});

const putBucketVersioning = bucketOperation({
  name: "PutBucketVersioning",
  input: z.strictObject({
    ...onBucket,
    MFA: z.string().optional(),
    VersioningConfiguration: versioningConfiguration,
  }),
  run(account, bucket, { VersioningConfiguration, MFA }) {
    const before = bucket.settings.VersioningConfiguration;
    const { MfaDelete } = VersioningConfiguration;
    if ((MfaDelete !== undefined || before?.MfaDelete === "Enabled") && MFA === undefined) {
      throw new AwsError("AccessDenied", "Mfa Authentication must be used for this request", 403);
    }
    return put(account, bucket, "VersioningConfiguration", { ...before, ...VersioningConfiguration });
  },
});

const getBucketLogging = bucketOperation({
  name: "GetBucketLogging",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { settings }) => ({ BucketLoggingStatus: settings.BucketLoggingStatus ?? {} }),
});

const putBucketLogging = bucketOperation({
  name: "PutBucketLogging",
  input: z.strictObject({ ...onBucket, BucketLoggingStatus: loggingStatus }),
  run(account, bucket, { BucketLoggingStatus }) {
    const target = BucketLoggingStatus.LoggingEnabled?.TargetBucket;
    if (target !== undefined && bucketsOf(account).get(target)?.region !== bucket.region) {
      throw new AwsError(
        "InvalidTargetBucketForLogging",
        "The target bucket for logging does not exist, is not owned by you, or is in another region",
      );
    }
    return put(account, bucket, "BucketLoggingStatus", BucketLoggingStatus);
  },
});

const DEFAULT_MINIMUM = "all_storage_classes_128K";

const getBucketLifecycleConfiguration = bucketOperation({
  name: "GetBucketLifecycleConfiguration",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { settings, minimumSize = DEFAULT_MINIMUM }) => ({
    LifecycleConfiguration:
      settings.LifecycleConfiguration ??
      notSet("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
    TransitionDefaultMinimumObjectSize: minimumSize,
  }),
});

/** CloudTrail's name for it is that of the operation which it replaced. */
const putBucketLifecycleConfiguration = bucketOperation({
  name: "PutBucketLifecycleConfiguration",
  eventName: "PutBucketLifecycle",
  input: z.strictObject({
    ...onBucket,
    TransitionDefaultMinimumObjectSize: z
      .enum(["all_storage_classes_128K", "varies_by_storage_class"])
      .default(DEFAULT_MINIMUM),
    LifecycleConfiguration: lifecycleConfiguration,
  }),
  run(account, bucket, { LifecycleConfiguration, TransitionDefaultMinimumObjectSize: minimumSize }) {
    const Rule = LifecycleConfiguration.Rule.map(({ ID, ...rule }) => ({
      ID: ID ?? randomBytes(18).toString("base64url"),
      ...rule,
    }));
    if (new Set(Rule.map(({ ID }) => ID)).size < Rule.length) {
      throw new AwsError("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
    }
    put(account, { ...bucket, minimumSize }, "LifecycleConfiguration", { Rule });
    return { TransitionDefaultMinimumObjectSize: minimumSize };
  },
});

const deleteBucketLifecycle = bucketOperation({
  name: "DeleteBucketLifecycle",
  input: z.strictObject(onBucket),
  run: (account, bucket) => put(account, bucket, "LifecycleConfiguration", undefined),
});

const getBucketTagging = bucketOperation({
  name: "GetBucketTagging",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (_account, { settings }) => ({
    Tagging: settings.Tagging ?? notSet("NoSuchTagSet", "The TagSet does not exist"),
  }),
});

const putBucketTagging = bucketOperation({
  name: "PutBucketTagging",
  input: z.strictObject({ ...onBucket, Tagging: tagging }),
  run(account, bucket, { Tagging }) {
    const { Tag } = Tagging.TagSet;
    if (new Set(Tag.map(({ Key }) => Key)).size < Tag.length) {
      throw new AwsError("InvalidTag", "Cannot provide multiple Tags with the same key");
    }
    return put(account, bucket, "Tagging", Tag.length > 0 ? { TagSet: { Tag } } : undefined);
  },
});

const deleteBucketTagging = bucketOperation({
  name: "DeleteBucketTagging",
  input: z.strictObject(onBucket),
  run: (account, bucket) => put(account, bucket, "Tagging", undefined),
});

function put(
  account: Account,
  bucket: Bucket,
  name: keyof Bucket["settings"],
  document: { [name: string]: XmlTree | undefined } | undefined,
) {
  change(account, bucket, { settings: { ...bucket.settings, [name]: document } });
  return {};
}

function notSet(code: string, message: string): never {
  throw new AwsError(code, message, 404);
}

export const settingOperations = [
  getBucketVersioning,
  putBucketVersioning,
  getBucketLogging,
  putBucketLogging,
  getBucketLifecycleConfiguration,
  putBucketLifecycleConfiguration,
  deleteBucketLifecycle,
  getBucketTagging,
  putBucketTagging,
  deleteBucketTagging,
];
