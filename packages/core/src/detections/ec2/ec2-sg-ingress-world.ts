import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { type CloudTrailRecord, failed, omitted } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, type Place, type Suspicion } from "../define.ts";
import { asList } from "../one-or-many.ts";
import {
  describeExposure,
  IngressPolicy,
  isAllowed,
  isPrefixList,
  offends,
  offendsLive,
  severityOf,
} from "./ingress-policy.ts";
import { revocation, shownRule } from "./ingress-revocation.ts";
import { ingressAttacks } from "./security-group-attacks.ts";
import {
  AuthorizeRequest,
  fingerprint,
  IngressRule,
  liveRule,
  RuleSet,
  rulesOfRequest,
  rulesOfResponse,
} from "./security-group-rule.ts";

/** Which rules of which live group to look at: the named ones, or all of them where the record left both out. */
const Question = z.object({
  groupId: z.string().optional(),
  groupName: z.string().optional(),
  ruleIds: z.array(z.string()).optional(),
  rules: z.array(IngressRule).optional(),
  hold: z.string().optional(),
});
type Question = z.infer<typeof Question>;

const Evidence = IngressRule.required({ groupId: true });
type Evidence = z.infer<typeof Evidence>;

/**
 * The request of ModifySecurityGroupRules, which names rules by id and does not tell ingress from egress. One rule is an
 * object, several are a list.
 */
const ModifyRequest = z.object({
  ModifySecurityGroupRulesRequest: z.object({
    GroupId: z.string().optional().catch(undefined),
    SecurityGroupRule: asList(z.object({ SecurityGroupRuleId: z.string() })),
  }),
});

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
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.3", "5.4"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.2", "5.3"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.13", "EC2.14", "EC2.18", "EC2.19"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007", "T1190"] },
  ],
  events: {
    source: "ec2.amazonaws.com",
    names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"],
  },
  parameters: IngressPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, policy) {
    if (record.eventName === "ModifySecurityGroupRules")
      return { violations: [], suspicions: modified(record) };
    const request = AuthorizeRequest.parse(record.requestParameters ?? {});
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
    const answered = rulesOfResponse(RuleSet.parse(record.responseElements ?? {}));
    const rules = answered.length > 0 ? answered : rulesOfRequest(request);
    if (rules.length === 0 && omitted(record.requestParameters)) {
      return {
        violations: [],
        suspicions: [{ ask: { ...groupOfResponse(record), hold: UNREADABLE }, reason: UNREADABLE }],
      };
    }
    return judge(rules, group, place, policy);
  },

  async assess(question, live, policy) {
    const ec2 = await live.client("ec2");
    const rules = await namedRules(question, live);
    const wrong: Violation<Evidence>[] = [];
    for (const rule of rules) {
      const { groupId, ownerId } = rule;
      if (groupId === undefined || ownerId === undefined || !(await offendsLive(rule, policy, ec2))) continue;
      const found = violation({ ...rule, groupId }, { account: ownerId, region: live.region });
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
    ],
    async inspect({ evidence }, live, policy) {
      const ec2 = await live.client("ec2");
      const filter = { Name: "group-id", Values: [evidence.groupId] };
      const ingress = (await ec2.DescribeSecurityGroupRules({ Filters: [filter] })).filter(
        (rule) => rule.IsEgress !== true,
      );
      const state = { groupId: evidence.groupId, ingress: ingress.map(shownRule) };
      const same = ingress.filter((rule) => {
        const read = liveRule(rule);
        return read !== undefined && fingerprint(read) === fingerprint(evidence);
      });
      const stillWrong = same.length > 0 && (await offendsLive(evidence, policy, ec2));
      return stillWrong
        ? { state, plan: revocation(evidence.groupId, same, describeExposure(evidence, evidence.groupId)) }
        : { state };
    },
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

function modified(record: CloudTrailRecord): Suspicion<Question>[] {
  if (failed(record)) return [];
  const read = ModifyRequest.safeParse(record.requestParameters ?? {});
  const reason = "the record does not tell ingress from egress";
  if (read.success) {
    const { GroupId, SecurityGroupRule } = read.data.ModifySecurityGroupRulesRequest;
    const ruleIds = SecurityGroupRule.map((rule) => rule.SecurityGroupRuleId);
    return [{ ask: { ...(GroupId && { groupId: GroupId }), ruleIds }, reason }];
  }
  if (omitted(record.requestParameters)) return [{ ask: { hold: UNREADABLE }, reason: UNREADABLE }];
  throw read.error;
}

function groupOfResponse(record: CloudTrailRecord): Pick<Question, "groupId"> {
  const groupId = record.responseElements?.groupId;
  return typeof groupId === "string" ? { groupId } : {};
}

function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  const account = evidence.ownerId ?? place.account;
  return {
    account,
    resource: {
      arn: arn("ec2", place.region, account, `security-group/${evidence.groupId}`),
      type: "AWS::EC2::SecurityGroup",
      id: evidence.groupId,
    },
    fingerprint: fingerprint(evidence),
    summary: describeExposure(evidence, evidence.groupId),
    severity: severityOf(evidence),
    evidence,
  };
}

/** The live rules that a question is about. Gone rules and groups are simply not among them. */
async function namedRules(question: Question, live: LiveAccount): Promise<IngressRule[]> {
  const { ruleIds, rules } = question;
  const Filters = await filters(question, live);
  if (Filters === undefined) return [];
  const ec2 = await live.client("ec2");
  const found = (await ec2.DescribeSecurityGroupRules({ Filters })).flatMap((rule) => liveRule(rule) ?? []);
  if (rules === undefined) return found;
  const wanted = new Set(rules.map(fingerprint));
  return found.filter((rule) => wanted.has(fingerprint(rule)) || ruleIds?.includes(rule.ruleId ?? ""));
}

async function filters({ groupId, groupName, ruleIds }: Question, live: LiveAccount) {
  if (ruleIds !== undefined) return [{ Name: "security-group-rule-id", Values: ruleIds }];
  if (groupId !== undefined) return [{ Name: "group-id", Values: [groupId] }];
  if (groupName === undefined) return [];
  const ec2 = await live.client("ec2");
  const groups = await ec2.DescribeSecurityGroups({ Filters: [{ Name: "group-name", Values: [groupName] }] });
  const ids = groups.flatMap(({ GroupId }) => GroupId ?? []);
  return ids.length > 0 ? [{ Name: "group-id", Values: ids }] : undefined;
}
