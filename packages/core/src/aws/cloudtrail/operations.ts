import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html

const trails = "arn:${Partition}:cloudtrail:${Region}:${Account}:trail/*";
const onTrails = (name: string): Grant => ({ action: `cloudtrail:${name}`, resources: [trails] });

/** A trail is named in its home region; its ARN would do as well. */
const ofTrail = z.object({ Name: z.string() });

export const EventSelector = z.object({
  ReadWriteType: z.enum(["All", "ReadOnly", "WriteOnly"]).optional(),
  IncludeManagementEvents: z.boolean().optional(),
  DataResources: z
    .array(z.object({ Type: z.string().optional(), Values: z.array(z.string()).optional() }))
    .optional(),
  ExcludeManagementEventSources: z.array(z.string()).optional(),
});

const values = z.array(z.string()).optional();
export const AdvancedEventSelector = z.object({
  Name: z.string().optional(),
  FieldSelectors: z.array(
    z.object({
      Field: z.string(),
      Equals: values,
      StartsWith: values,
      EndsWith: values,
      NotEquals: values,
      NotStartsWith: values,
      NotEndsWith: values,
    }),
  ),
});

export const InsightSelector = z.object({
  InsightType: z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"]).optional(),
  EventCategories: z.array(z.enum(["Data", "Management"])).optional(),
});

export const Tags = z.array(z.object({ Key: z.string(), Value: z.string().optional() }));

/** All that a trail can be made with, but for its selectors. */
export const TrailSettings = z.object({
  Name: z.string(),
  S3BucketName: z.string(),
  S3KeyPrefix: z.string().optional(),
  SnsTopicName: z.string().optional(),
  IncludeGlobalServiceEvents: z.boolean().optional(),
  IsMultiRegionTrail: z.boolean().optional(),
  EnableLogFileValidation: z.boolean().optional(),
  CloudWatchLogsLogGroupArn: z.string().optional(),
  CloudWatchLogsRoleArn: z.string().optional(),
  KmsKeyId: z.string().optional(),
});

export const operations = {
  DescribeTrails: operation({
    input: z.object({ trailNameList: z.array(z.string()).optional(), includeShadowTrails: z.boolean() }),
    changes: false,
    grants: [{ action: "cloudtrail:DescribeTrails", resources: ["*"] }],
  }),
  GetTrail: operation({ input: ofTrail, changes: false, grants: [onTrails("GetTrail")] }),
  GetTrailStatus: operation({ input: ofTrail, changes: false, grants: [onTrails("GetTrailStatus")] }),
  GetEventSelectors: operation({
    input: z.object({ TrailName: z.string() }),
    changes: false,
    grants: [onTrails("GetEventSelectors")],
  }),
  GetInsightSelectors: operation({
    input: z.object({ TrailName: z.string() }),
    changes: false,
    grants: [onTrails("GetInsightSelectors")],
  }),
  ListTags: operation({
    input: z.object({ ResourceIdList: z.array(z.string()).min(1) }),
    changes: false,
    grants: [onTrails("ListTags")],
  }),
  StartLogging: operation({ input: ofTrail, changes: true, grants: [onTrails("StartLogging")] }),
  StopLogging: operation({ input: ofTrail, changes: true, grants: [onTrails("StopLogging")] }),
  CreateTrail: operation({
    input: TrailSettings.extend({ TagsList: Tags.optional() }),
    changes: true,
    grants: [
      onTrails("CreateTrail"),
      onTrails("AddTags"),
      {
        // The role by which a trail writes to CloudWatch Logs.
        action: "iam:PassRole",
        resources: ["arn:${Partition}:iam::${Account}:role/*"],
        conditions: [
          { test: "StringEquals", variable: "iam:PassedToService", values: ["cloudtrail.amazonaws.com"] },
        ],
      },
    ],
  }),
  UpdateTrail: operation({
    // An empty key takes it away.
    input: TrailSettings.partial().required({ Name: true }),
    changes: true,
    grants: [onTrails("UpdateTrail")],
  }),
  DeleteTrail: operation({ input: ofTrail, changes: true, grants: [onTrails("DeleteTrail")] }),
  PutEventSelectors: operation({
    input: z.object({
      TrailName: z.string(),
      EventSelectors: z.array(EventSelector).optional(),
      AdvancedEventSelectors: z.array(AdvancedEventSelector).optional(),
    }),
    changes: true,
    grants: [onTrails("PutEventSelectors")],
  }),
  PutInsightSelectors: operation({
    input: z.object({ TrailName: z.string(), InsightSelectors: z.array(InsightSelector) }),
    changes: true,
    grants: [onTrails("PutInsightSelectors")],
  }),
};
