import type { Json } from "../../json.ts";
import { makeTrail } from "../cloudtrail/trail-attacks.ts";
import type { Attack } from "../define.ts";
import { bucketSteps } from "./block-attacks.ts";

const versioning = (Status: string) => ({ VersioningConfiguration: { Status } });

export const versioningAttacks: readonly Attack[] = [
  {
    name: "suspend-versioning",
    title: "A bucket keeps no versions any more",
    steps: bucketSteps("attacked-unversioned", [
      ["CreateBucket", "make a bucket"],
      ["PutBucketVersioning", "keep versions", versioning("Enabled")],
      ["PutBucketVersioning", "keep no more", versioning("Suspended")],
    ]),
  },
];

const LOG = "attacked-access-log";
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general */
const delivery = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: `arn:aws:s3:::${LOG}/*`,
    },
  ],
};

export const loggingAttacks: readonly Attack[] = [
  {
    name: "stop-access-log",
    title: "Requests to a bucket are logged no longer",
    steps: [
      ...bucketSteps(LOG, [
        ["CreateBucket", "make a bucket for the log"],
        ["PutBucketPolicy", "let S3 write there", { Policy: JSON.stringify(delivery) }],
      ]),
      ...bucketSteps("attacked-unlogged", [
        ["CreateBucket", "make a bucket"],
        [
          "PutBucketLogging",
          "log requests to it",
          { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: LOG, TargetPrefix: "requests/" } } },
        ],
        ["PutBucketLogging", "log no more", { BucketLoggingStatus: {} }],
      ]),
    ],
  },
];

const lifecycle = (...Rules: Json[]) => ({ LifecycleConfiguration: { Rules } });
const deleteAfter = (ID: string, Days: number, Prefix = "") => ({
  ID,
  Status: "Enabled",
  Filter: { Prefix },
  Expiration: { Days },
});

export const lifecycleAttacks: readonly Attack[] = [
  {
    name: "expire-trail-files",
    title: "A trail's files are deleted after a day",
    steps: [
      ...makeTrail("attacked-short-lived"),
      ...bucketSteps("attacked-short-lived", [
        [
          "PutBucketLifecycleConfiguration",
          "delete everything after a day",
          lifecycle(deleteAfter("clean-up", 1)),
        ],
      ]),
    ],
  },
  {
    name: "shorten-trail-retention",
    title: "A trail's files were kept for a year, and are deleted after a week",
    steps: [
      ...makeTrail("attacked-shortened"),
      ...bucketSteps("attacked-shortened", [
        [
          "PutBucketLifecycleConfiguration",
          "keep files for a year",
          lifecycle(deleteAfter("retention", 365), deleteAfter("reports", 30, "reports/")),
        ],
        [
          "PutBucketLifecycleConfiguration",
          "keep them for a week",
          lifecycle(deleteAfter("retention", 7, "AWSLogs/"), deleteAfter("reports", 30, "reports/")),
        ],
      ]),
    ],
  },
];
