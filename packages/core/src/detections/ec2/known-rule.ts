import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { SecurityGroupRuleRequest } from "../../aws/ec2/security-group-operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { type IngressPolicy, offends } from "./ingress-policy.ts";
import { liveRule } from "./security-group-rule.ts";

/**
 * A rule as it can be given back to AWS, which is its baseline. It comes from records, too, and those may hold anything: what
 * AWS would refuse is not known.
 *
 * Of a range only. AWS does not let a rule's source become one of another kind, so no other can have been what is now open
 * to a range of the internet; and what is in a prefix list is not what was in it.
 */
export type KnownRule = z.infer<typeof KnownRule>;
export const KnownRule = SecurityGroupRuleRequest.extend({
  IpProtocol: z.string().regex(/^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/),
  FromPort: z.int().min(-1).max(65_535),
  ToPort: z.int().min(-1).max(65_535),
  CidrIpv4: z.cidrv4().optional(),
  CidrIpv6: z.cidrv6().optional(),
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html
  Description: z
    .string()
    .regex(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/)
    .optional(),
})
  .refine(({ CidrIpv4, CidrIpv6 }) => (CidrIpv4 === undefined) !== (CidrIpv6 === undefined))
  .refine(({ IpProtocol, FromPort, ToPort }) => {
    switch (IpProtocol) {
      case "tcp":
      case "udp":
        return FromPort >= 0 && FromPort <= ToPort;
      case "icmp":
      case "icmpv6":
        return FromPort <= 255 && ToPort <= 255 && (FromPort !== -1 || ToPort === -1);
      default:
        return Number(IpProtocol) <= 255;
    }
  });

const WITH_PORTS = new Set(["tcp", "udp", "icmp", "icmpv6"]);
const RULE_ID = /^sgr-[0-9a-f]{1,32}$/;

/** The rule in the form that EC2 shows it in, however it was spelled; `undefined` where it does not say all. */
export function knownRule(rule: SecurityGroupRule): KnownRule | undefined {
  const read = liveRule(rule);
  if (read === undefined) return undefined;
  const { FromPort, ToPort, CidrIpv4, Description } = rule;
  if (WITH_PORTS.has(read.protocol) && (FromPort === undefined || ToPort === undefined)) return undefined;
  const known = KnownRule.safeParse({
    IpProtocol: read.protocol,
    FromPort: read.from ?? -1,
    ToPort: read.to ?? -1,
    [CidrIpv4 === undefined ? "CidrIpv6" : "CidrIpv4"]: read.range,
    ...(Description && { Description }),
  });
  return known.success ? known.data : undefined;
}

/** Under which aspect of its group a rule is kept. */
export function aspectOf(ruleId: string): string {
  return `rule/${ruleId}`;
}

/** A rule of a group that is as it may be; none otherwise. */
export function goodRule(group: string, rule: SecurityGroupRule, policy: IngressPolicy): GoodState[] {
  const known = knownRule(rule);
  return known && isGood(known, policy) ? states(group, rule, known) : [];
}

/**
 * The same of a rule that was changed: what became bad is still known as what it was, and what became something that can't be
 * told is known no more. It may be one of egress: that is never asked for.
 */
export function changedRule(group: string, rule: SecurityGroupRule, policy: IngressPolicy): GoodState[] {
  const known = knownRule(rule);
  return known && !isGood(known, policy) ? [] : states(group, rule, known);
}

export function isGood(known: KnownRule, policy: IngressPolicy): boolean {
  const rule = liveRule(known);
  return rule !== undefined && !offends(rule, policy);
}

/** The id becomes a key, and what a record has for one can be any text. */
function states(
  group: string,
  { SecurityGroupRuleId: id }: SecurityGroupRule,
  value: KnownRule | undefined,
): GoodState[] {
  return id !== undefined && RULE_ID.test(id) ? [{ resource: group, aspect: aspectOf(id), value }] : [];
}
