import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type EC2Client,
  ModifySecurityGroupRulesCommand,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { securityGroupOperations as operations } from "./security-group-operations.ts";

export function securityGroupCalls(client: EC2Client) {
  return {
    DescribeSecurityGroups: call(operations.DescribeSecurityGroups, async (input) => {
      const groups: SecurityGroup[] = [];
      for await (const page of paginateDescribeSecurityGroups({ client }, input))
        groups.push(...(page.SecurityGroups ?? []));
      return groups;
    }),
    DescribeSecurityGroupRules: call(operations.DescribeSecurityGroupRules, async (input) => {
      const rules: SecurityGroupRule[] = [];
      const pages = paginateDescribeSecurityGroupRules({ client, pageSize: 1000 }, input);
      for await (const page of pages) rules.push(...(page.SecurityGroupRules ?? []));
      return rules;
    }),
    RevokeSecurityGroupIngress: call(operations.RevokeSecurityGroupIngress, (input) =>
      client.send(new RevokeSecurityGroupIngressCommand(input)),
    ),
    RevokeSecurityGroupEgress: call(operations.RevokeSecurityGroupEgress, (input) =>
      client.send(new RevokeSecurityGroupEgressCommand(input)),
    ),
    AuthorizeSecurityGroupIngress: call(operations.AuthorizeSecurityGroupIngress, (input) =>
      client.send(new AuthorizeSecurityGroupIngressCommand(input)),
    ),
    AuthorizeSecurityGroupEgress: call(operations.AuthorizeSecurityGroupEgress, (input) =>
      client.send(new AuthorizeSecurityGroupEgressCommand(input)),
    ),
    ModifySecurityGroupRules: call(operations.ModifySecurityGroupRules, (input) =>
      client.send(new ModifySecurityGroupRulesCommand(input)),
    ),
  };
}
