import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../json.ts";
import type { Former } from "./former-rule.ts";
import { type IngressPolicy, isAllowed, isPrefixList, offends } from "./ingress-policy.ts";
import { shownRule } from "./ingress-revocation.ts";
import { type IngressRule, liveRule } from "./security-group-rule.ts";

/**
 * What an undo relies on: the group's rules without those that Snapback itself takes away. An offending one is another finding's
 * business, and is here as what it will be changed back to, or not at all; nor is one that goes by a prefix list, which may
 * offend. A rule that is like the finding's own counts: somebody has made it again.
 */
export function guardOf(
  ingress: readonly SecurityGroupRule[],
  same: readonly SecurityGroupRule[],
  formers: ReadonlyMap<string, Former>,
  policy: IngressPolicy,
): JsonObject {
  const elsewhere = (read: IngressRule) =>
    isPrefixList(read.range) ? !isAllowed(read, policy) : offends(read, policy);
  const rules = ingress.flatMap((rule): SecurityGroupRule[] => {
    if (same.includes(rule) || !reads(rule, elsewhere)) return [rule];
    const { SecurityGroupRuleId } = rule;
    const former = formers.get(SecurityGroupRuleId ?? "");
    return former && !former.barred ? [{ ...former.known, SecurityGroupRuleId }] : [];
  });
  const shown = rules.map((rule) => ({ id: rule.SecurityGroupRuleId ?? "", rule: shownRule(rule) }));
  return { ingress: shown.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ rule }) => rule) };
}

/** Is this so of the rule? Never of one whose source is another security group. */
export function reads(rule: SecurityGroupRule, so: (read: IngressRule) => boolean): boolean {
  const read = liveRule(rule);
  return read !== undefined && so(read);
}
