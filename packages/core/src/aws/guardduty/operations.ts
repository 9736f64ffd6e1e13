import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html

const detectors = "arn:${Partition}:guardduty:${Region}:${Account}:detector/*";
const onDetectors = (name: string): Grant => ({ action: `guardduty:${name}`, resources: [detectors] });
/** AWS limits these to no resource. */
const anywhere = (name: string): Grant => ({ action: `guardduty:${name}`, resources: ["*"] });

const ofDetector = z.object({ DetectorId: z.string() });
const ofMembers = ofDetector.extend({ AccountIds: z.array(z.string()).min(1) });
const ofDestination = ofDetector.extend({ DestinationId: z.string() });
const ofFilter = ofDetector.extend({ FilterName: z.string() });

const Status = z.enum(["ENABLED", "DISABLED"]);
/** GuardDuty's own sources (CloudTrail, DNS, flow logs) are always on, and can't be asked for. */
export const Feature = z.object({
  Name: z.enum([
    "AI_ANALYST",
    "AI_PROTECTION",
    "EBS_MALWARE_PROTECTION",
    "EKS_AUDIT_LOGS",
    "EKS_RUNTIME_MONITORING",
    "LAMBDA_NETWORK_LOGS",
    "RDS_LOGIN_EVENTS",
    "RUNTIME_MONITORING",
    "S3_DATA_EVENTS",
  ]),
  Status,
  AdditionalConfiguration: z
    .array(
      z.object({
        Name: z.enum([
          "EC2_AGENT_MANAGEMENT",
          "ECS_FARGATE_AGENT_MANAGEMENT",
          "EKS_ADDON_MANAGEMENT",
          "RDS_DATA_RISK",
        ]),
        Status,
      }),
    )
    .optional(),
});

export const DetectorSettings = z.object({
  FindingPublishingFrequency: z.enum(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]).optional(),
  Features: z.array(Feature).optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

export const Destination = z.object({
  DestinationType: z.enum(["S3"]),
  DestinationProperties: z.object({
    DestinationArn: z.string(),
    KmsKeyArn: z.string().optional(),
    ExpectedBucketOwner: z.string().optional(),
  }),
});

export const operations = {
  ListDetectors: operation({
    input: z.object({}),
    changes: false,
    grants: [anywhere("ListDetectors")],
  }),
  GetDetector: operation({ input: ofDetector, changes: false, grants: [onDetectors("GetDetector")] }),
  CreateDetector: operation({
    input: DetectorSettings.extend({ Enable: z.boolean() }),
    changes: true,
    grants: [anywhere("CreateDetector"), onDetectors("TagResource")],
  }),
  UpdateDetector: operation({
    input: ofDetector.extend({ Enable: z.boolean() }),
    changes: true,
    grants: [onDetectors("UpdateDetector")],
  }),
  DeleteDetector: operation({ input: ofDetector, changes: true, grants: [onDetectors("DeleteDetector")] }),
  GetMembers: operation({ input: ofMembers, changes: false, grants: [anywhere("GetMembers")] }),
  StartMonitoringMembers: operation({
    input: ofMembers,
    changes: true,
    grants: [anywhere("StartMonitoringMembers")],
  }),
  StopMonitoringMembers: operation({
    input: ofMembers,
    changes: true,
    grants: [anywhere("StopMonitoringMembers")],
  }),
  ListPublishingDestinations: operation({
    input: ofDetector,
    changes: false,
    grants: [anywhere("ListPublishingDestinations")],
  }),
  DescribePublishingDestination: operation({
    input: ofDestination,
    changes: false,
    grants: [onDetectors("DescribePublishingDestination")],
  }),
  CreatePublishingDestination: operation({
    input: ofDetector.extend(Destination.shape),
    changes: true,
    grants: [anywhere("CreatePublishingDestination")],
  }),
  DeletePublishingDestination: operation({
    input: ofDestination,
    changes: true,
    grants: [onDetectors("DeletePublishingDestination")],
  }),
  GetFilter: operation({ input: ofFilter, changes: false, grants: [onDetectors("GetFilter")] }),
  UpdateFilter: operation({
    input: ofFilter.extend({ Action: z.enum(["ARCHIVE", "NOOP"]) }),
    changes: true,
    grants: [onDetectors("UpdateFilter")],
  }),
};
