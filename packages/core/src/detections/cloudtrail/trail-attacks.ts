import type { Json } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

/** Makes a trail of all regions that logs, and the bucket that it writes to. Both have this name. */
export function makeTrail(name: string, settings: { [name: string]: Json } = {}): Step[] {
  return [
    ...makeTrailBucket(name),
    {
      service: "cloudtrail",
      operation: "CreateTrail",
      input: {
        Name: name,
        S3BucketName: name,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        ...settings,
      },
      does: "make a trail",
    },
    { service: "cloudtrail", operation: "StartLogging", input: { Name: name }, does: "let it log" },
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function makeTrailBucket(name: string): Step[] {
  const statement = (Action: string, Resource: string) => ({
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    Resource,
  });
  const policy = {
    Version: "2012-10-17",
    Statement: [
      statement("s3:GetBucketAcl", `arn:aws:s3:::${name}`),
      statement("s3:PutObject", `arn:aws:s3:::${name}/AWSLogs/*`),
    ],
  };
  return [
    { service: "s3", operation: "CreateBucket", input: { Bucket: name }, does: "make a bucket for its logs" },
    {
      service: "s3",
      operation: "PutBucketPolicy",
      input: { Bucket: name, Policy: JSON.stringify(policy) },
      does: "let CloudTrail write there",
    },
  ];
}

const change = (operation: string, input: { [name: string]: Json }, does: string): Step => ({
  service: "cloudtrail",
  operation,
  input,
  does,
});

/** Ways to make a trail worthless that still logs. */
export const weakenings: Attack[] = [
  {
    name: "trail-without-management-events",
    title: "A trail is told to leave out what is done to the account",
    steps: [
      ...makeTrail("attacked-trail-events"),
      change(
        "PutEventSelectors",
        {
          TrailName: "attacked-trail-events",
          EventSelectors: [
            {
              ReadWriteType: "ReadOnly",
              IncludeManagementEvents: false,
              DataResources: [{ Type: "AWS::S3::Object", Values: [] }],
              ExcludeManagementEventSources: [],
            },
          ],
        },
        "leave out management events",
      ),
    ],
  },
  {
    name: "trail-of-one-region",
    title: "A trail of all regions becomes one of a single region, without IAM's events",
    steps: [
      ...makeTrail("attacked-trail-region"),
      change(
        "UpdateTrail",
        {
          Name: "attacked-trail-region",
          IsMultiRegionTrail: false,
          IncludeGlobalServiceEvents: false,
          EnableLogFileValidation: false,
        },
        "leave out the other regions and the global services, and sign nothing",
      ),
    ],
  },
  {
    name: "trail-to-other-bucket",
    title: "A trail's logs go to another bucket",
    steps: [
      ...makeTrail("attacked-trail-bucket"),
      ...makeTrailBucket("attacked-trail-bucket-of-mine"),
      change(
        "UpdateTrail",
        { Name: "attacked-trail-bucket", S3BucketName: "attacked-trail-bucket-of-mine" },
        "send the logs to another bucket",
      ),
    ],
  },
];
