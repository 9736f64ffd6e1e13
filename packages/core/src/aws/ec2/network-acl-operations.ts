import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

const networkAcls = "arn:${Partition}:ec2:${Region}:${Account}:network-acl/*";

const Entry = z.object({
  NetworkAclId: z.string(),
  RuleNumber: z.int(),
  Protocol: z.string(),
  RuleAction: z.enum(["allow", "deny"]),
  Egress: z.boolean(),
  CidrBlock: z.string().optional(),
  Ipv6CidrBlock: z.string().optional(),
  IcmpTypeCode: z.object({ Code: z.int().optional(), Type: z.int().optional() }).optional(),
  PortRange: z.object({ From: z.int().optional(), To: z.int().optional() }).optional(),
});

export const networkAclOperations = {
  DescribeNetworkAcls: operation({
    input: z.object({ NetworkAclIds: z.array(z.string()).optional(), Filters: Filters.optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeNetworkAcls", resources: ["*"] }],
  }),
  CreateNetworkAclEntry: operation({
    input: Entry,
    changes: true,
    grants: [{ action: "ec2:CreateNetworkAclEntry", resources: [networkAcls] }],
  }),
  ReplaceNetworkAclEntry: operation({
    input: Entry,
    changes: true,
    grants: [{ action: "ec2:ReplaceNetworkAclEntry", resources: [networkAcls] }],
  }),
  DeleteNetworkAclEntry: operation({
    input: z.object({ NetworkAclId: z.string(), RuleNumber: z.int(), Egress: z.boolean() }),
    changes: true,
    grants: [{ action: "ec2:DeleteNetworkAclEntry", resources: [networkAcls] }],
  }),
};
