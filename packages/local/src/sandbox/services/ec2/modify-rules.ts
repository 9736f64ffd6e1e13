import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { refuseDuplicate } from "./authorize.ts";
import { canonicalCidr } from "./cidr.ts";
import { integer, ipPermissions, list } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import {
  groupOf,
  prefixListId,
  type RuleSpec,
  referencedGroup,
  ruleOf,
  ruleSpecs,
  rulesOf,
  sameRule,
} from "./permissions.ts";
import { checkedDescription, checkedProtocol } from "./protocol.ts";
import { early } from "./recorded.ts";
import { recordedRules } from "./recorded-rules.ts";
import { type Peer, type SecurityGroup, securityGroupRules } from "./resources.ts";
import { checkRuleLimit } from "./rule-limit.ts";

const ruleRequest = z.strictObject({
  IpProtocol: z.string().optional(),
  FromPort: integer.optional(),
  ToPort: integer.optional(),
  CidrIpv4: z.string().optional(),
  CidrIpv6: z.string().optional(),
  PrefixListId: z.string().optional(),
  ReferencedGroupId: z.string().optional(),
  Description: z.string().optional(),
});

/** The rule becomes what the request says: what is left out, like the description, is gone. */
const modifySecurityGroupRules = ec2Operation({
  name: "ModifySecurityGroupRules",
  input: z.strictObject({
    GroupId: z.string(),
    SecurityGroupRule: list(
      z.strictObject({ SecurityGroupRuleId: z.string(), SecurityGroupRule: ruleRequest.optional() }),
    ),
  }),
  run(account, { GroupId, SecurityGroupRule: updates }) {
    const group = groupOf(account, { GroupId });
    for (const { SecurityGroupRuleId: id, SecurityGroupRule: request = {} } of updates) {
      const rule = ruleOf(account, group, id);
      account.table(securityGroupRules).put({ ...rule, ...specOf(account, group, request) });
    }
    for (const { SecurityGroupRuleId: id } of updates) {
      const rule = ruleOf(account, group, id);
      const others = rulesOf(account, group.id, rule.isEgress).filter((other) => other.id !== id);
      refuseDuplicate(rule, others);
      checkRuleLimit(account, group.id, rule.isEgress);
    }
    return { return: true };
  },
});

function specOf(account: Account, group: SecurityGroup, request: z.output<typeof ruleRequest>): RuleSpec {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = request;
  const peers: Peer[] = [];
  if (CidrIpv4 !== undefined) peers.push({ kind: "cidrIpv4", value: canonicalCidr(CidrIpv4, "IPv4") });
  if (CidrIpv6 !== undefined) peers.push({ kind: "cidrIpv6", value: canonicalCidr(CidrIpv6, "IPv6") });
  if (PrefixListId !== undefined)
    peers.push({ kind: "prefixListId", value: prefixListId(account, PrefixListId) });
  if (ReferencedGroupId !== undefined) {
    const { id } = referencedGroup(account, group, { GroupId: ReferencedGroupId });
    peers.push({ kind: "referencedGroupId", value: id });
  }
  const [peer] = peers;
  if (peer === undefined || peers.length > 1) {
    throw new AwsError(
      peer === undefined ? "MissingParameter" : "InvalidParameterCombination",
      "You must specify exactly one of the following parameters: CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId",
    );
  }
  return {
    ...checkedProtocol(request.IpProtocol, request.FromPort, request.ToPort),
    peer,
    description: checkedDescription(request.Description),
  };
}

/** By the rules' properties or by their ids; the description is the only thing that changes. */
function updateDescriptions(direction: "Ingress" | "Egress") {
  return ec2Operation({
    name: `UpdateSecurityGroupRuleDescriptions${direction}`,
    input: z.strictObject({
      GroupId: z.string().optional(),
      GroupName: z.string().optional(),
      IpPermissions: ipPermissions,
      SecurityGroupRuleDescription: list(
        z.strictObject({ SecurityGroupRuleId: z.string(), Description: z.string().optional() }),
      ).optional(),
    }),
    recorded: early,
    recordedInput: recordedRules,
    run(account, input) {
      const group = groupOf(account, input);
      const byId = input.SecurityGroupRuleDescription ?? [];
      for (const { SecurityGroupRuleId: id, Description } of byId) {
        const rule = ruleOf(account, group, id);
        account.table(securityGroupRules).put({ ...rule, description: checkedDescription(Description) });
      }
      if (byId.length > 0 && input.IpPermissions === undefined) return { return: true };
      const present = rulesOf(account, group.id, direction === "Egress");
      for (const spec of ruleSpecs(account, group, input)) {
        const rule = present.find((each) => sameRule(each, spec));
        if (rule === undefined) {
          throw new AwsError(
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.",
          );
        }
        account.table(securityGroupRules).put({ ...rule, description: spec.description });
      }
      return { return: true };
    },
  });
}

export const modifyRulesOperations = [
  modifySecurityGroupRules,
  updateDescriptions("Ingress"),
  updateDescriptions("Egress"),
];
