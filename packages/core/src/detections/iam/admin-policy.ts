import * as z from "zod";
import type { Severity } from "../../finding/schema.ts";
import { type AdminStatement, adminStatements } from "../../policy/admin.ts";
import type { PolicyDocument } from "../../policy/document.ts";

/** Which documents count as those of an administrator. */
export type AdminPolicy = z.infer<typeof AdminPolicy>;
export const AdminPolicy = z.object({
  escalation: z
    .boolean()
    .default(true)
    .describe(
      "Count rights that lead to all others, too (to attach any policy to any user, to make anybody's access key), and not only the whole of IAM.",
    ),
});

/** The statements of a policy that make an administrator of whoever has it. */
export function offendingStatements(document: PolicyDocument, { escalation }: AdminPolicy): AdminStatement[] {
  return adminStatements(document).filter(({ certainty }) => escalation || certainty !== "escalation");
}

/** Where it is in doubt whether it is too much, it is no more than medium. */
export function severityOf(offending: readonly AdminStatement[]): Severity {
  return offending.every(({ certainty }) => certainty === "doubt") ? "medium" : "high";
}
