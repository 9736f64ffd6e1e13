import type { Finding } from "../finding/schema.ts";
import type { Exemptable } from "./schema.ts";

/** A finding as exemptions look at it. */
export function exemptableOf(finding: Finding, tags?: Readonly<Record<string, string>>): Exemptable {
  const { id, detection, resource, account, principals, exposure, decided } = finding;
  return {
    findingId: id,
    detection,
    resource: resource.arn,
    account,
    principals: principals.map((principal) => principal || undefined),
    exposure,
    tags,
    followed: decided.flatMap((decision) => (decision.refused === undefined ? [decision.id] : [])),
  };
}
