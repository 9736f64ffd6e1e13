import * as z from "zod";
import { kind } from "../../table.ts";
import { tag } from "./resources.ts";

const entry = z.object({
  ruleNumber: z.number(),
  /** A number, -1 for all. */
  protocol: z.string(),
  ruleAction: z.enum(["allow", "deny"]),
  egress: z.boolean(),
  cidrBlock: z.string().optional(),
  ipv6CidrBlock: z.string().optional(),
  /** Of ICMP and ICMPv6 alone. */
  icmpTypeCode: z.object({ type: z.number(), code: z.number() }).optional(),
  /** Of TCP and UDP alone. */
  portRange: z.object({ from: z.number(), to: z.number() }).optional(),
});
export type NetworkAclEntry = z.output<typeof entry>;

const networkAcl = z.object({
  id: z.string(),
  vpcId: z.string(),
  isDefault: z.boolean(),
  entries: z.array(entry),
  tags: z.array(tag),
});
export type NetworkAcl = z.output<typeof networkAcl>;
export const networkAcls = kind("network-acls", networkAcl);
