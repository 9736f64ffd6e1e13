import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { GoodState } from "../../baseline/schema.ts";
import { type CloudTrailRecord, failed, omitted } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, type Place, type Suspicion } from "../define.ts";
import { inspectIngress } from "./ingress-inspection.ts";
import { IngressPolicy, isAllowed, isPrefixList, offends, offendsLive } from "./ingress-policy.ts";
import { namedRules, Question } from "./ingress-question.ts";
import { sweepIngress } from "./ingress-sweep.ts";
import { Evidence, groupArn, violation } from "./ingress-violation.ts";
import { changedRule, goodRule } from "./known-rule.ts";
import { ModifyRequest, rulesOfModification } from "./modify-request.ts";
import { ingressAttacks } from "./security-group-attacks.ts";
import {
  AuthorizeRequest,
  answeredRules,
  type IngressRule,
  RuleSet,
  rulesOfRequest,
  rulesOfResponse,
} from "./security-group-rule.ts";
import { groupTags } from "./security-group-tags.ts";

const GROUP_ID = /^sg-[0-9a-f]{1,32}$/;
const DUPLICATE = "the rule was there before this call, which failed for that reason";
const UNREADABLE =
  "the record leaves out which rules the call made, so it can't be told from the group's other rules";

export default defineDetection({
  id: "ec2-sg-ingress-world",
  title: "Security group opened to the internet",
  severity: "high",
  why: "Anyone on the internet can reach what the group protects. Open SSH, RDP and database ports are found by scanners within minutes.",
  triage: [
    "Ask whoever made the change what it was for: most are a quick test that was meant to be taken back.",
    "See which network interfaces use the group, and whether they have a public address.",
    "If it stood open for more than minutes, read the flow logs and the host's own logs for that time.",
  ],
  falsePositives: [
    "A public service on a port other than 80 and 443: allow the port, or exempt the group.",
    "Groups that AWS services make for themselves are reported, and left as they are.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["6.3", "6.4"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.3", "5.4"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.2", "5.3"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.13", "EC2.14", "EC2.18", "EC2.19"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007", "T1190"] },
  ],
  events: [
    {
      source: "ec2.amazonaws.com",
      names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"],
    },
  ],
  parameters: IngressPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, policy) {
    if (record.eventName === "ModifySecurityGroupRules") return modified(record, place, policy);
    const { success: readable, data: request = {} } = AuthorizeRequest.safeParse(
      record.requestParameters ?? {},
    );
    const group = { groupId: request.groupId, groupName: request.groupName };
    if (failed(record)) {
      if (!record.errorCode?.endsWith("InvalidPermission.Duplicate"))
        return { violations: [], suspicions: [] };
      const rules = rulesOfRequest(request).filter(
        (rule) => isPrefixList(rule.range) || offends(rule, policy),
      );
      const suspicion = { ask: { ...group, rules, hold: DUPLICATE }, reason: DUPLICATE };
      return { violations: [], suspicions: rules.length > 0 ? [suspicion] : [] };
    }
    const { data: response = {} } = RuleSet.safeParse(record.responseElements ?? {});
    const answered = rulesOfResponse(response);
    const rules = answered.length > 0 ? answered : rulesOfRequest(request);
    if (rules.length === 0 && (!readable || omitted(record.requestParameters))) {
      return {
        violations: [],
        suspicions: [{ ask: { ...groupOfResponse(record), hold: UNREADABLE }, reason: UNREADABLE }],
      };
    }
    const baselines = known(answeredRules(response), place, policy, goodRule);
    return { ...judge(rules, group, place, policy), ...(baselines.length > 0 && { baselines }) };
  },

  async assess(question, live, policy) {
    const ec2 = await live.client("ec2");
    const rules = await namedRules(question, live);
    const wrong: Violation<Evidence>[] = [];
    for (const rule of rules) {
      const { groupId, ownerId } = rule;
      if (groupId === undefined || ownerId === undefined || !(await offendsLive(rule, policy, ec2))) continue;
      const evidence = { ...rule, groupId, ...(question.ruleIds && { modified: true }) };
      const found = violation(evidence, { account: ownerId, region: live.region });
      wrong.push(question.hold === undefined ? found : { ...found, hold: question.hold });
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
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:ModifySecurityGroupRules",
    ],
    inspect: ({ resource, evidence }, look, policy) => inspectIngress(resource, evidence, look, policy),
    tags: groupTags,
  },

  sweep: {
    calls: [
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeManagedPrefixLists",
      "ec2:GetManagedPrefixListEntries",
    ],
    resources: sweepIngress,
  },

  attacks: ingressAttacks,
});

/** What of these rules offends at first sight, and what hides behind a prefix list or a group's name. */
function judge(
  rules: IngressRule[],
  group: Pick<Question, "groupId" | "groupName">,
  place: Place,
  policy: IngressPolicy,
) {
  const violations: Violation<Evidence>[] = [];
  const suspicions: Suspicion<Question>[] = [];
  for (const rule of rules) {
    const listed = isPrefixList(rule.range);
    if (listed ? isAllowed(rule, policy) : !offends(rule, policy)) continue;
    const groupId = rule.groupId ?? group.groupId;
    if (groupId === undefined || listed) {
      const reason = listed
        ? "what is in the prefix list is not in the record"
        : "the record names the group, not its id";
      suspicions.push({ ask: { ...group, ...(groupId && { groupId }), rules: [rule] }, reason });
    } else {
      violations.push(violation({ ...rule, groupId }, place));
    }
  }
  return { violations, suspicions };
}

function modified(record: CloudTrailRecord, place: Place, policy: IngressPolicy) {
  const violations: Violation<Evidence>[] = [];
  if (failed(record)) return { violations, suspicions: [] };
  const { success, data } = ModifyRequest.safeParse(record.requestParameters ?? {});
  const { GroupId, SecurityGroupRule = [] } = data?.ModifySecurityGroupRulesRequest ?? {};
  const ruleIds = SecurityGroupRule.map((rule) => rule.SecurityGroupRuleId);
  // In whatever shape it is: what can't be read is looked for in the account.
  if (!success || ruleIds.length === 0)
    return { violations, suspicions: [{ ask: { hold: UNREADABLE }, reason: UNREADABLE }] };
  const ask = { ...(GroupId && { groupId: GroupId }), ruleIds };
  const reason = "the record does not tell ingress from egress";
  const baselines = known(rulesOfModification(data), place, policy, changedRule);
  return { violations, suspicions: [{ ask, reason }], ...(baselines.length > 0 && { baselines }) };
}

/** What a record says of rules by their ids; nothing in a group of another account, where Snapback changes nothing. */
function known(
  rules: readonly SecurityGroupRule[],
  place: Place,
  policy: IngressPolicy,
  states: typeof goodRule,
): GoodState[] {
  return rules.flatMap((rule) => {
    const { GroupId = "", GroupOwnerId = place.account } = rule;
    const own = GROUP_ID.test(GroupId) && GroupOwnerId === place.account;
    return own ? states(groupArn(GroupId, place), rule, policy) : [];
  });
}

function groupOfResponse(record: CloudTrailRecord): Pick<Question, "groupId"> {
  const groupId = record.responseElements?.groupId;
  return typeof groupId === "string" ? { groupId } : {};
}
