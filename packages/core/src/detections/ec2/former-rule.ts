import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { Baseline } from "../../baseline/schema.ts";
import type { Look } from "../define.ts";
import { describeRule, type IngressPolicy } from "./ingress-policy.ts";
import { aspectOf, isGood, KnownRule } from "./known-rule.ts";
import { fingerprint, liveRule } from "./security-group-rule.ts";

/** What a rule was before it was changed, as its baseline has it. */
export interface Former {
  known: KnownRule;
  /** In words: "TCP port 22 from 10.0.0.0/8". */
  words: string;
  /** When it was so. */
  at: string;
  /** Why it can't be that again. */
  barred: string | undefined;
}

/**
 * What the offending ones among a group's ingress rules were before, by their ids, where that is known. AWS refuses two rules
 * that are the same: each is held against the group as it is, and as it will be.
 */
export async function formerRules(
  group: string,
  offending: readonly SecurityGroupRule[],
  ingress: readonly SecurityGroupRule[],
  { baseline }: Pick<Look, "baseline">,
  policy: IngressPolicy,
): Promise<Map<string, Former>> {
  const taken = new Map(
    ingress.flatMap((rule) => {
      const read = liveRule(rule);
      return read ? [[fingerprint(read), rule.SecurityGroupRuleId] as const] : [];
    }),
  );
  const baselines = await Promise.all(
    offending.map(async (rule) => {
      const id = rule.SecurityGroupRuleId ?? "";
      return { id, rule, known: await baseline(group, aspectOf(id)) };
    }),
  );
  const formers = new Map<string, Former>();
  for (const { id, rule, known } of baselines.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const former = known && formerOf(rule, known, policy);
    if (!former) continue;
    const other = taken.get(former.mark);
    const barred = former.barred ?? (other && `rule ${other} lets that in already`);
    if (!barred) taken.set(former.mark, id);
    formers.set(id, { ...former, barred });
  }
  return formers;
}

function formerOf(rule: SecurityGroupRule, { value, at }: Baseline, policy: IngressPolicy) {
  const { success, data: known } = KnownRule.safeParse(value);
  const read = success ? liveRule(known) : undefined;
  if (!known || !read || (known.CidrIpv4 === undefined) !== (rule.CidrIpv4 === undefined)) return undefined;
  const barred = isGood(known, policy) ? undefined : "that may not be open to the world any more";
  return { known, words: describeRule(read), at, mark: fingerprint(read), barred };
}
