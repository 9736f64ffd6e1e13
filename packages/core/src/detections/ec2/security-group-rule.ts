import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { canonicalCidr } from "./world.ts";

/**
 * One ingress rule of a security group, in one form whatever it was read from: a record's response, a record's request
 * in either of its two spellings, or the live account.
 */
export type IngressRule = z.infer<typeof IngressRule>;
export const IngressRule = z.object({
  /** "tcp", "udp", "icmp", "icmpv6", "-1" for all, or another protocol's number. */
  protocol: z.string(),
  /** First and last port of TCP and UDP, type and code of ICMP. Absent for the rest, of which EC2 opens all ports. */
  from: z.int().optional(),
  to: z.int().optional(),
  /** An IPv4 or IPv6 CIDR as EC2 keeps it, or the id of a prefix list (`pl-…`). */
  range: z.string(),
  ruleId: z.string().optional(),
  groupId: z.string().optional(),
  /** The owner of the group: in a shared VPC another account than the caller's. */
  ownerId: z.string().optional(),
});

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ["1", "icmp"],
  ["6", "tcp"],
  ["17", "udp"],
  ["58", "icmpv6"],
  ["all", "-1"],
]);
const LAST_PORT = 65_535;

/** What says that two rules open the same thing: EC2 allows only one such rule in a group. */
export function fingerprint({ protocol, from, to, range }: IngressRule): string {
  return `${protocol}/${from === undefined ? "all" : `${from}-${to}`}/${range}`;
}

export const text = z.string().optional().catch(undefined);
// Other people's records have ports and protocol numbers as strings or numbers, as their tools like it.
export const Port = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);
export const Protocol = z
  .union([z.string(), z.int().transform(String)])
  .optional()
  .catch(undefined);

/** CloudTrail writes a list as `{ items: [...] }`, an empty one as `{}`. */
function items<Item extends z.ZodType>(item: Item) {
  return z.preprocess((list) => {
    const inside: unknown = typeof list === "object" && list !== null && "items" in list ? list.items : list;
    if (Array.isArray(inside)) return inside;
    return typeof inside === "object" && inside !== null && Object.keys(inside).length > 0 ? [inside] : [];
  }, z.array(item));
}

const ResponseRule = z.object({
  groupId: text,
  groupOwnerId: text,
  securityGroupRuleId: text,
  isEgress: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  ipProtocol: Protocol,
  fromPort: Port,
  toPort: Port,
  cidrIpv4: text,
  cidrIpv6: text,
  prefixListId: text,
  referencedGroupInfo: z.object({ groupId: text, userId: text }).optional().catch(undefined),
  description: text,
});

/** `responseElements.securityGroupRuleSet`, which AWS has written since 2021: the rules that the call made, with ids. */
export const RuleSet = z.object({ securityGroupRuleSet: items(ResponseRule).optional() });

const Permission = z.object({
  ipProtocol: Protocol,
  fromPort: Port,
  toPort: Port,
  ipRanges: items(z.object({ cidrIp: text })).optional(),
  ipv6Ranges: items(z.object({ cidrIpv6: text })).optional(),
  prefixListIds: items(z.object({ prefixListId: text })).optional(),
});

/** The request, in its structured spelling (`ipPermissions.items`) and its flat one (`cidrIp` beside the ports). */
export const AuthorizeRequest = z.object({
  groupId: text,
  groupName: text,
  ipPermissions: items(Permission).optional(),
  ipProtocol: Protocol,
  fromPort: Port,
  toPort: Port,
  cidrIp: text,
  cidrIpv6: text,
});

/** The rules in a record's response as the live account shows them. */
export function answeredRules(response: z.output<typeof RuleSet>): SecurityGroupRule[] {
  return (response.securityGroupRuleSet ?? []).map((rule) => ({
    SecurityGroupRuleId: rule.securityGroupRuleId,
    GroupId: rule.groupId,
    GroupOwnerId: rule.groupOwnerId,
    IsEgress: rule.isEgress,
    IpProtocol: rule.ipProtocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    CidrIpv4: rule.cidrIpv4,
    CidrIpv6: rule.cidrIpv6,
    PrefixListId: rule.prefixListId,
    ...(rule.referencedGroupInfo && {
      ReferencedGroupInfo: {
        GroupId: rule.referencedGroupInfo.groupId,
        UserId: rule.referencedGroupInfo.userId,
      },
    }),
    Description: rule.description,
  }));
}

/** The ingress rules in a record's response. Rules whose source is another security group are not among them. */
export function rulesOfResponse(response: z.output<typeof RuleSet>): IngressRule[] {
  return (response.securityGroupRuleSet ?? [])
    .filter((rule) => rule.isEgress !== true)
    .flatMap((rule) => {
      const range = rule.cidrIpv4 ?? rule.cidrIpv6 ?? rule.prefixListId;
      if (range === undefined) return [];
      const made = ingressRule(rule.ipProtocol, rule.fromPort, rule.toPort, range);
      return [
        { ...made, ruleId: rule.securityGroupRuleId, groupId: rule.groupId, ownerId: rule.groupOwnerId },
      ];
    });
}

/** The ingress rules that a record's request asks for, where the response does not tell. */
export function rulesOfRequest(request: z.output<typeof AuthorizeRequest>): IngressRule[] {
  const structured = (request.ipPermissions ?? []).flatMap((permission) =>
    [
      ...(permission.ipRanges ?? []).map(({ cidrIp }) => cidrIp),
      ...(permission.ipv6Ranges ?? []).map(({ cidrIpv6 }) => cidrIpv6),
      ...(permission.prefixListIds ?? []).map(({ prefixListId }) => prefixListId),
    ].flatMap((range) =>
      range === undefined
        ? []
        : ingressRule(permission.ipProtocol, permission.fromPort, permission.toPort, range),
    ),
  );
  const flat = [request.cidrIp, request.cidrIpv6].flatMap((range) =>
    range === undefined ? [] : ingressRule(request.ipProtocol, request.fromPort, request.toPort, range),
  );
  return [...structured, ...flat].map((rule) => ({ ...rule, groupId: request.groupId }));
}

/** A rule of the live account; `undefined` for egress, and where the source is another security group. */
export function liveRule(rule: SecurityGroupRule): IngressRule | undefined {
  const range = rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId;
  if (rule.IsEgress === true || range === undefined || rule.IpProtocol === undefined) return undefined;
  const made = ingressRule(rule.IpProtocol, rule.FromPort, rule.ToPort, range);
  return { ...made, ruleId: rule.SecurityGroupRuleId, groupId: rule.GroupId, ownerId: rule.GroupOwnerId };
}

/** A rule in the form that EC2 keeps it in; `range` may be any kind of source. */
export function ingressRule(
  protocol: string | undefined,
  from: number | undefined,
  to: number | undefined,
  range: string,
): IngressRule {
  // What doesn't say its protocol can't be judged harmless.
  const given = protocol?.toLowerCase() ?? "-1";
  const name = PROTOCOLS.get(given) ?? given;
  const rule = { protocol: name, range: canonicalCidr(range) ?? range };
  if (name === "icmp" || name === "icmpv6") return { ...rule, from: from ?? -1, to: to ?? -1 };
  // "If you specify a protocol number other than those of tcp, udp, icmp and icmpv6, traffic on all ports is allowed":
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  if (name !== "tcp" && name !== "udp") return rule;
  // Without ports (or with -1) it is all of them.
  const whole = from === undefined || to === undefined || from < 0 || to < 0;
  return { ...rule, ...(whole ? { from: 0, to: LAST_PORT } : { from, to }) };
}
