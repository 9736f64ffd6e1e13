import type { SecurityGroup } from "@aws-sdk/client-ec2";
import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Inspection, Look, Place } from "../define.ts";
import { describeGroupRule, fingerprintOf, GroupRule, groupRule } from "./group-rule.ts";
import { exposureOf, IngressPolicy, offendsLive, type PrefixLists } from "./ingress-policy.ts";
import { revocation, shownRule } from "./ingress-revocation.ts";
import { groupArn } from "./ingress-violation.ts";

/** A filter takes 200 values. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const VALUES = 200;

export type Parameters = z.infer<typeof Parameters>;
export const Parameters = z.object({
  world: IngressPolicy.prefault({}).describe(
    "Ingress that ec2-sg-ingress-world reports is left to it: what that one is told goes here, too",
  ),
});

export type Evidence = z.infer<typeof Evidence>;
export const Evidence = GroupRule.required({ groupId: true });

/** What a finding says of a rule of a default group; it belongs to the account that owns the group. */
export function violation(rule: Evidence, place: Place): Violation<Evidence> {
  const { groupId: id, ownerId: account = place.account, direction, peer, ...traffic } = rule;
  const ranged = direction === "ingress" && !/^(sg|pl)-/.test(peer);
  return {
    account,
    resource: { arn: groupArn(id, { ...place, account }), type: "AWS::EC2::SecurityGroup", id },
    fingerprint: fingerprintOf(rule),
    summary: `The default group ${id} has a rule: ${describeGroupRule(rule)}`,
    severity: "medium",
    evidence: rule,
    ...(ranged && { exposure: exposureOf({ ...traffic, range: peer }) }),
  };
}

/** Is the rule `ec2-sg-ingress-world`'s to find? Two detections are not to fight over one. */
export async function isLeftToWorld(
  { direction, peer, ...traffic }: GroupRule,
  { world }: Parameters,
  ec2: PrefixLists,
): Promise<boolean> {
  return direction === "ingress" && offendsLive({ ...traffic, range: peer }, world, ec2);
}

/** The region's default groups; just this one of them, if it is one. */
export function defaultGroups(ec2: Clients["ec2"], groupId?: string): Promise<SecurityGroup[]> {
  // By name: nobody can give it to another group. https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
  const Filters = [
    { Name: "group-name", Values: ["default"] },
    ...(groupId === undefined ? [] : [{ Name: "group-id", Values: [groupId] }]),
  ];
  return ec2.DescribeSecurityGroups({ Filters });
}

/** All rules of these groups. */
export async function rulesOf(ec2: Clients["ec2"], groupIds: readonly string[]): Promise<Evidence[]> {
  const rules: Evidence[] = [];
  for (let start = 0; start < groupIds.length; start += VALUES) {
    const filter = { Name: "group-id", Values: groupIds.slice(start, start + VALUES) };
    for (const rule of await ec2.DescribeSecurityGroupRules({ Filters: [filter] })) {
      const read = groupRule(rule);
      if (read?.groupId !== undefined) rules.push({ ...read, groupId: read.groupId });
    }
  }
  return rules;
}

/** A default group's rules now, and how the one that a finding is about is revoked. */
export async function inspectDefaultGroup(
  evidence: Evidence,
  { live }: Pick<Look, "live">,
): Promise<Inspection> {
  const { groupId, direction } = evidence;
  const ec2 = await live.client("ec2");
  const rules = await ec2.DescribeSecurityGroupRules({
    Filters: [{ Name: "group-id", Values: [groupId] }],
  });
  const mark = fingerprintOf(evidence);
  const read = rules.flatMap((rule) => {
    const known = groupRule(rule);
    return known ? [{ rule, known, mark: fingerprintOf(known) }] : [];
  });
  const same = read.filter((each) => each.mark === mark).map(({ rule }) => rule);
  const shown = (way: GroupRule["direction"]) =>
    read
      .filter(({ known }) => known.direction === way)
      .toSorted((a, b) => (a.mark < b.mark ? -1 : 1))
      .map(({ rule }) => shownRule(rule));
  const seen = {
    state: { groupId, ingress: shown("ingress"), egress: shown("egress") },
    // Every other rule is another finding's business, and may be revoked for it.
    guard: { same: same.map(shownRule) },
  };
  if (same.length === 0) return seen;
  const caveats = isAsMade(evidence)
    ? ["AWS gave the group this rule: what still uses the group relies on it"]
    : [];
  const way = direction === "ingress" ? "Ingress" : "Egress";
  return { ...seen, plan: revocation(groupId, same, describeGroupRule(evidence), caveats, way) };
}

/** The two rules that a group begins with: all traffic from itself, and to everywhere. */
function isAsMade({ protocol, direction, peer, groupId }: Evidence): boolean {
  return (
    protocol === "-1" && (direction === "ingress" ? peer === groupId : /^(0\.0\.0\.0|::)\/0$/.test(peer))
  );
}
