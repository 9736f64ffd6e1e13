import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { staleness } from "../../baseline/stale.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import type { Former } from "./former-rule.ts";

/**
 * Changes a rule of a group back to what it was before it was changed. It keeps its id and its tags, and the undo changes it
 * once more.
 *
 * @param exposure what the rule exposes, in words
 */
export function restoration(
  groupId: string,
  rule: SecurityGroupRule,
  { known, words, at }: Former,
  exposure: string,
  now: Date,
): Plan {
  const id = rule.SecurityGroupRuleId ?? "";
  const step = (SecurityGroupRule: JsonObject, does: string) => ({
    service: "ec2",
    operation: "ModifySecurityGroupRules",
    input: { GroupId: groupId, SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }] },
    does,
  });
  const day = at.slice(0, 10);
  return {
    version: 1,
    steps: [step(known, `change rule ${id} of ${groupId} back to ${words}, which it was on ${day}`)],
    undo: [{ ...step(asItIs(rule), `change rule ${id} again: ${exposure}`), undoes: 0 }],
    ...staleness("the rule", at, now),
  };
}

function asItIs(rule: SecurityGroupRule): JsonObject {
  return {
    IpProtocol: rule.IpProtocol ?? "-1",
    ...(rule.FromPort !== undefined && { FromPort: rule.FromPort }),
    ...(rule.ToPort !== undefined && { ToPort: rule.ToPort }),
    ...(rule.CidrIpv4 && { CidrIpv4: rule.CidrIpv4 }),
    ...(rule.CidrIpv6 && { CidrIpv6: rule.CidrIpv6 }),
    ...(rule.Description && { Description: rule.Description }),
  };
}
