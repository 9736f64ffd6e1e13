import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { LiveAccount } from "../../aws/account.ts";
import type { Place, Swept } from "../define.ts";
import { holdsWorld, type IngressPolicy, isAllowed, isPrefixList, offends } from "./ingress-policy.ts";
import { type Evidence, groupArn, violation } from "./ingress-violation.ts";
import { goodRule } from "./known-rule.ts";
import { type IngressRule, liveRule } from "./security-group-rule.ts";

/** Good rules of one group that are kept at a time: a group has 60 of them unless AWS was asked for more. */
const BASELINES = 60;

/**
 * Looks at the ingress rules of all of a region's security groups, group by group. A group without any rule is not among them,
 * nor is one that another account owns and shares: that is its owner's to look at.
 */
export async function* sweepIngress(
  { live, account, region }: Place & { live: LiveAccount },
  policy: IngressPolicy,
): AsyncGenerator<Swept<Evidence>> {
  const ec2 = await live.client("ec2");
  const listsWithWorld = new Map<string, boolean>();
  const offendsHere = async (rule: IngressRule) => {
    if (!isPrefixList(rule.range)) return offends(rule, policy);
    if (isAllowed(rule, policy)) return false;
    const known = listsWithWorld.get(rule.range) ?? (await holdsWorld(rule.range, policy, ec2));
    listsWithWorld.set(rule.range, known);
    return known;
  };
  const place = { account, region };
  const all = await ec2.DescribeSecurityGroupRules({ Filters: [] });
  for (const [groupId, rules] of byGroup(all, account)) {
    const resource = groupArn(groupId, place);
    const violations = [];
    for (const rule of rules.flatMap((each) => liveRule(each) ?? []))
      if (await offendsHere(rule)) violations.push(violation({ ...rule, groupId }, place));
    const baselines = rules.flatMap((rule) => goodRule(resource, rule, policy));
    yield { resource, violations, baselines: baselines.slice(0, BASELINES) };
  }
}

function byGroup(rules: readonly SecurityGroupRule[], account: string): Map<string, SecurityGroupRule[]> {
  const groups = new Map<string, SecurityGroupRule[]>();
  for (const rule of rules) {
    const { GroupId, GroupOwnerId = account } = rule;
    if (GroupId === undefined || GroupOwnerId !== account) continue;
    const known = groups.get(GroupId);
    if (known) known.push(rule);
    else groups.set(GroupId, [rule]);
  }
  return groups;
}
