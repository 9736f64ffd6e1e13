import type { NetworkAcl } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing, type Swept } from "../define.ts";
import { networkAclAttacks } from "./network-acl-attacks.ts";
import { AclPolicy, opens } from "./network-acl-entry.ts";
import {
  aclArn,
  aspectOf,
  Evidence,
  goodEntries,
  ingressOf,
  inspectAcl,
  violationsOf,
} from "./network-acl-inspection.ts";
import { recordedEntry } from "./network-acl-record.ts";

const UNREADABLE = "the record leaves out which entry the call made, so it can't be told from the others";
const EARLIER = "whether an earlier entry denies it is not in the record";

/** Which entry to look at: all of all ACLs where the record does not say. */
const Question = z.object({
  networkAclId: z.string().optional(),
  ruleNumber: z.int().optional(),
  replaced: z.boolean().optional(),
  hold: z.string().optional(),
});

export default defineDetection({
  id: "ec2-nacl-world",
  title: "Network ACL lets the world reach remote administration",
  severity: "medium",
  why: "A network ACL guards whole subnets. Where it lets the world reach SSH or RDP, one careless security group is enough to expose a machine.",
  triage: [
    "See which subnets the ACL is associated with, and whether they have a route to an internet gateway.",
    "See which security groups in those subnets allow the same ports.",
  ],
  falsePositives: [
    "Networks that leave this to security groups alone: exempt the ACL, or set no ports.",
    "The entry that AWS gives each default ACL, which lets everything in, is not reported by a sweep.",
  ],
  notes: [
    "An entry that an earlier one denies to the same range, or to a wider one, is not reported. Earlier denials of parts of the range are not put together.",
    "Where it is not known what a replaced entry was, it is deleted. So is one that was made.",
    "UDP is not judged: SSH and RDP both need TCP to begin with.",
    "No record of AWS's own was at hand: the request's shape is that of samples in public rule sets.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["6.2"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["5.2"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["5.1"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.21"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007"] },
  ],
  events: [
    {
      source: "ec2.amazonaws.com",
      // A deletion is never wrong; it ends what is known of the entry.
      names: ["CreateNetworkAclEntry", "ReplaceNetworkAclEntry", "DeleteNetworkAclEntry"],
    },
  ],
  parameters: AclPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, policy) {
    if (failed(record)) return nothing;
    const { eventName } = record;
    const read = recordedEntry(record);
    const entry = read?.entry;
    if (eventName !== "DeleteNetworkAclEntry" && !(read && (entry || read.egress)))
      return { violations: [], suspicions: [{ ask: { hold: UNREADABLE }, reason: UNREADABLE }] };
    if (!read || read.egress) return nothing;
    const { networkAclId, ruleNumber } = read;
    const state = { resource: aclArn(networkAclId, place), aspect: aspectOf(ruleNumber) };
    if (!entry) return { ...nothing, baselines: [{ ...state, value: undefined }] };
    if (opens(entry, policy).length === 0) return { ...nothing, baselines: [{ ...state, value: entry }] };
    const replaced = eventName === "ReplaceNetworkAclEntry";
    const ask = { networkAclId, ruleNumber, ...(replaced && { replaced }) };
    return {
      violations: [],
      suspicions: [{ ask, reason: EARLIER }],
      // Where one was made, there was none before.
      ...(!replaced && { baselines: [{ ...state, value: undefined }] }),
    };
  },

  async assess({ networkAclId, ruleNumber, replaced, hold }, live, policy) {
    const ec2 = await live.client("ec2");
    const acls = await ec2.DescribeNetworkAcls(networkAclId ? { NetworkAclIds: [networkAclId] } : {});
    return acls.flatMap((acl) => {
      if (acl.OwnerId === undefined) return [];
      const place = { account: acl.OwnerId, region: live.region };
      return violationsOf(acl, policy, place)
        .filter(({ evidence }) =>
          ruleNumber === undefined ? !isAsMade(acl, evidence) : evidence.ruleNumber === ruleNumber,
        )
        .map((found) => ({
          ...found,
          evidence: { ...found.evidence, ...(replaced && { replaced }) },
          ...(hold !== undefined && { hold }),
        }));
    });
  },

  response: {
    calls: [
      "ec2:DescribeNetworkAcls",
      "ec2:CreateNetworkAclEntry",
      "ec2:ReplaceNetworkAclEntry",
      "ec2:DeleteNetworkAclEntry",
    ],
    inspect: ({ resource, evidence }, look, policy) => inspectAcl(resource, evidence, look, policy),
    async tags({ id }, live) {
      const ec2 = await live.client("ec2");
      // By a filter: an ACL that is gone is no error, and has no tags. A filter's value may be a pattern, an id is none.
      const acls = await ec2.DescribeNetworkAcls({ Filters: [{ Name: "network-acl-id", Values: [id] }] });
      const tags = acls.filter(({ NetworkAclId }) => NetworkAclId === id).flatMap(({ Tags = [] }) => Tags);
      return Object.fromEntries(tags.flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value] as const] : [])));
    },
  },

  sweep: {
    calls: ["ec2:DescribeNetworkAcls"],
    async *resources({ live, account, region }, policy): AsyncGenerator<Swept<Evidence>> {
      const ec2 = await live.client("ec2");
      for (const acl of await ec2.DescribeNetworkAcls({})) {
        const { NetworkAclId = "", OwnerId = account } = acl;
        if (OwnerId !== account) continue;
        const resource = aclArn(NetworkAclId, { account, region });
        const violations = violationsOf(acl, policy, { account, region });
        yield {
          resource,
          violations: violations.filter(({ evidence }) => !isAsMade(acl, evidence)),
          baselines: goodEntries(resource, ingressOf(acl), policy),
        };
      }
    },
  },

  attacks: networkAclAttacks,
});

/**
 * A default ACL begins with an entry that lets everything in, for IPv4 and with an IPv6 block for IPv6:
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html. The standard passes over it, too:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21
 */
function isAsMade({ IsDefault }: NetworkAcl, { ruleNumber, protocol, range }: Evidence): boolean {
  const made = ruleNumber === 100 ? "0.0.0.0/0" : ruleNumber === 101 ? "::/0" : undefined;
  return IsDefault === true && protocol === "-1" && range === made;
}
