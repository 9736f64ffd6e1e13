import type * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { describedPermissions } from "./described.ts";
import { notFound } from "./ids.ts";
import { groupRules, strings } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { groupOf, ruleOf, ruleSpecs, rulesOf, sameRule } from "./permissions.ts";
import { early } from "./recorded.ts";
import { recordedRules } from "./recorded-rules.ts";
import { type SecurityGroup, type SecurityGroupRule, securityGroupRules, vpcs } from "./resources.ts";

const input = groupRules.extend({ SecurityGroupRuleId: strings });
type Input = z.output<typeof input>;

function revoke(direction: "Ingress" | "Egress") {
  const isEgress = direction === "Egress";
  return ec2Operation({
    name: `RevokeSecurityGroup${direction}`,
    input,
    recorded: early,
    recordedInput: recordedRules,
    run(account, parameters) {
      const group = groupOf(account, parameters);
      const ids = parameters.SecurityGroupRuleId ?? [];
      if (ids.length > 0 && (parameters.IpPermissions ?? parameters.IpProtocol) !== undefined) {
        throw new AwsError(
          "InvalidParameterCombination",
          "The parameter securityGroupRuleIds cannot be used with the properties of rules",
        );
      }
      if (ids.length > 0) return revoked(account, rulesById(account, group, isEgress, ids));
      return revokeByProperties(account, group, isEgress, parameters);
    },
  });
}

export const revokeOperations = [revoke("Ingress"), revoke("Egress")];

function rulesById(
  account: Account,
  group: SecurityGroup,
  isEgress: boolean,
  ids: string[],
): SecurityGroupRule[] {
  return [...new Set(ids)].map((id) => {
    const rule = ruleOf(account, group, id);
    return rule.isEgress === isEgress ? rule : notFound("sgr", id);
  });
}

/**
 * A rule that isn't there is an error, and nothing is revoked; but in a default VPC it is only listed in the answer.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
function revokeByProperties(
  account: Account,
  group: SecurityGroup,
  isEgress: boolean,
  parameters: Input,
): Output {
  const present = rulesOf(account, group.id, isEgress);
  const found: SecurityGroupRule[] = [];
  const unknown = ruleSpecs(account, group, parameters).filter((spec) => {
    const rule = present.find((each) => sameRule(each, spec));
    if (rule !== undefined) found.push(rule);
    return rule === undefined;
  });
  if (unknown.length > 0 && account.table(vpcs).get(group.vpcId)?.isDefault !== true) {
    throw new AwsError(
      "InvalidPermission.NotFound",
      "The specified rule does not exist in this security group.",
    );
  }
  return {
    ...revoked(account, found),
    ...(unknown.length > 0 && { unknownIpPermissionSet: describedPermissions(account, unknown) }),
  };
}

function revoked(account: Account, rules: SecurityGroupRule[]): Output {
  for (const rule of rules) account.table(securityGroupRules).delete(rule.id);
  return {
    return: true,
    revokedSecurityGroupRuleSet: rules.map((rule) => ({
      securityGroupRuleId: rule.id,
      groupId: rule.groupId,
      isEgress: rule.isEgress,
      ipProtocol: rule.ipProtocol,
      fromPort: rule.fromPort,
      toPort: rule.toPort,
      [rule.peer.kind]: rule.peer.value,
      description: rule.description,
    })),
  };
}
