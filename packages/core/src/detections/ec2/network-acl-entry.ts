import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { containsCidr } from "cidr-tools";
import * as z from "zod";
import type { JsonObject } from "../../json.ts";
import { type IngressRule, ingressRule, fingerprint as traffic } from "./security-group-rule.ts";
import { isWorld, WorldPrefixes } from "./world.ts";

/** What an ACL may not let the world reach, and what the world is. */
export type AclPolicy = z.infer<typeof AclPolicy>;
export const AclPolicy = z.object({
  tcpPorts: z
    .array(z.int().min(0).max(65_535))
    .default([22, 3389])
    .describe("TCP ports that no network ACL may let the world reach"),
  worldPrefixes: WorldPrefixes.prefault({}),
});

/** An entry as it can be given back to AWS, which is its baseline. It comes from records, too, and those may hold anything. */
export type KnownEntry = z.infer<typeof KnownEntry>;
export const KnownEntry = z
  .object({
    RuleNumber: z.int().min(1).max(32_766),
    Protocol: z.string().regex(/^(-1|\d{1,3})$/),
    RuleAction: z.enum(["allow", "deny"]),
    CidrBlock: z.cidrv4().optional(),
    Ipv6CidrBlock: z.cidrv6().optional(),
    PortRange: z
      .object({ From: z.int().min(0).max(65_535), To: z.int().min(0).max(65_535) })
      .refine(({ From, To }) => From <= To)
      .optional(),
    IcmpTypeCode: z.object({ Type: z.int(), Code: z.int() }).optional(),
  })
  .refine(({ CidrBlock, Ipv6CidrBlock }) => (CidrBlock === undefined) !== (Ipv6CidrBlock === undefined))
  .refine(({ Protocol, PortRange }) => (Protocol === "6" || Protocol === "17") === (PortRange !== undefined))
  .refine(
    ({ Protocol, IcmpTypeCode }) => (Protocol === "1" || Protocol === "58") === (IcmpTypeCode !== undefined),
  );

/** A live entry in that form; `undefined` for the last one, which is nobody's, and for what says too little. */
export function knownEntry(entry: NetworkAclEntry): KnownEntry | undefined {
  const { RuleNumber, Protocol, RuleAction, CidrBlock, Ipv6CidrBlock, PortRange, IcmpTypeCode } = entry;
  const ported = Protocol === "6" || Protocol === "17";
  const typed = Protocol === "1" || Protocol === "58";
  const read = KnownEntry.safeParse({
    RuleNumber,
    Protocol,
    RuleAction,
    ...(CidrBlock && { CidrBlock }),
    ...(Ipv6CidrBlock && { Ipv6CidrBlock }),
    ...(ported && { PortRange: { From: PortRange?.From ?? 0, To: PortRange?.To ?? 65_535 } }),
    ...(typed && { IcmpTypeCode: { Type: IcmpTypeCode?.Type ?? -1, Code: IcmpTypeCode?.Code ?? -1 } }),
  });
  return read.success ? read.data : undefined;
}

/** What an entry is about, in the words of security groups: "tcp" for protocol 6, a range in its canonical form. */
export function trafficOf({
  Protocol,
  PortRange,
  IcmpTypeCode,
  CidrBlock,
  Ipv6CidrBlock,
}: KnownEntry): IngressRule {
  const [from, to] = [PortRange?.From ?? IcmpTypeCode?.Type, PortRange?.To ?? IcmpTypeCode?.Code];
  return ingressRule(Protocol, from, to, CidrBlock ?? Ipv6CidrBlock ?? "");
}

/** What says that an entry is the same: its place in the order, which is part of what it does, and what it lets in. */
export function fingerprintOf(ruleNumber: number, rule: IngressRule): string {
  return `${ruleNumber}/${traffic(rule)}`;
}

/** Which of the watched ports does an entry by itself let the world reach? */
export function opens(entry: KnownEntry, policy: AclPolicy): number[] {
  if (entry.RuleAction !== "allow" || !isWorld(trafficOf(entry).range, policy.worldPrefixes)) return [];
  return policy.tcpPorts.filter((port) => reaches(entry, port));
}

/**
 * Which of them among an ACL's other entries? The first that matches decides, so what an earlier one denies to the same range or
 * to a wider one is not open. Several earlier ones that deny it in parts are not put together.
 */
export function opensAmong(entry: KnownEntry, entries: readonly KnownEntry[], policy: AclPolicy): number[] {
  const { range } = trafficOf(entry);
  const denials = entries.filter(
    (other) =>
      other.RuleAction === "deny" &&
      other.RuleNumber < entry.RuleNumber &&
      containsCidr(trafficOf(other).range, range),
  );
  return opens(entry, policy).filter((port) => !denials.some((denial) => reaches(denial, port)));
}

/** Is the entry about this TCP port? */
function reaches({ Protocol, PortRange }: KnownEntry, port: number): boolean {
  if (Protocol === "-1") return true;
  return Protocol === "6" && PortRange !== undefined && PortRange.From <= port && port <= PortRange.To;
}

/** An entry as before and after show it. */
export function shownEntry(entry: KnownEntry): JsonObject {
  const { protocol, from, to, range } = trafficOf(entry);
  return {
    ruleNumber: entry.RuleNumber,
    action: entry.RuleAction,
    protocol,
    ...(from !== undefined && { ports: `${from}-${to}` }),
    source: range,
  };
}
