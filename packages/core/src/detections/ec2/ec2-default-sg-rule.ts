import * as z from "zod";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place, type Swept } from "../define.ts";
import {
  defaultGroups,
  Evidence,
  inspectDefaultGroup,
  isLeftToWorld,
  Parameters,
  rulesOf,
  violation,
} from "./default-group.ts";
import { defaultGroupAttacks } from "./default-group-attacks.ts";
import { type GroupRule, groupRule } from "./group-rule.ts";
import { isPrefixList, offends } from "./ingress-policy.ts";
import { groupArn } from "./ingress-violation.ts";
import { ModifyRequest } from "./modify-request.ts";
import { AuthorizeRequest, answeredRules, RuleSet } from "./security-group-rule.ts";
import { groupTags } from "./security-group-tags.ts";

const GROUP_ID = /^sg-[0-9a-f]{1,32}$/;
const UNREADABLE =
  "the record leaves out which rules the call made, so it can't be told from the group's other rules";
const UNNAMED = "the record has the group's id, and not that it is its VPC's default group";

/** Which rules of which group to look at: all of them where the record leaves either out. */
const Question = z.object({
  groupId: z.string().optional(),
  ruleIds: z.array(z.string()).optional(),
  hold: z.string().optional(),
});

export default defineDetection({
  id: "ec2-default-sg-rule",
  title: "Rule in a VPC's default security group",
  severity: "medium",
  why: "Whatever is launched without naming a security group gets the default one, so each of its rules opens things that nobody meant to open. It should have no rules at all.",
  triage: [
    "See which network interfaces use the group: they should have a group of their own.",
    "Move the rule to a group that says what it is for, then revoke it here.",
  ],
  falsePositives: [
    "A sandbox account where everything lives in the default VPC: exempt the group.",
    "A sweep reports the two rules that AWS gives every default group, too, since the standards want those gone: exempt groups that are still in use.",
  ],
  notes: [
    "Ingress that is open to the world is left to ec2-sg-ingress-world, by `parameters.world`: one rule makes one finding.",
    "A new VPC's default group comes with rules, and no call to make them: a sweep sees those.",
    "What a changed rule was before is not put back: in a default group that was as wrong, and the rule is revoked.",
    "No real record of ModifySecurityGroupRules was at hand: its shape is from public queries over such records.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["6.5"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.5"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.4"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.2"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007"] },
  ],
  events: [
    {
      source: "ec2.amazonaws.com",
      names: ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "ModifySecurityGroupRules"],
    },
  ],
  parameters: Parameters,
  evidence: Evidence,
  question: Question,

  detect(record, place, parameters) {
    if (failed(record)) return nothing;
    if (record.eventName === "ModifySecurityGroupRules") return modified(record);
    const { groupId, groupName } = AuthorizeRequest.safeParse(record.requestParameters ?? {}).data ?? {};
    if (groupName !== undefined && groupName !== "default") return nothing;
    const { data: response = {} } = RuleSet.safeParse(record.responseElements ?? {});
    const rules = answeredRules(response).flatMap((rule) => groupRule(rule) ?? []);
    if (groupName === "default" && rules.length > 0 && rules.every(isPlain))
      return { violations: named(rules, place, parameters), suspicions: [] };
    const ruleIds = rules.flatMap(({ ruleId }) => ruleId ?? []);
    const group = groupId ?? rules[0]?.groupId;
    const ask = { ...(group && { groupId: group }) };
    return ruleIds.length > 0
      ? { violations: [], suspicions: [{ ask: { ...ask, ruleIds }, reason: UNNAMED }] }
      : { violations: [], suspicions: [{ ask: { ...ask, hold: UNREADABLE }, reason: UNREADABLE }] };
  },

  async assess({ groupId, ruleIds, hold }, live, parameters) {
    const ec2 = await live.client("ec2");
    const groups = await defaultGroups(ec2, groupId);
    const ids = groups.flatMap(({ GroupId }) => GroupId ?? []);
    const wrong: Violation<Evidence>[] = [];
    for (const rule of await rulesOf(ec2, ids)) {
      if (ruleIds && !ruleIds.includes(rule.ruleId ?? "")) continue;
      const { ownerId: account } = rule;
      if (account === undefined || (await isLeftToWorld(rule, parameters, ec2))) continue;
      const found = violation(rule, { account, region: live.region });
      wrong.push(hold === undefined ? found : { ...found, hold });
    }
    return wrong;
  },

  response: {
    calls: [
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeManagedPrefixLists",
      "ec2:GetManagedPrefixListEntries",
      "ec2:RevokeSecurityGroupIngress",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:AuthorizeSecurityGroupEgress",
    ],
    inspect: ({ evidence }, look) => inspectDefaultGroup(evidence, look),
    tags: groupTags,
  },

  sweep: {
    calls: [
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeManagedPrefixLists",
      "ec2:GetManagedPrefixListEntries",
    ],
    async *resources({ live, account, region }, parameters): AsyncGenerator<Swept<Evidence>> {
      const ec2 = await live.client("ec2");
      const groups = await defaultGroups(ec2);
      const own = groups.filter(({ OwnerId = account }) => OwnerId === account);
      const ids = own.flatMap(({ GroupId }) => GroupId ?? []);
      const rules = await rulesOf(ec2, ids);
      for (const id of ids) {
        const violations: Violation<Evidence>[] = [];
        for (const rule of rules.filter(({ groupId }) => groupId === id))
          if (!(await isLeftToWorld(rule, parameters, ec2)))
            violations.push(violation(rule, { account, region }));
        yield { resource: groupArn(id, { account, region }), violations };
      }
    },
  },

  attacks: defaultGroupAttacks,
});

/** Can all of it be judged from the record alone? Not what stands behind a prefix list. */
function isPlain({ peer, groupId = "" }: GroupRule): boolean {
  return !isPrefixList(peer) && GROUP_ID.test(groupId);
}

function named(rules: GroupRule[], place: Place, { world }: Parameters): Violation<Evidence>[] {
  return rules
    .filter(
      ({ direction, peer, ...rule }) => direction === "egress" || !offends({ ...rule, range: peer }, world),
    )
    .flatMap((rule) =>
      rule.groupId === undefined ? [] : violation({ ...rule, groupId: rule.groupId }, place),
    );
}

function modified(record: CloudTrailRecord) {
  const { data } = ModifyRequest.safeParse(record.requestParameters ?? {});
  const { GroupId, SecurityGroupRule = [] } = data?.ModifySecurityGroupRulesRequest ?? {};
  const ruleIds = SecurityGroupRule.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
  const group = GroupId && { groupId: GroupId };
  return ruleIds.length > 0
    ? { violations: [], suspicions: [{ ask: { ...group, ruleIds }, reason: UNNAMED }] }
    : { violations: [], suspicions: [{ ask: { ...group, hold: UNREADABLE }, reason: UNREADABLE }] };
}
