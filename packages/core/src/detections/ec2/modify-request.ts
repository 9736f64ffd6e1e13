import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { asList } from "../one-or-many.ts";
import { Port, Protocol, text } from "./security-group-rule.ts";

const Becomes = z.object({
  IpProtocol: Protocol,
  FromPort: Port,
  ToPort: Port,
  CidrIpv4: text,
  CidrIpv6: text,
  PrefixListId: text,
  Description: text,
});

/**
 * The request of ModifySecurityGroupRules, which names rules by id, says all that they become and nothing of what they
 * were, and does not tell ingress from egress. One rule is an object, several are a list.
 */
export const ModifyRequest = z.object({
  ModifySecurityGroupRulesRequest: z.object({
    GroupId: text,
    SecurityGroupRule: asList(
      z.object({ SecurityGroupRuleId: z.string(), SecurityGroupRule: Becomes.optional().catch(undefined) }),
    ),
  }),
});

/** The rules as the live account shows them afterwards, as far as the request can be read. */
export function rulesOfModification({
  ModifySecurityGroupRulesRequest: { GroupId, SecurityGroupRule: changes },
}: z.output<typeof ModifyRequest>): SecurityGroupRule[] {
  return changes.map(({ SecurityGroupRuleId, SecurityGroupRule: becomes }) => ({
    ...becomes,
    SecurityGroupRuleId,
    GroupId,
  }));
}
