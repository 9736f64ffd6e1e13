import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Place } from "../define.ts";
import { describeExposure, exposureOf, severityOf } from "./ingress-policy.ts";
import { fingerprint, IngressRule } from "./security-group-rule.ts";

/** The rule that opens a group. */
export type Evidence = z.infer<typeof Evidence>;
export const Evidence = IngressRule.required({ groupId: true }).extend({
  /** It was there before, as something else: a call changed it. */
  modified: z.boolean().optional(),
});

/** What a finding says of a rule; it belongs to the account that owns the group. */
export function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  const account = evidence.ownerId ?? place.account;
  return {
    account,
    resource: {
      arn: groupArn(evidence.groupId, { ...place, account }),
      type: "AWS::EC2::SecurityGroup",
      id: evidence.groupId,
    },
    fingerprint: fingerprint(evidence),
    summary: describeExposure(evidence, evidence.groupId),
    severity: severityOf(evidence),
    evidence,
    exposure: exposureOf(evidence),
  };
}

export function groupArn(id: string, { account, region }: Place): string {
  return arn("ec2", region, account, `security-group/${id}`);
}
