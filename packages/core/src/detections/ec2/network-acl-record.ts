import * as z from "zod";
import type { CloudTrailRecord } from "../../event/record.ts";
import { type KnownEntry, knownEntry } from "./network-acl-entry.ts";
import { Port, Protocol, text } from "./security-group-rule.ts";

const NUMBERS: { [name: string]: string } = { all: "-1", icmp: "1", tcp: "6", udp: "17", icmpv6: "58" };

/**
 * The request of Create- and ReplaceNetworkAclEntry. The protocol is `aclProtocol`; `portRange` and `icmpTypeCode` are `{}` where
 * the protocol has none.
 */
const Request = z.object({
  networkAclId: z.string().regex(/^acl-[0-9a-f]{1,32}$/),
  ruleNumber: z.union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number),
  ]),
  egress: z.union([z.boolean(), z.stringbool()]),
  aclProtocol: Protocol,
  ruleAction: text,
  cidrBlock: text,
  ipv6CidrBlock: text,
  portRange: z.object({ from: Port, to: Port }).optional().catch(undefined),
  icmpTypeCode: z.object({ type: Port, code: Port }).optional().catch(undefined),
});

/** The place of an entry, and what it is now where the record says so. */
export interface RecordedEntry {
  networkAclId: string;
  ruleNumber: number;
  egress: boolean;
  /** Absent where the call deletes it, or says something that AWS would not have taken. */
  entry: KnownEntry | undefined;
}

/** What a call does with an entry; `undefined` where the record does not say which. */
export function recordedEntry({ requestParameters }: CloudTrailRecord): RecordedEntry | undefined {
  const { success, data } = Request.safeParse(requestParameters ?? {});
  if (!success) return undefined;
  const { networkAclId, ruleNumber, egress, aclProtocol = "", ruleAction, portRange, icmpTypeCode } = data;
  const entry = knownEntry({
    RuleNumber: ruleNumber,
    Protocol: NUMBERS[aclProtocol.toLowerCase()] ?? aclProtocol,
    RuleAction: ruleAction === "allow" || ruleAction === "deny" ? ruleAction : undefined,
    CidrBlock: data.cidrBlock,
    Ipv6CidrBlock: data.ipv6CidrBlock,
    PortRange: { From: portRange?.from, To: portRange?.to },
    IcmpTypeCode: { Type: icmpTypeCode?.type, Code: icmpTypeCode?.code },
  });
  return { networkAclId, ruleNumber, egress, entry };
}
