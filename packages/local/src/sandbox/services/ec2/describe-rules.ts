import * as z from "zod";
import type { Account } from "../../account.ts";
import { describedRule } from "./described.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find } from "./ids.ts";
import { filters, integer, strings } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { type SecurityGroupRule, securityGroupRules } from "./resources.ts";

const filterable: Filterable<SecurityGroupRule> = {
  ...tagFilters,
  "group-id": ({ groupId }) => [groupId],
  "security-group-rule-id": ({ id }) => [id],
};

export const describeSecurityGroupRules = ec2Operation({
  name: "DescribeSecurityGroupRules",
  readOnly: true,
  input: z.strictObject({
    Filter: filters,
    SecurityGroupRuleId: strings,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const rules = selected(account, input.SecurityGroupRuleId).filter(matches(input.Filter, filterable));
    const { rows, nextToken } = page(rules, ({ id }) => id, input);
    // Unlike the answer to an authorize call, this one has the tags even where there are none.
    return {
      securityGroupRuleSet: rows.map((rule) => ({ ...describedRule(account, rule), tagSet: rule.tags })),
      nextToken,
    };
  },
});

function selected(account: Account, ids: string[] = []): SecurityGroupRule[] {
  if (ids.length === 0) return account.table(securityGroupRules).rows();
  for (const id of ids) find("sgr", id, account.table(securityGroupRules));
  return account
    .table(securityGroupRules)
    .rows()
    .filter(({ id }) => ids.includes(id));
}
