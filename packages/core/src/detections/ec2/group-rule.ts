import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { describeTraffic } from "./ingress-policy.ts";
import { IngressRule, ingressRule, fingerprint as traffic } from "./security-group-rule.ts";

/** A rule of a security group, whichever way it lets traffic through, and whoever is at the other end. */
export type GroupRule = z.infer<typeof GroupRule>;
export const GroupRule = IngressRule.omit({ range: true }).extend({
  direction: z.enum(["ingress", "egress"]),
  /** A CIDR as EC2 keeps it, or the id of a prefix list or of a security group. */
  peer: z.string(),
});

/** A rule of the live account, or of a record's response in the same form; `undefined` for what says too little. */
export function groupRule(rule: SecurityGroupRule): GroupRule | undefined {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo, IsEgress, IpProtocol, GroupId } = rule;
  const source = CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId;
  if (source === undefined || IpProtocol === undefined || IsEgress === undefined) return undefined;
  const { range: peer, ...read } = ingressRule(IpProtocol, rule.FromPort, rule.ToPort, source);
  return {
    ...read,
    direction: IsEgress ? "egress" : "ingress",
    peer,
    ruleId: rule.SecurityGroupRuleId,
    groupId: GroupId,
    ownerId: rule.GroupOwnerId,
  };
}

/** What says that two rules let the same through: EC2 allows only one such rule in a group. */
export function fingerprintOf({ direction, peer, ...rule }: GroupRule): string {
  return `${direction}/${traffic({ ...rule, range: peer })}`;
}

/** "TCP port 22 from 10.0.0.0/8", "All traffic to 0.0.0.0/0" */
export function describeGroupRule({ direction, peer, ...rule }: GroupRule): string {
  return `${describeTraffic(rule)} ${direction === "ingress" ? "from" : "to"} ${peer}`;
}
