import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { Resource } from "../../finding/schema.ts";
import type { Plan } from "../../response/plan.ts";
import type { Inspection, Look } from "../define.ts";
import { type Former, formerRules } from "./former-rule.ts";
import { guardOf, reads } from "./ingress-guard.ts";
import { describeExposure, type IngressPolicy, offends, offendsLive } from "./ingress-policy.ts";
import { restoration } from "./ingress-restoration.ts";
import { revocation, shownRule } from "./ingress-revocation.ts";
import type { Evidence } from "./ingress-violation.ts";
import { goodRule } from "./known-rule.ts";
import { fingerprint } from "./security-group-rule.ts";

/**
 * A group's ingress rules now, and how to put right the one that offends: changed back to what it was where that is known,
 * revoked otherwise.
 */
export async function inspectIngress(
  group: Resource,
  evidence: Evidence,
  look: Look,
  policy: IngressPolicy,
): Promise<Inspection> {
  const ec2 = await look.live.client("ec2");
  const filter = { Name: "group-id", Values: [evidence.groupId] };
  const ingress = (await ec2.DescribeSecurityGroupRules({ Filters: [filter] })).filter(
    // A filter's value may be a pattern, and an id from a record any text.
    (rule) => rule.IsEgress !== true && rule.GroupId === evidence.groupId,
  );
  const mark = fingerprint(evidence);
  const same = ingress.filter((rule) => reads(rule, (read) => fingerprint(read) === mark));
  const offending = ingress.filter((rule) => reads(rule, (read) => offends(read, policy)));
  const formers = await formerRules(group.arn, offending, ingress, look, policy);
  const seen = {
    state: { groupId: evidence.groupId, ingress: ingress.map(shownRule) },
    guard: guardOf(ingress, same, formers, policy),
    baselines: ingress.flatMap((rule) => goodRule(group.arn, rule, policy)),
  };
  const stillWrong = same.length > 0 && (await offendsLive(evidence, policy, ec2));
  return stillWrong ? { ...seen, plan: planOf(evidence, same, formers, look.now) } : seen;
}

function planOf(
  evidence: Evidence,
  same: readonly SecurityGroupRule[],
  formers: ReadonlyMap<string, Former>,
  now: Date,
): Plan {
  const { groupId } = evidence;
  const exposure = describeExposure(evidence, groupId);
  // EC2 lets a group have one such rule.
  const [rule] = same;
  const former = formers.get(rule?.SecurityGroupRuleId ?? "");
  if (rule && former && !former.barred) return restoration(groupId, rule, former, exposure, now);
  const before = former
    ? [`the rule was ${former.words}, and ${former.barred}: it is revoked as a whole`]
    : evidence.modified
      ? ["what the rule was before it was changed is not known: it is revoked as a whole"]
      : [];
  return revocation(groupId, same, exposure, before);
}
