import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html

const onHub = (name: string): Grant => ({
  action: `securityhub:${name}`,
  resources: ["arn:${Partition}:securityhub:${Region}:${Account}:hub/default"],
});

export const Standard = z.object({
  StandardsArn: z.string(),
  StandardsInput: z.record(z.string(), z.string()).optional(),
});

export const FindingGenerator = z.enum(["STANDARD_CONTROL", "SECURITY_CONTROL"]);

export const operations = {
  DescribeHub: operation({ input: z.object({}), changes: false, grants: [onHub("DescribeHub")] }),
  GetEnabledStandards: operation({
    input: z.object({}),
    changes: false,
    grants: [onHub("GetEnabledStandards")],
  }),
  EnableSecurityHub: operation({
    input: z.object({
      EnableDefaultStandards: z.boolean(),
      ControlFindingGenerator: FindingGenerator.optional(),
    }),
    changes: true,
    grants: [onHub("EnableSecurityHub")],
  }),
  DisableSecurityHub: operation({
    input: z.object({}),
    changes: true,
    grants: [onHub("DisableSecurityHub")],
  }),
  UpdateSecurityHubConfiguration: operation({
    input: z.object({ AutoEnableControls: z.boolean() }),
    changes: true,
    grants: [onHub("UpdateSecurityHubConfiguration")],
  }),
  BatchEnableStandards: operation({
    input: z.object({ StandardsSubscriptionRequests: z.array(Standard).min(1) }),
    changes: true,
    grants: [onHub("BatchEnableStandards")],
  }),
  BatchDisableStandards: operation({
    input: z.object({ StandardsSubscriptionArns: z.array(z.string()).min(1) }),
    changes: true,
    grants: [onHub("BatchDisableStandards")],
  }),
};
