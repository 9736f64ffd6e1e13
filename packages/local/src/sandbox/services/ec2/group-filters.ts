import type { Account } from "../../account.ts";
import { type Filterable, tagFilters } from "./filters.ts";
import { rulesOf } from "./permissions.ts";
import { type Peer, type SecurityGroup, type SecurityGroupRule, securityGroups } from "./resources.ts";

const ofPeer =
  (kind: Peer["kind"]) =>
  ({ peer }: SecurityGroupRule) =>
    peer.kind === kind ? peer.value : undefined;

/** What a filter about permissions compares, of each rule. */
const ofRules: Record<string, (rule: SecurityGroupRule, account: Account) => string | undefined> = {
  cidr: ofPeer("cidrIpv4"),
  "ipv6-cidr": ofPeer("cidrIpv6"),
  "prefix-list-id": ofPeer("prefixListId"),
  "group-id": ofPeer("referencedGroupId"),
  "group-name": ({ peer }, account) => account.table(securityGroups).get(peer.value)?.name,
  "user-id": ({ peer }, account) => (peer.kind === "referencedGroupId" ? account.id : undefined),
  protocol: ({ ipProtocol }) => ipProtocol,
  "from-port": ({ fromPort }) => String(fromPort),
  "to-port": ({ toPort }) => String(toPort),
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export function describeGroupFilters(account: Account): Filterable<SecurityGroup> {
  const ruleFilters = (prefix: string, isEgress: boolean): Filterable<SecurityGroup> =>
    Object.fromEntries(
      Object.entries(ofRules).map(([name, valueOf]) => [
        prefix + name,
        (group: SecurityGroup) => rulesOf(account, group.id, isEgress).map((rule) => valueOf(rule, account)),
      ]),
    );
  return {
    ...tagFilters,
    ...ruleFilters("ip-permission.", false),
    ...ruleFilters("egress.ip-permission.", true),
    "group-id": ({ id }) => [id],
    "group-name": ({ name }) => [name],
    "vpc-id": ({ vpcId }) => [vpcId],
    "owner-id": () => [account.id],
    description: ({ description }) => [description],
  };
}
