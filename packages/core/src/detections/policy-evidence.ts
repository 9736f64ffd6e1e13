import * as z from "zod";
import type { Resource, Severity, Violation } from "../finding/schema.ts";
import { publicPolicy } from "../policy/inspection.ts";

/** Whose policy, and which of its statements offended: what a finding about a public policy keeps. */
export const PolicyEvidence = z.object({
  /** By which the service's own calls name it. */
  name: z.string(),
  /** The fingerprint of the offending statements. */
  offence: z.string(),
});
export type PolicyEvidence = z.infer<typeof PolicyEvidence>;

/**
 * The one violation of a resource whose policy lets everyone in; none where it doesn't.
 *
 * @param what the resource in words: "queue jobs"
 */
export function policyViolation(
  { resource, name, what, severity }: { resource: Resource; name: string; what: string; severity: Severity },
  policy: unknown,
): Violation<PolicyEvidence>[] {
  const open = publicPolicy(policy, what);
  if (!open) return [];
  const { fingerprint, summary } = open;
  return [{ resource, fingerprint, summary, severity, evidence: { name, offence: fingerprint } }];
}

/** Why a record does not tell what a policy says. */
export const POLICY_UNREADABLE = "the record leaves the policy out, or it can't be read";

/** What all findings about public policies have in common, for their declarations. */
export const publicPolicyWords = {
  falsePositives: [
    "A policy for everyone that is bounded by a condition which Snapback does not know: it says so, and asks.",
    "Something that is meant for everyone: exempt it. Another public statement makes another finding, about all of them.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] },
  ],
} as const;
