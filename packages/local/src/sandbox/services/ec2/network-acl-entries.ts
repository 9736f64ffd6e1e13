import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { canonicalCidr } from "./cidr.ts";
import { find } from "./ids.ts";
import { boolean, integer } from "./input.ts";
import { type NetworkAcl, type NetworkAclEntry, networkAcls } from "./network-acl-resources.ts";
import { LAST } from "./network-acls.ts";
import { ec2Operation } from "./operation.ts";
import { early } from "./recorded.ts";

/** Entries of one direction, without the last. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_ENTRIES = 20;

const named = z.strictObject({ NetworkAclId: z.string(), RuleNumber: integer, Egress: boolean });
const whole = named.extend({
  Protocol: z.string(),
  RuleAction: z.enum(["allow", "deny"]),
  CidrBlock: z.string().optional(),
  Ipv6CidrBlock: z.string().optional(),
  Icmp: z.strictObject({ Code: integer.optional(), Type: integer.optional() }).optional(),
  PortRange: z.strictObject({ From: integer.optional(), To: integer.optional() }).optional(),
});
type Whole = z.output<typeof whole>;

/** In the record two members have other names, and are there where the call had none. */
function recorded({ Protocol, Icmp = {}, PortRange = {}, ...rest }: Whole): Output {
  return { ...rest, AclProtocol: Protocol, IcmpTypeCode: Icmp, PortRange };
}

const PROTOCOLS: Record<string, string> = { all: "-1", icmp: "1", tcp: "6", udp: "17", icmpv6: "58" };

function entryOf({ RuleNumber: ruleNumber, RuleAction, Egress: egress, ...input }: Whole): NetworkAclEntry {
  const protocol = PROTOCOLS[input.Protocol.toLowerCase()] ?? input.Protocol;
  if (!/^(-1|\d{1,3})$/.test(protocol) || Number(protocol) > 255)
    throw new AwsError("InvalidParameterValue", `Invalid value '${input.Protocol}' for IP protocol.`);
  const entry = { ruleNumber, protocol, ruleAction: RuleAction, egress, ...blockOf(input) };
  switch (protocol) {
    case "6":
    case "17": {
      const { From: from, To: to } = input.PortRange ?? {};
      if (from === undefined || to === undefined)
        throw new AwsError("MissingParameter", "The request must contain the parameter PortRange");
      if (from < 0 || to > 65_535 || from > to)
        throw new AwsError("InvalidParameterValue", `Invalid port range: ${from}-${to}`);
      return { ...entry, portRange: { from, to } };
    }
    case "1":
    case "58": {
      const { Type: type, Code: code } = input.Icmp ?? {};
      if (type === undefined || code === undefined)
        throw new AwsError("MissingParameter", "The request must contain the parameter Icmp");
      return { ...entry, icmpTypeCode: { type, code } };
    }
    default:
      // All ports of it, whatever the request says.
      return entry;
  }
}

function blockOf({ CidrBlock, Ipv6CidrBlock }: Pick<Whole, "CidrBlock" | "Ipv6CidrBlock">) {
  if (CidrBlock !== undefined && Ipv6CidrBlock === undefined)
    return { cidrBlock: canonicalCidr(CidrBlock, "IPv4") };
  if (Ipv6CidrBlock !== undefined && CidrBlock === undefined)
    return { ipv6CidrBlock: canonicalCidr(Ipv6CidrBlock, "IPv6") };
  throw new AwsError(
    "InvalidParameterCombination",
    "The request must contain exactly one of CidrBlock and Ipv6CidrBlock.",
  );
}

function aclOf(account: Account, { NetworkAclId, RuleNumber }: { NetworkAclId: string; RuleNumber: number }) {
  const acl = find("acl", NetworkAclId, account.table(networkAcls));
  if (RuleNumber >= 1 && RuleNumber < LAST) return acl;
  throw new AwsError("InvalidParameterValue", `Value (${RuleNumber}) for parameter ruleNumber is invalid.`);
}

type Place = Pick<NetworkAclEntry, "ruleNumber" | "egress">;
const at =
  ({ ruleNumber, egress }: Place) =>
  (entry: NetworkAclEntry) =>
    entry.ruleNumber === ruleNumber && entry.egress === egress;

/** The ACL's entries without the one at a place, which has to be there. */
function without({ id, entries }: NetworkAcl, place: Place): NetworkAclEntry[] {
  if (entries.some(at(place))) return entries.filter((entry) => !at(place)(entry));
  const way = place.egress ? "egress" : "ingress";
  throw new AwsError(
    "InvalidNetworkAclEntry.NotFound",
    `The specified ${way} network acl entry with rule number ${place.ruleNumber} does not exist in ${id}.`,
  );
}

const createNetworkAclEntry = ec2Operation({
  name: "CreateNetworkAclEntry",
  input: whole,
  recorded: early,
  recordedInput: recorded,
  run(account, input) {
    const acl = aclOf(account, input);
    const entry = entryOf(input);
    if (acl.entries.some(at(entry)))
      throw new AwsError(
        "NetworkAclEntryAlreadyExists",
        `The network acl entry identified by ${entry.ruleNumber} already exists.`,
      );
    if (acl.entries.filter(({ egress }) => egress === entry.egress).length > MAX_ENTRIES)
      throw new AwsError(
        "NetworkAclEntryLimitExceeded",
        "The maximum number of network acl entries has been reached.",
      );
    account.table(networkAcls).put({ ...acl, entries: [...acl.entries, entry] });
    return { return: true };
  },
});

const replaceNetworkAclEntry = ec2Operation({
  name: "ReplaceNetworkAclEntry",
  input: whole,
  recorded: early,
  recordedInput: recorded,
  run(account, input) {
    const acl = aclOf(account, input);
    const entry = entryOf(input);
    account.table(networkAcls).put({ ...acl, entries: [...without(acl, entry), entry] });
    return { return: true };
  },
});

const deleteNetworkAclEntry = ec2Operation({
  name: "DeleteNetworkAclEntry",
  input: named,
  recorded: early,
  run(account, input) {
    const acl = aclOf(account, input);
    const entries = without(acl, { ruleNumber: input.RuleNumber, egress: input.Egress });
    account.table(networkAcls).put({ ...acl, entries });
    return { return: true };
  },
});

export const networkAclEntryOperations = [
  createNetworkAclEntry,
  replaceNetworkAclEntry,
  deleteNetworkAclEntry,
];
