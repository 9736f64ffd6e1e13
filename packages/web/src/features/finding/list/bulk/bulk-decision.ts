import { isReason } from "../../../../dialog/reason.ts";
import type { Decision } from "../../decide/decision-request.ts";
import { words } from "../../decide/decision-words.ts";
import { isWrongHours } from "../../decide/hours.ts";
import type { Finding } from "../../finding-types.ts";

/** What can be decided about many findings at once. */
export const bulkActions = ["approve", "dismiss", "exempt"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** What a person says with a decision, as it was typed. */
export interface Said {
  reason: string;
  hours: string;
}

/** Those of the findings that allow it now. */
export function allowing(findings: readonly Finding[], action: BulkAction): Finding[] {
  return findings.filter(({ actions }) => actions.includes(action));
}

/** Has all been said that the decision takes? */
export function isSaid(action: BulkAction, { reason, hours }: Said): boolean {
  const { asks } = words[action];
  return (!asks.includes("reason") || isReason(reason)) && (!asks.includes("hours") || !isWrongHours(hours));
}

/** The decision about one of them: an approval is of the plan that it had when it was chosen, and of no other. */
export function decisionAbout(
  { proposal }: Pick<Finding, "proposal">,
  action: BulkAction,
  said: Said,
): Decision {
  const reason = said.reason.trim();
  if (action === "approve") return { action, proposal: proposal?.id ?? "" };
  return action === "dismiss" ? { action, reason } : { action, reason, hours: Number(said.hours) };
}
