import {
  AuthorizeSecurityGroupIngressCommand,
  EC2Client,
  type EC2ClientConfig,
  type ManagedPrefixList,
  ModifySecurityGroupRulesCommand,
  type PrefixListEntry,
  paginateDescribeManagedPrefixLists,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The EC2 operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEc2(config: EC2ClientConfig) {
  const client = new EC2Client(config);
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
    GetManagedPrefixListEntries: call(operations.GetManagedPrefixListEntries, async (input) => {
      const entries: PrefixListEntry[] = [];
      for await (const page of paginateGetManagedPrefixListEntries({ client }, input))
        entries.push(...(page.Entries ?? []));
      return entries;
    }),
    DescribeManagedPrefixLists: call(operations.DescribeManagedPrefixLists, async (input) => {
      const lists: ManagedPrefixList[] = [];
      for await (const page of paginateDescribeManagedPrefixLists({ client }, input))
        lists.push(...(page.PrefixLists ?? []));
      return lists;
    }),
    RevokeSecurityGroupIngress: call(operations.RevokeSecurityGroupIngress, (input) =>
      client.send(new RevokeSecurityGroupIngressCommand(input)),
    ),
    AuthorizeSecurityGroupIngress: call(operations.AuthorizeSecurityGroupIngress, (input) =>
      client.send(new AuthorizeSecurityGroupIngressCommand(input)),
    ),
    ModifySecurityGroupRules: call(operations.ModifySecurityGroupRules, (input) =>
      client.send(new ModifySecurityGroupRulesCommand(input)),
    ),
  };
}
