import * as z from "zod";
import { JsonObject } from "../json.ts";
import { Party } from "../person/party.ts";
import { Plan, Step } from "../response/plan.ts";

/** What AWS said no with. */
export const Failure = z.object({ code: z.string(), message: z.string() });

/**
 * What became of one step. `started` is written before the call, so that a crash can't hide that it may have run;
 * `already` is a step that changed nothing, since somebody else was faster, and has nothing to undo.
 */
export type StepOutcome = z.infer<typeof StepOutcome>;
export const StepOutcome = z.object({
  status: z.enum(["pending", "started", "done", "already", "failed"]),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  output: JsonObject.optional(),
  error: Failure.optional(),
});

/** One try at putting the resource right: its plan with the undo, written down before the first step, and the outcome. */
export type Attempt = z.infer<typeof Attempt>;
export const Attempt = z.object({
  id: z.int().describe("The finding's version when it was planned"),
  episode: z
    .int()
    .describe(
      "How often the finding had been reopened by then: an undo takes back all attempts of one episode",
    ),
  plannedAt: z.iso.datetime(),
  approvedBy: Party.optional().describe("Who let it run, where a person did"),
  plan: Plan,
  before: JsonObject,
  after: JsonObject.optional(),
  guard: JsonObject.optional().describe(
    "What an undo relies on, as it was when this attempt had put the resource right",
  ),
  steps: z.array(StepOutcome),
  finishedAt: z.iso.datetime().optional(),
  undone: z.string().optional().describe("The decision by which it was taken back"),
});

/**
 * Taking back what the attempts of one episode did: the undo steps of what they had changed, the latest first, written down
 * before the first of them runs.
 */
export type Undo = z.infer<typeof Undo>;
export const Undo = z.object({
  decision: z.string().describe("The person's decision that asked for it"),
  by: Party,
  reason: z.string(),
  exemption: z.string().describe("By which it stays undone"),
  startedAt: z.iso.datetime(),
  steps: z
    .array(Step.extend({ attempt: z.int(), position: z.int() }))
    .describe(
      "Each with the attempt that it belongs to, whose answers its input may refer to, and its position in that one's undo",
    ),
  outcomes: z.array(StepOutcome),
  before: JsonObject,
  after: JsonObject.optional(),
  finishedAt: z.iso.datetime().optional(),
});

/** A plan that waits for a person, or that mode `monitor` would have run. */
export type Proposal = z.infer<typeof Proposal>;
export const Proposal = z.object({
  id: z.string().describe("A digest of the plan: who approves names it, and approves nothing else"),
  plan: Plan,
  before: JsonObject,
  madeAt: z.iso.datetime(),
  why: z.string().describe("Why it does not run by itself"),
  expiresAt: z.iso
    .datetime()
    .optional()
    .describe("Until when it can be approved, where somebody was asked to"),
  instead: Plan.optional().describe("The plan that was approved and no longer fits the resource"),
});

/** Why an undo was not carried out, with what it would have run over. */
export type Refusal = z.infer<typeof Refusal>;
export const Refusal = z.object({
  decision: z.string(),
  at: z.iso.datetime(),
  reason: z.string(),
  was: JsonObject.optional().describe("What the undo relies on, as it was left"),
  now: JsonObject.optional().describe("The same as it was found; absent where there was nothing to compare"),
  force: z.string().optional().describe("The digest of `now`: an undo with this as its `force` goes on"),
});
