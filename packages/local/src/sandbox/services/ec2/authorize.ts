import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { describedRule } from "./described.ts";
import { newId } from "./ids.ts";
import { groupRules, tagSpecifications } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { groupOf, type RuleSpec, ruleSpecs, rulesOf, sameRule } from "./permissions.ts";
import { early } from "./recorded.ts";
import { recordedRules } from "./recorded-rules.ts";
import { type SecurityGroup, type SecurityGroupRule, securityGroupRules, type Tag } from "./resources.ts";
import { checkRuleLimit } from "./rule-limit.ts";
import { tagsFrom } from "./tags.ts";

const input = groupRules.extend({ TagSpecification: tagSpecifications });

function authorize(direction: "Ingress" | "Egress") {
  return ec2Operation({
    name: `AuthorizeSecurityGroup${direction}`,
    input,
    recorded: early,
    recordedInput: recordedRules,
    run(account, parameters) {
      const group = groupOf(account, parameters);
      const specs = ruleSpecs(account, group, parameters);
      const tags = tagsFrom(parameters.TagSpecification, "security-group-rule");
      const rules = addRules(account, group, direction === "Egress", specs, tags);
      return { return: true, securityGroupRuleSet: rules.map((rule) => describedRule(account, rule)) };
    },
  });
}

export const authorizeOperations = [authorize("Ingress"), authorize("Egress")];

/** Gives a group new rules; none of them where one is there already, or one too many. */
export function addRules(
  account: Account,
  group: SecurityGroup,
  isEgress: boolean,
  specs: readonly RuleSpec[],
  tags: Tag[] = [],
): SecurityGroupRule[] {
  const present = rulesOf(account, group.id, isEgress);
  const rules = specs.map((spec, index) => {
    if (specs.slice(0, index).some((other) => sameRule(spec, other))) {
      throw new AwsError("InvalidParameterValue", "The same permission must not appear multiple times");
    }
    refuseDuplicate(spec, present);
    return { ...spec, id: newId("sgr"), groupId: group.id, isEgress, tags };
  });
  for (const rule of rules) account.table(securityGroupRules).put(rule);
  checkRuleLimit(account, group.id, isEgress);
  return rules;
}

export function refuseDuplicate(spec: RuleSpec, present: readonly RuleSpec[]): void {
  if (!present.some((rule) => sameRule(rule, spec))) return;
  const { peer, ipProtocol, fromPort, toPort } = spec;
  const protocol = ipProtocol === "-1" ? "ALL" : ipProtocol.toUpperCase();
  const ports = fromPort === -1 && toPort === -1 ? "" : `, from port: ${fromPort}, to port: ${toPort}`;
  const rule = `peer: ${peer.value}, ${protocol}${ports}, ALLOW`;
  throw new AwsError("InvalidPermission.Duplicate", `the specified rule "${rule}" already exists`);
}
