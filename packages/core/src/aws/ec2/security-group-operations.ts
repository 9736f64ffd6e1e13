import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

const Tags = z.array(z.object({ Key: z.string(), Value: z.string() }));

const securityGroups = "arn:${Partition}:ec2:${Region}:${Account}:security-group/*";
const securityGroupRules = "arn:${Partition}:ec2:${Region}:${Account}:security-group-rule/*";

const description = z.string().optional();

export const IpPermission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string(), Description: description })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string(), Description: description })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string(), Description: description })).optional(),
  UserIdGroupPairs: z
    .array(z.object({ GroupId: z.string(), UserId: z.string().optional(), Description: description }))
    .optional(),
});

/** What a rule becomes: all of it, so that a description that is left out is gone. Ranges only. */
export const SecurityGroupRuleRequest = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  CidrIpv4: z.string().optional(),
  CidrIpv6: z.string().optional(),
  Description: description,
});

const newRules = z.object({
  GroupId: z.string(),
  IpPermissions: z.array(IpPermission).min(1),
  TagSpecifications: z.array(z.object({ ResourceType: z.literal("security-group-rule"), Tags })).optional(),
});

const oldRules = z.object({ GroupId: z.string(), SecurityGroupRuleIds: z.array(z.string()).min(1) });

function authorize(name: "AuthorizeSecurityGroupIngress" | "AuthorizeSecurityGroupEgress") {
  return operation({
    input: newRules,
    changes: true,
    grants: [
      { action: `ec2:${name}`, resources: [securityGroups, securityGroupRules] },
      {
        action: "ec2:CreateTags",
        resources: [securityGroupRules],
        // The tags that a new rule comes with, and no others.
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
        conditions: [{ test: "StringEquals", variable: "ec2:CreateAction", values: [name] }],
      },
    ],
  });
}

function revoke(name: "RevokeSecurityGroupIngress" | "RevokeSecurityGroupEgress") {
  return operation({
    input: oldRules,
    changes: true,
    grants: [{ action: `ec2:${name}`, resources: [securityGroups] }],
  });
}

export const securityGroupOperations = {
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
  RevokeSecurityGroupIngress: revoke("RevokeSecurityGroupIngress"),
  RevokeSecurityGroupEgress: revoke("RevokeSecurityGroupEgress"),
  AuthorizeSecurityGroupIngress: authorize("AuthorizeSecurityGroupIngress"),
  AuthorizeSecurityGroupEgress: authorize("AuthorizeSecurityGroupEgress"),
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
