import { describeRange, isWorld, WorldPrefixes } from "@snapback/core/detections/ec2/world";
import { flowLogs } from "../../sandbox/services/ec2/flow-logs.ts";
import { type NetworkAclEntry, networkAcls } from "../../sandbox/services/ec2/network-acl-resources.ts";
import {
  type PrefixList,
  prefixLists,
  type SecurityGroupRule,
  securityGroupRules,
  securityGroups,
  vpcs,
} from "../../sandbox/services/ec2/resources.ts";
import { subnets } from "../../sandbox/services/ec2/subnets.ts";
import { vpcBlockPublicAccess } from "../../sandbox/services/ec2/vpc-block-public-access.ts";
import { facts, grouped, mark, type ShownKind, shown } from "./shown.ts";

/** As the detections judge a range unless somebody changes their parameters. */
const prefixes = WorldPrefixes.parse({});
const world = (cidr: string | undefined) => cidr !== undefined && isWorld(cidr, prefixes);

/** The first of the ranges that is the world. */
function worldIn({ peer }: SecurityGroupRule, lists: ReadonlyMap<string, PrefixList>): string | undefined {
  const ranges = peer.kind === "prefixListId" ? rangesOf(lists.get(peer.value)) : [peer.value];
  return ranges.find(world);
}

function rangesOf(list: PrefixList | undefined): string[] {
  return list?.versions.at(-1)?.map(({ cidr }) => cidr) ?? [];
}

/** By IANA's numbers, which network ACLs have. */
const PROTOCOLS: { [number: string]: string } = { 1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6" };

type Traffic = Pick<SecurityGroupRule, "ipProtocol" | "fromPort" | "toPort">;

function traffic({ ipProtocol, fromPort, toPort }: Traffic): string {
  if (ipProtocol === "-1") return "all traffic";
  if (fromPort === -1 || (ipProtocol !== "tcp" && ipProtocol !== "udp")) return ipProtocol;
  if (fromPort === 0 && toPort === 65_535) return `${ipProtocol}, all ports`;
  return `${ipProtocol} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
}

const groups = shown(securityGroups, "Security groups", (account) => {
  const rules = grouped(account.table(securityGroupRules).rows(), ({ groupId }) => groupId);
  const lists = new Map(
    account
      .table(prefixLists)
      .rows()
      .map((list) => [list.id, list]),
  );
  return ({ id, name, vpcId }) => {
    const ingress = (rules.get(id) ?? []).filter(({ isEgress }) => !isEgress);
    return {
      name,
      facts: facts({
        VPC: vpcId,
        "Lets in": ingress.map((rule) => `${traffic(rule)} from ${rule.peer.value}`),
      }),
      marks: ingress.flatMap((rule) => {
        const range = worldIn(rule, lists);
        return mark("open", range && `${traffic(rule)} is open to ${describeRange(range)}`);
      }),
    };
  };
});

function entryText(entry: NetworkAclEntry): string {
  const { ruleNumber, ruleAction, protocol, portRange, cidrBlock, ipv6CidrBlock } = entry;
  const what = traffic({
    ipProtocol: PROTOCOLS[protocol] ?? protocol,
    fromPort: portRange?.from ?? -1,
    toPort: portRange?.to ?? -1,
  });
  return `${ruleNumber}: ${ruleAction} ${what} from ${cidrBlock ?? ipv6CidrBlock ?? "nowhere"}`;
}

const acls = shown(networkAcls, "Network ACLs", () => ({ vpcId, isDefault, entries }) => {
  const ingress = entries.filter(({ egress }) => !egress);
  // Every default ACL lets everything in from the start.
  const open = isDefault
    ? []
    : ingress.filter(
        ({ ruleAction, cidrBlock, ipv6CidrBlock }) =>
          ruleAction === "allow" && (world(cidrBlock) || world(ipv6CidrBlock)),
      );
  return {
    facts: facts({
      VPC: vpcId,
      Default: isDefault ? "yes" : "no",
      Ingress: ingress.map(entryText),
    }),
    marks: open.flatMap((entry) => mark("open", entryText(entry))),
  };
});

const lists = shown(prefixLists, "Prefix lists", () => (list) => ({
  name: list.name,
  facts: facts({ Entries: rangesOf(list), Managed: list.awsManaged ? "by AWS" : undefined }),
  marks: mark(
    "open",
    rangesOf(list).some(world) && `holds ${describeRange(rangesOf(list).find(world) ?? "")}`,
  ),
}));

const networks = shown(vpcs, "VPCs", () => ({ cidrBlock, isDefault, tags }) => ({
  name: tags.find(({ key }) => key === "Name")?.value,
  facts: facts({ Range: cidrBlock, Default: isDefault ? "yes" : "no" }),
}));

const parts = shown(subnets, "Subnets", () => ({ vpcId, cidrBlock }) => ({
  facts: facts({ VPC: vpcId, Range: cidrBlock }),
}));

const logs = shown(
  flowLogs,
  "Flow logs",
  () =>
    ({ resourceId, trafficType, logDestination, logGroupName }) => ({
      facts: facts({ Of: resourceId, Traffic: trafficType, To: logDestination ?? logGroupName }),
    }),
);

const blocks = shown(vpcBlockPublicAccess, "VPC Block Public Access", () => ({ mode }) => ({
  facts: facts({ Mode: mode }),
}));

export const networkKinds: readonly ShownKind[] = [groups, networks, parts, acls, lists, logs, blocks];
