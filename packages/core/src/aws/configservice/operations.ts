import type { ResourceType } from "@aws-sdk/client-config-service";
import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html

const onRecorders = (name: string): Grant => ({
  action: `config:${name}`,
  resources: ["arn:${Partition}:config:${Region}:${Account}:configuration-recorder/*"],
});
/** AWS limits these to no resource. */
const anywhere = (name: string): Grant => ({ action: `config:${name}`, resources: ["*"] });
const ofRecorder = z.object({ ConfigurationRecorderName: z.string() });

/** There are hundreds, and more each month. */
const ResourceTypes = z.array(z.custom<ResourceType>((value) => typeof value === "string"));
const Frequency = z.enum(["CONTINUOUS", "DAILY"]);

export const Recorder = z.object({
  name: z.string(),
  roleARN: z.string(),
  recordingGroup: z
    .object({
      allSupported: z.boolean().optional(),
      includeGlobalResourceTypes: z.boolean().optional(),
      resourceTypes: ResourceTypes.optional(),
      exclusionByResourceTypes: z.object({ resourceTypes: ResourceTypes.optional() }).optional(),
      recordingStrategy: z
        .object({
          useOnly: z
            .enum([
              "ALL_SUPPORTED_RESOURCE_TYPES",
              "EXCLUSION_BY_RESOURCE_TYPES",
              "INCLUSION_BY_RESOURCE_TYPES",
            ])
            .optional(),
        })
        .optional(),
    })
    .optional(),
  recordingMode: z
    .object({
      recordingFrequency: Frequency,
      recordingModeOverrides: z
        .array(
          z.object({
            description: z.string().optional(),
            resourceTypes: ResourceTypes,
            recordingFrequency: Frequency,
          }),
        )
        .optional(),
    })
    .optional(),
});

export const Channel = z.object({
  name: z.string(),
  s3BucketName: z.string(),
  s3KeyPrefix: z.string().optional(),
  s3KmsKeyArn: z.string().optional(),
  snsTopicARN: z.string().optional(),
  configSnapshotDeliveryProperties: z
    .object({
      deliveryFrequency: z
        .enum(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"])
        .optional(),
    })
    .optional(),
});

export const operations = {
  DescribeConfigurationRecorders: operation({
    input: z.object({}),
    changes: false,
    grants: [onRecorders("DescribeConfigurationRecorders")],
  }),
  DescribeConfigurationRecorderStatus: operation({
    input: z.object({}),
    changes: false,
    grants: [onRecorders("DescribeConfigurationRecorderStatus")],
  }),
  DescribeDeliveryChannels: operation({
    input: z.object({}),
    changes: false,
    grants: [anywhere("DescribeDeliveryChannels")],
  }),
  StartConfigurationRecorder: operation({
    input: ofRecorder,
    changes: true,
    grants: [onRecorders("StartConfigurationRecorder")],
  }),
  StopConfigurationRecorder: operation({
    input: ofRecorder,
    changes: true,
    grants: [onRecorders("StopConfigurationRecorder")],
  }),
  PutConfigurationRecorder: operation({
    input: z.object({ ConfigurationRecorder: Recorder }),
    changes: true,
    grants: [
      onRecorders("PutConfigurationRecorder"),
      {
        // The role by which Config reads what it records.
        action: "iam:PassRole",
        resources: ["arn:${Partition}:iam::${Account}:role/*"],
        conditions: [
          { test: "StringEquals", variable: "iam:PassedToService", values: ["config.amazonaws.com"] },
        ],
      },
    ],
  }),
  DeleteConfigurationRecorder: operation({
    input: ofRecorder,
    changes: true,
    grants: [onRecorders("DeleteConfigurationRecorder")],
  }),
  PutDeliveryChannel: operation({
    input: z.object({ DeliveryChannel: Channel }),
    changes: true,
    grants: [anywhere("PutDeliveryChannel")],
  }),
  DeleteDeliveryChannel: operation({
    input: z.object({ DeliveryChannelName: z.string() }),
    changes: true,
    grants: [anywhere("DeleteDeliveryChannel")],
  }),
};
