import { z } from "@hono/zod-openapi";
import { Reason, Time } from "../description.ts";

/** What people ask for about a finding. */

const Proposal = z.string().min(1).max(100).describe("The id of the plan that was looked at");
const Hours = z.int().min(1).max(87_600).describe("For how many hours it is left alone");

export const Approve = z.strictObject({ proposal: Proposal }).openapi("Approve");

export const Reject = z.strictObject({ proposal: Proposal, reason: Reason }).openapi("Reject");

export const Undo = z
  .strictObject({
    reason: Reason,
    attempt: z
      .int()
      .min(0)
      .optional()
      .describe(
        "Which attempt to take back, with those before it in the same episode; the latest, if absent",
      ),
    hours: Hours.optional().describe(
      "For how many hours it is left alone afterwards; as the operator chose, if absent",
    ),
    force: z
      .string()
      .max(100)
      .optional()
      .describe("The `force` of the finding's refusal: goes on over the change that was shown there"),
  })
  .openapi("Undo");

export const Exempt = z
  .strictObject({ reason: Reason, hours: Hours.optional(), until: Time.optional() })
  .refine(({ hours, until }) => (hours === undefined) !== (until === undefined), {
    error: "an exemption ends: name either its hours, or until when it holds",
  })
  .openapi("Exempt");

export const Dismiss = z.strictObject({ reason: Reason }).openapi("Dismiss");

/** What is asked for, with the name of its action. */
export type DecisionRequest =
  | ({ action: "approve" } & z.output<typeof Approve>)
  | ({ action: "reject" } & z.output<typeof Reject>)
  | ({ action: "undo" } & z.output<typeof Undo>)
  | ({ action: "exempt" } & z.output<typeof Exempt>)
  | ({ action: "dismiss" } & z.output<typeof Dismiss>)
  | { action: "retry" };

export const Decided = z
  .object({
    decision: z
      .string()
      .describe("Its id: what becomes of it is in the finding's activity, in an entry that names it"),
    exemption: z
      .string()
      .optional()
      .describe("The id of the exemption that was made with it, by an undo or an exempt"),
  })
  .openapi("Decided");
