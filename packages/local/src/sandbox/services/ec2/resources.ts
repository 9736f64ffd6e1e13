import * as z from "zod";
import { kind } from "../../table.ts";

// How the resources are stored. What AWS derives (ARNs, owners, states) is derived here, too, when they are described.

export const tag = z.object({ key: z.string(), value: z.string() });
export type Tag = z.output<typeof tag>;

/** What a region was given before anyone called. */
const seed = z.object({ id: z.string(), testVpcId: z.string().optional() });
export const seeds = kind("seeds", seed);

const vpc = z.object({
  id: z.string(),
  cidrBlock: z.string(),
  cidrAssociationId: z.string(),
  dhcpOptionsId: z.string(),
  isDefault: z.boolean(),
  tags: z.array(tag),
});
export type Vpc = z.output<typeof vpc>;
export const vpcs = kind("vpcs", vpc);

const securityGroup = z.object({
  id: z.string(),
  vpcId: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(tag),
});
export type SecurityGroup = z.output<typeof securityGroup>;
export const securityGroups = kind("security-groups", securityGroup);

/** Whom a rule lets in or out; the kinds have the names of the members of AWS's `SecurityGroupRuleRequest`. */
export const peer = z.object({
  kind: z.enum(["cidrIpv4", "cidrIpv6", "prefixListId", "referencedGroupId"]),
  value: z.string(),
});
export type Peer = z.output<typeof peer>;

const securityGroupRule = z.object({
  id: z.string(),
  groupId: z.string(),
  isEgress: z.boolean(),
  /** A name for tcp, udp, icmp and icmpv6, a number for the rest, -1 for all. */
  ipProtocol: z.string(),
  /** Ports, or ICMP type and code; -1 where the protocol has none. */
  fromPort: z.number(),
  toPort: z.number(),
  peer,
  description: z.string().optional(),
  tags: z.array(tag),
});
export type SecurityGroupRule = z.output<typeof securityGroupRule>;
export const securityGroupRules = kind("security-group-rules", securityGroupRule);

export const prefixListEntry = z.object({ cidr: z.string(), description: z.string().optional() });
export type PrefixListEntry = z.output<typeof prefixListEntry>;

const prefixList = z.object({
  id: z.string(),
  name: z.string(),
  addressFamily: z.enum(["IPv4", "IPv6"]),
  /** AWS-managed lists have neither a size nor versions to see. */
  awsManaged: z.boolean(),
  maxEntries: z.number(),
  state: z.string(),
  /** The entries of every version; the last is the current one, the first is version 1. */
  versions: z.array(z.array(prefixListEntry)),
  /** Of the call that made it. */
  clientToken: z.string().optional(),
  tags: z.array(tag),
});
export type PrefixList = z.output<typeof prefixList>;
export const prefixLists = kind("prefix-lists", prefixList);
