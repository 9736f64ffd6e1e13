import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import type { Exposure, Severity } from "../../finding/schema.ts";
import type { IngressRule } from "./security-group-rule.ts";
import { describeRange, isWorld, WorldPrefixes } from "./world.ts";

/** What may be open to the world, and what the world is. */
export type IngressPolicy = z.infer<typeof IngressPolicy>;
export const IngressPolicy = z.object({
  tcpPorts: z
    .array(z.int().min(0).max(65_535))
    .default([80, 443])
    .describe("TCP ports that may be open to the world"),
  udpPorts: z
    .array(z.int().min(0).max(65_535))
    .default([])
    .describe("UDP ports that may be open to the world"),
  icmp: z.boolean().default(true).describe("ICMP and ICMPv6 may be open to the world"),
  worldPrefixes: WorldPrefixes.prefault({}),
});

/** Does the policy allow what this rule opens, whoever it opens it to? Of a range of ports, every one must be allowed. */
export function isAllowed({ protocol, from = 0, to = 65_535 }: IngressRule, policy: IngressPolicy): boolean {
  if (protocol === "icmp" || protocol === "icmpv6") return policy.icmp;
  if (protocol !== "tcp" && protocol !== "udp") return false;
  const allowed = new Set(protocol === "tcp" ? policy.tcpPorts : policy.udpPorts);
  if (to - from >= allowed.size) return false;
  for (let port = from; port <= to; port++) if (!allowed.has(port)) return false;
  return from <= to;
}

export function isPrefixList(range: string): boolean {
  return range.startsWith("pl-");
}

/** Does the rule open to the world what the policy does not allow? Not for prefix lists, whose entries are elsewhere. */
export function offends(rule: IngressRule, policy: IngressPolicy): boolean {
  return !isAllowed(rule, policy) && isWorld(rule.range, policy.worldPrefixes);
}

/**
 * The same for the live account, where the entries of a prefix list can be read.
 */
export async function offendsLive(
  rule: IngressRule,
  policy: IngressPolicy,
  ec2: PrefixLists,
): Promise<boolean> {
  if (!isPrefixList(rule.range)) return offends(rule, policy);
  return !isAllowed(rule, policy) && (await holdsWorld(rule.range, policy, ec2));
}

export type PrefixLists = Pick<Clients["ec2"], "DescribeManagedPrefixLists" | "GetManagedPrefixListEntries">;

/** Does a prefix list hold the world? Lists that AWS manages are AWS's own addresses, and fine. */
export async function holdsWorld(id: string, policy: IngressPolicy, ec2: PrefixLists): Promise<boolean> {
  const [list] = (await ec2.DescribeManagedPrefixLists({ PrefixListIds: [id] })).PrefixLists;
  if (list === undefined || list.OwnerId === "AWS") return false;
  const entries = await ec2.GetManagedPrefixListEntries({ PrefixListId: id });
  return entries.some(({ Cidr }) => Cidr !== undefined && isWorld(Cidr, policy.worldPrefixes));
}

/** Remote administration and databases: what is found and tried within minutes. */
const CRITICAL_PORTS = [
  22, 23, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5439, 5985, 6379, 9200, 11_211, 27_017,
];

export function severityOf({ protocol, from = 0, to = 65_535 }: IngressRule): Severity {
  if (protocol === "-1") return "critical";
  return protocol === "tcp" && CRITICAL_PORTS.some((port) => from <= port && port <= to)
    ? "critical"
    : "high";
}

/** From where and on which ports, for exemptions: without ports where it is all of them, or the protocol has none. */
export function exposureOf({ protocol, from, to, range }: IngressRule): Exposure {
  const some = (protocol === "tcp" || protocol === "udp") && !(from === 0 && to === 65_535);
  return {
    ...(!isPrefixList(range) && { cidr: range }),
    protocol,
    ...(some && from !== undefined && to !== undefined && { ports: { from, to } }),
  };
}

/** "TCP port 22 of sg-1 is open to every IPv4 address" */
export function describeExposure(rule: IngressRule, groupId: string): string {
  const whom = isPrefixList(rule.range)
    ? `the world through prefix list ${rule.range}`
    : describeRange(rule.range);
  return `${describeTraffic(rule)} of ${groupId} is open to ${whom}`;
}

/** "TCP port 22 from 10.0.0.0/8" */
export function describeRule(rule: IngressRule): string {
  return `${describeTraffic(rule)} from ${rule.range}`;
}

/** "TCP port 22", "All traffic" */
export function describeTraffic({ protocol, from, to }: Omit<IngressRule, "range">): string {
  if (protocol === "-1") return "All traffic";
  if (protocol === "icmp" || protocol === "icmpv6") return protocol === "icmp" ? "ICMP" : "ICMPv6";
  if (protocol !== "tcp" && protocol !== "udp") return `IP protocol ${protocol}`;
  const name = protocol.toUpperCase();
  if (from === to) return `${name} port ${from}`;
  return from === 0 && to === 65_535 ? `Every ${name} port` : `${name} port range ${from}-${to}`;
}
