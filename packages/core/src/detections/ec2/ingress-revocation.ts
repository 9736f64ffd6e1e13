import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";

/**
 * Revokes rules of a group by their ids, so that siblings stay; the undo brings back description and tags, under a new
 * id.
 *
 * @param exposure what the rules expose, in words
 * @param caveats what was not known of them
 * @param direction which way all of them let traffic through
 */
export function revocation(
  groupId: string,
  rules: readonly SecurityGroupRule[],
  exposure: string,
  caveats: string[],
  direction: "Ingress" | "Egress" = "Ingress",
): Plan {
  const ids = rules.flatMap(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? []);
  return {
    version: 1,
    steps: [
      {
        service: "ec2",
        operation: `RevokeSecurityGroup${direction}`,
        input: { GroupId: groupId, SecurityGroupRuleIds: ids },
        does: `revoke rule ${ids.join(", ")} of ${groupId}`,
      },
    ],
    undo: rules.map((rule) => ({
      service: "ec2",
      operation: `AuthorizeSecurityGroup${direction}`,
      input: { GroupId: groupId, IpPermissions: [permission(rule)], ...tagging(rule) },
      does: `authorize it again, under a new rule id: ${exposure}`,
      undoes: 0,
    })),
    lost: [`the rule's id (${ids.join(", ")}): it comes back under a new one`],
    ...(caveats.length > 0 && { caveats }),
  };
}

function permission(rule: SecurityGroupRule): JsonObject {
  const description = rule.Description ? { Description: rule.Description } : {};
  const { GroupId, UserId } = rule.ReferencedGroupInfo ?? {};
  return {
    IpProtocol: rule.IpProtocol ?? "-1",
    ...(rule.FromPort !== undefined && { FromPort: rule.FromPort }),
    ...(rule.ToPort !== undefined && { ToPort: rule.ToPort }),
    ...(rule.CidrIpv4 && { IpRanges: [{ CidrIp: rule.CidrIpv4, ...description }] }),
    ...(rule.CidrIpv6 && { Ipv6Ranges: [{ CidrIpv6: rule.CidrIpv6, ...description }] }),
    ...(rule.PrefixListId && { PrefixListIds: [{ PrefixListId: rule.PrefixListId, ...description }] }),
    ...(GroupId && { UserIdGroupPairs: [{ GroupId, ...(UserId && { UserId }), ...description }] }),
  };
}

/** Tags that AWS keeps for itself (`aws:…`) can't be set by anybody else. */
function tagging({ Tags = [] }: SecurityGroupRule): JsonObject {
  const own = Tags.flatMap(({ Key, Value }) =>
    Key && !Key.startsWith("aws:") ? [{ Key, Value: Value ?? "" }] : [],
  );
  return own.length > 0 ? { TagSpecifications: [{ ResourceType: "security-group-rule", Tags: own }] } : {};
}

/** A rule as before and after show it. */
export function shownRule(rule: SecurityGroupRule): JsonObject {
  const source =
    rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? "";
  return {
    id: rule.SecurityGroupRuleId ?? "",
    protocol: rule.IpProtocol ?? "",
    ports: `${rule.FromPort ?? ""}-${rule.ToPort ?? ""}`,
    source,
    ...(rule.Description && { description: rule.Description }),
  };
}
