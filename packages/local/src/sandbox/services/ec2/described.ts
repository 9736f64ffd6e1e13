import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import {
  type PrefixList,
  type SecurityGroup,
  type SecurityGroupRule,
  securityGroupRules,
  type Vpc,
} from "./resources.ts";
import { tagSet } from "./tags.ts";

// The resources as EC2 shows them.

export function arn(account: Account, type: string, id: string, owner = account.id): string {
  return `arn:aws:ec2:${account.region}:${owner}:${type}/${id}`;
}

export function describedVpc(account: Account, vpc: Vpc, state = "available"): Output {
  return {
    vpcId: vpc.id,
    ownerId: account.id,
    state,
    cidrBlock: vpc.cidrBlock,
    cidrBlockAssociationSet: [
      {
        cidrBlock: vpc.cidrBlock,
        associationId: vpc.cidrAssociationId,
        cidrBlockState: { state: "associated" },
      },
    ],
    dhcpOptionsId: vpc.dhcpOptionsId,
    instanceTenancy: "default",
    isDefault: vpc.isDefault,
    ...tagSet(vpc.tags),
  };
}

export function describedRule(account: Account, rule: SecurityGroupRule): Output {
  const { kind, value } = rule.peer;
  return {
    securityGroupRuleId: rule.id,
    groupId: rule.groupId,
    groupOwnerId: account.id,
    isEgress: rule.isEgress,
    ipProtocol: rule.ipProtocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    ...(kind === "referencedGroupId"
      ? { referencedGroupInfo: { groupId: value, userId: account.id } }
      : { [kind]: value }),
    description: rule.description,
    ...tagSet(rule.tags),
    securityGroupRuleArn: arn(account, "security-group-rule", rule.id),
  };
}

export function describedGroup(account: Account, group: SecurityGroup): Output {
  const rules = account
    .table(securityGroupRules)
    .rows()
    .filter((rule) => rule.groupId === group.id);
  return {
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    ownerId: account.id,
    securityGroupArn: arn(account, "security-group", group.id),
    ipPermissions: describedPermissions(
      account,
      rules.filter((rule) => !rule.isEgress),
    ),
    ipPermissionsEgress: describedPermissions(
      account,
      rules.filter((rule) => rule.isEgress),
    ),
    ...tagSet(group.tags),
  };
}

type RuleLike = Pick<SecurityGroupRule, "ipProtocol" | "fromPort" | "toPort" | "peer" | "description">;

/** Rules as permissions: those with the same protocol and ports together, their peers by kind. */
export function describedPermissions(account: Account, rules: readonly RuleLike[]): Output[] {
  const permissions = new Map<string, RuleLike[]>();
  for (const rule of rules) {
    const key = `${rule.ipProtocol} ${rule.fromPort} ${rule.toPort}`;
    permissions.set(key, [...(permissions.get(key) ?? []), rule]);
  }
  return [...permissions.values()].map((alike) => {
    const peers = (kind: RuleLike["peer"]["kind"], show: (value: string) => Output): Output[] =>
      alike
        .filter(({ peer }) => peer.kind === kind)
        .map(({ peer, description }) => ({ ...show(peer.value), description }));
    const [first] = alike;
    // Only these protocols have ports, or types and codes.
    const hasPorts = /^(tcp|udp|icmp|icmpv6)$/.test(first?.ipProtocol ?? "");
    return {
      ipProtocol: first?.ipProtocol,
      ...(hasPorts && { fromPort: first?.fromPort, toPort: first?.toPort }),
      groups: peers("referencedGroupId", (groupId) => ({ groupId, userId: account.id })),
      ipRanges: peers("cidrIpv4", (cidrIp) => ({ cidrIp })),
      ipv6Ranges: peers("cidrIpv6", (cidrIpv6) => ({ cidrIpv6 })),
      prefixListIds: peers("prefixListId", (id) => ({ prefixListId: id })),
    };
  });
}

export function describedPrefixList(account: Account, list: PrefixList): Output {
  return {
    prefixListId: list.id,
    addressFamily: list.addressFamily,
    state: list.state,
    prefixListArn: arn(account, "prefix-list", list.id, list.awsManaged ? "aws" : account.id),
    prefixListName: list.name,
    ...(list.awsManaged ? {} : { maxEntries: list.maxEntries, version: list.versions.length }),
    ...tagSet(list.tags),
    ownerId: list.awsManaged ? "AWS" : account.id,
  };
}
