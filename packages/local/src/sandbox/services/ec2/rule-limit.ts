import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { rulesOf } from "./permissions.ts";
import { prefixLists, type SecurityGroupRule } from "./resources.ts";

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const MAX_RULES = 60;

/** Refuses what a group cannot hold: each direction, and IPv4 and IPv6, have a limit of their own. */
export function checkRuleLimit(account: Account, groupId: string, isEgress: boolean): void {
  const weights = rulesOf(account, groupId, isEgress).map((rule) => weight(account, rule));
  for (const family of ["IPv4", "IPv6"] as const) {
    if (weights.reduce((sum, each) => sum + each[family], 0) > MAX_RULES) {
      throw new AwsError(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      );
    }
  }
}

/** A group counts once in both families; a customer's prefix list as many times as it may have entries. */
function weight(account: Account, { peer }: SecurityGroupRule): { IPv4: number; IPv6: number } {
  if (peer.kind === "cidrIpv4") return { IPv4: 1, IPv6: 0 };
  if (peer.kind === "cidrIpv6") return { IPv4: 0, IPv6: 1 };
  const list = peer.kind === "prefixListId" ? account.table(prefixLists).get(peer.value) : undefined;
  if (list === undefined) return { IPv4: 1, IPv6: 1 };
  return list.addressFamily === "IPv4"
    ? { IPv4: list.maxEntries, IPv6: 0 }
    : { IPv4: 0, IPv6: list.maxEntries };
}
