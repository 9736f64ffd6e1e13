import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html

const Filters = z.array(z.object({ Name: z.string(), Values: z.array(z.string()) }));
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() }));

const securityGroups = "arn:${Partition}:ec2:${Region}:${Account}:security-group/*";
const securityGroupRules = "arn:${Partition}:ec2:${Region}:${Account}:security-group-rule/*";

export const IpPermission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string(), Description: z.string().optional() })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string(), Description: z.string().optional() })).optional(),
  PrefixListIds: z
    .array(z.object({ PrefixListId: z.string(), Description: z.string().optional() }))
    .optional(),
});

/** What a rule becomes: all of it, so that a description that is left out is gone. Ranges only. */
export const SecurityGroupRuleRequest = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  CidrIpv4: z.string().optional(),
  CidrIpv6: z.string().optional(),
  Description: z.string().optional(),
});

export const operations = {
  DescribeSecurityGroups: operation({
    input: z.object({ Filters: Filters.optional(), GroupIds: z.array(z.string()).optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeSecurityGroups", resources: ["*"] }],
  }),
  DescribeSecurityGroupRules: operation({
    input: z.object({ Filters }),
    changes: false,
    grants: [{ action: "ec2:DescribeSecurityGroupRules", resources: ["*"] }],
  }),
  GetManagedPrefixListEntries: operation({
    input: z.object({ PrefixListId: z.string() }),
    changes: false,
    grants: [
      {
        action: "ec2:GetManagedPrefixListEntries",
        resources: ["arn:${Partition}:ec2:${Region}:${Account}:prefix-list/*"],
      },
    ],
  }),
  DescribeManagedPrefixLists: operation({
    input: z.object({ PrefixListIds: z.array(z.string()) }),
    changes: false,
    grants: [{ action: "ec2:DescribeManagedPrefixLists", resources: ["*"] }],
  }),
  RevokeSecurityGroupIngress: operation({
    input: z.object({ GroupId: z.string(), SecurityGroupRuleIds: z.array(z.string()).min(1) }),
    changes: true,
    grants: [{ action: "ec2:RevokeSecurityGroupIngress", resources: [securityGroups] }],
  }),
  AuthorizeSecurityGroupIngress: operation({
    input: z.object({
      GroupId: z.string(),
      IpPermissions: z.array(IpPermission).min(1),
      TagSpecifications: z
        .array(z.object({ ResourceType: z.literal("security-group-rule"), Tags }))
        .optional(),
    }),
    changes: true,
    grants: [
      { action: "ec2:AuthorizeSecurityGroupIngress", resources: [securityGroups, securityGroupRules] },
      {
        action: "ec2:CreateTags",
        resources: [securityGroupRules],
        // The tags that a new rule comes with, and no others.
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
        conditions: [
          { test: "StringEquals", variable: "ec2:CreateAction", values: ["AuthorizeSecurityGroupIngress"] },
        ],
      },
    ],
  }),
  ModifySecurityGroupRules: operation({
    input: z.object({
      GroupId: z.string(),
      SecurityGroupRules: z
        .array(z.object({ SecurityGroupRuleId: z.string(), SecurityGroupRule: SecurityGroupRuleRequest }))
        .min(1),
    }),
    changes: true,
    grants: [{ action: "ec2:ModifySecurityGroupRules", resources: [securityGroups, securityGroupRules] }],
  }),
};
