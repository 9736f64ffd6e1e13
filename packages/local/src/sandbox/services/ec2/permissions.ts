import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { canonicalCidr } from "./cidr.ts";
import { find, notFound } from "./ids.ts";
import type { GroupRulesInput, IpPermissionInput } from "./input.ts";
import { checkedDescription, checkedProtocol } from "./protocol.ts";
import {
  type Peer,
  prefixLists,
  type SecurityGroup,
  type SecurityGroupRule,
  securityGroupRules,
  securityGroups,
  vpcs,
} from "./resources.ts";

/** A rule as a request describes it: one protocol, one range of ports, one peer. */
export type RuleSpec = Pick<SecurityGroupRule, "ipProtocol" | "fromPort" | "toPort" | "peer" | "description">;

/** The rules that a request names by their properties: in `IpPermissions`, or by the shorthand parameters. */
export function ruleSpecs(account: Account, group: SecurityGroup, input: GroupRulesInput): RuleSpec[] {
  const permissions = input.IpPermissions?.length ? input.IpPermissions : shorthand(input);
  return permissions.flatMap((permission) => specsOf(account, group, permission));
}

/** The shorthand's one permission; a source group alone stands for all of TCP, UDP and ICMP. */
function shorthand(input: GroupRulesInput): IpPermissionInput[] {
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName: GroupName } = input;
  if (GroupName !== undefined) {
    if (IpProtocol !== undefined || CidrIp !== undefined) {
      throw new AwsError(
        "InvalidParameterCombination",
        "The parameter sourceSecurityGroupName cannot be used with ipProtocol or cidrIp",
      );
    }
    const Groups = [{ GroupName, UserId: input.SourceSecurityGroupOwnerId }];
    return [
      { IpProtocol: "tcp", FromPort: 0, ToPort: 65535, Groups },
      { IpProtocol: "udp", FromPort: 0, ToPort: 65535, Groups },
      { IpProtocol: "icmp", FromPort: -1, ToPort: -1, Groups },
    ];
  }
  if (IpProtocol === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter ipPermissions");
  }
  return [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
}

function specsOf(account: Account, group: SecurityGroup, permission: IpPermissionInput): RuleSpec[] {
  const {
    IpProtocol,
    FromPort,
    ToPort,
    Groups = [],
    IpRanges = [],
    Ipv6Ranges = [],
    PrefixListIds = [],
  } = permission;
  const protocol = checkedProtocol(IpProtocol, FromPort, ToPort);
  const spec = (kind: Peer["kind"], value: string, description: string | undefined): RuleSpec => ({
    ...protocol,
    peer: { kind, value },
    description: checkedDescription(description),
  });
  const specs = [
    ...Groups.map((pair) =>
      spec("referencedGroupId", referencedGroup(account, group, pair).id, pair.Description),
    ),
    ...IpRanges.map((range) => spec("cidrIpv4", canonicalCidr(range.CidrIp, "IPv4"), range.Description)),
    ...Ipv6Ranges.map((range) => spec("cidrIpv6", canonicalCidr(range.CidrIpv6, "IPv6"), range.Description)),
    ...PrefixListIds.map((item) =>
      spec("prefixListId", prefixListId(account, item.PrefixListId), item.Description),
    ),
  ];
  if (specs.length === 0) {
    throw new AwsError(
      "MissingParameter",
      "Missing source specification: include source security group or CIDR information",
    );
  }
  return specs;
}

export function prefixListId(account: Account, id: string): string {
  return find("pl", id, account.table(prefixLists)).id;
}

/** A group that a rule refers to must be in the rule's own VPC: there is no peering here. */
export function referencedGroup(
  account: Account,
  group: SecurityGroup,
  pair: { GroupId?: string | undefined; GroupName?: string | undefined; UserId?: string | undefined },
): SecurityGroup {
  if (pair.UserId !== undefined && pair.UserId !== account.id) {
    throw new AwsError(
      "InvalidGroup.NotFound",
      "You have specified two resources that belong to different networks.",
    );
  }
  const found =
    pair.GroupId === undefined
      ? groupByName(account, pair.GroupName)
      : find("sg", pair.GroupId, account.table(securityGroups));
  if (found.vpcId !== group.vpcId) {
    throw new AwsError(
      "InvalidGroup.NotFound",
      "You have specified two resources that belong to different networks.",
    );
  }
  return found;
}

/** Names are for groups of the default VPC alone. */
export function groupByName(account: Account, name: string | undefined): SecurityGroup {
  if (name === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter groupName or groupId");
  }
  const defaultVpc = account
    .table(vpcs)
    .rows()
    .find((vpc) => vpc.isDefault);
  if (defaultVpc === undefined) throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
  const group = account
    .table(securityGroups)
    .rows()
    .find((row) => row.vpcId === defaultVpc.id && row.name === name);
  if (group !== undefined) return group;
  const where = `in default VPC '${defaultVpc.id}'`;
  throw new AwsError("InvalidGroup.NotFound", `The security group '${name}' does not exist ${where}`);
}

/** The group that a call is about. */
export function groupOf(
  account: Account,
  input: { GroupId?: string | undefined; GroupName?: string | undefined },
): SecurityGroup {
  if (input.GroupId === undefined) return groupByName(account, input.GroupName);
  return find("sg", input.GroupId, account.table(securityGroups));
}

/** Whether two rules let through the same traffic: descriptions and tags don't count. */
export function sameRule(a: RuleSpec, b: RuleSpec): boolean {
  return (
    a.ipProtocol === b.ipProtocol &&
    a.fromPort === b.fromPort &&
    a.toPort === b.toPort &&
    a.peer.kind === b.peer.kind &&
    a.peer.value === b.peer.value
  );
}

export function rulesOf(account: Account, groupId: string, isEgress: boolean): SecurityGroupRule[] {
  return account
    .table(securityGroupRules)
    .rows()
    .filter((rule) => rule.groupId === groupId && rule.isEgress === isEgress);
}

/** A rule of this group by its id; another group's rule is as good as none. */
export function ruleOf(account: Account, group: SecurityGroup, id: string): SecurityGroupRule {
  const rule = find("sgr", id, account.table(securityGroupRules));
  return rule.groupId === group.id ? rule : notFound("sgr", id);
}
