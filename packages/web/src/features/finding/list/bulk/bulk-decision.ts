import type { Decision } from "../../decide/decision-request.ts";
import type { Finding } from "../../finding-types.ts";

/** What can be decided about many findings at once. */
export const bulkActions = ["approve", "dismiss", "exempt"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Those of the findings that allow it now. */
export function allowing(findings: readonly Finding[], action: BulkAction): Finding[] {
  return findings.filter(({ actions }) => actions.includes(action));
}

/** The decision about one of them: an approval is of the plan that it had when it was chosen, and of no other. */
export function decisionAbout(
  { proposal }: Pick<Finding, "proposal">,
  action: BulkAction,
  { reason, hours }: { reason: string; hours: number },
): Decision {
  if (action === "approve") return { action, proposal: proposal?.id ?? "" };
  return action === "dismiss" ? { action, reason } : { action, reason, hours };
}
