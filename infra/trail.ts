import { TRAIL_DAYS } from "@snapback/core/deployment/retention";
import { config, place, prefix } from "./stage.ts";

const name = `${prefix}-trail`;
const trailArn = `arn:${place.partition}:cloudtrail:${place.home}:${place.account}:trail/${name}`;

/** Only CloudTrail, and only for this very trail: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
const cloudTrail = [{ type: "service" as const, identifiers: ["cloudtrail.amazonaws.com"] }];
const thisTrail = { test: "StringEquals", variable: "aws:SourceArn", values: [trailArn] };

/**
 * The trail that brings management events to EventBridge, in every region. An account that has one already does not need
 * a second, whose copy of the events is not free.
 */
function createTrail() {
  const bucket = new sst.aws.Bucket("TrailBucket", {
    cors: false,
    lifecycle: [{ id: "expire", expiresIn: `${TRAIL_DAYS} days` }],
    policy: [
      { actions: ["s3:GetBucketAcl"], principals: cloudTrail, conditions: [thisTrail], paths: [""] },
      {
        actions: ["s3:PutObject"],
        principals: cloudTrail,
        conditions: [
          thisTrail,
          { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
        ],
        paths: [`AWSLogs/${place.account}/*`],
      },
    ],
  });
  new aws.s3.BucketServerSideEncryptionConfiguration("TrailBucketEncryption", {
    bucket: bucket.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  return new aws.cloudtrail.Trail(
    "Trail",
    {
      name,
      s3BucketName: bucket.name,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }],
    },
    { dependsOn: [bucket] },
  );
}

export const trail = config.trail === "create" ? createTrail() : undefined;
