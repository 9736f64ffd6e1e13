import type { Attempt, Proposal, StepOutcome } from "../src/finding/attempt-schema.ts";
import { type Plan, planId } from "../src/response/plan.ts";

/** Plans and what became of them, for tests of what people can do about a finding. Findings themselves: `findingWith`. */

const AT = "2026-11-23T08:00:10.000Z";

export const revoke = (rule = "sgr-1") => ({
  service: "ec2",
  operation: "RevokeSecurityGroupIngress",
  input: { GroupId: "sg-1", SecurityGroupRuleIds: [rule] },
  does: `revoke ${rule}`,
});

export const authorize = (group = "sg-1") => ({
  service: "ec2",
  operation: "AuthorizeSecurityGroupIngress",
  input: { GroupId: group },
  does: `authorize it in ${group} again`,
});

/** A plan that revokes a rule, with what the test wants to be different. */
export function planWith(fields: Partial<Plan> = {}): Plan {
  return { version: 1, steps: [revoke()], undo: [authorize()], ...fields };
}

export function proposalWith(plan = planWith(), fields: Partial<Proposal> = {}): Proposal {
  return { id: planId(plan), plan, before: { rules: 1 }, madeAt: AT, why: "mode approve", ...fields };
}

/** An attempt that did all of its plan, with what the test wants to be different. */
export function attemptWith(fields: Partial<Attempt> = {}, ...statuses: StepOutcome["status"][]): Attempt {
  const plan = fields.plan ?? planWith();
  const steps = plan.steps.map((_, index) => ({ status: statuses[index] ?? ("done" as const) }));
  const after = { rules: 0 };
  return {
    id: 3,
    episode: 0,
    plannedAt: AT,
    plan,
    before: { rules: 1 },
    after,
    steps,
    finishedAt: AT,
    ...fields,
  };
}
