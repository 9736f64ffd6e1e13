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
  /** The finding's version when it was planned. */
  id: z.int(),
  /** How often the finding had been reopened by then: an undo takes back all attempts of one episode. */
  episode: z.int(),
  plannedAt: z.iso.datetime(),
  /** Who let it run, where a person did. */
  approvedBy: Party.optional(),
  plan: Plan,
  before: JsonObject,
  after: JsonObject.optional(),
  /** What an undo relies on, as it was when this attempt had put the resource right. */
  guard: JsonObject.optional(),
  steps: z.array(StepOutcome),
  finishedAt: z.iso.datetime().optional(),
  /** The decision by which it was taken back. */
  undone: z.string().optional(),
});

/**
 * Taking back what the attempts of one episode did: the undo steps of what they had changed, the latest first, written down
 * before the first of them runs.
 */
export type Undo = z.infer<typeof Undo>;
export const Undo = z.object({
  /** The person's decision that asked for it. */
  decision: z.string(),
  by: Party,
  reason: z.string(),
  /** By which it stays undone. */
  exemption: z.string(),
  startedAt: z.iso.datetime(),
  /** Each with the attempt that it belongs to, whose answers its input may refer to, and its position in that one's undo. */
  steps: z.array(Step.extend({ attempt: z.int(), position: z.int() })),
  outcomes: z.array(StepOutcome),
  before: JsonObject,
  after: JsonObject.optional(),
  finishedAt: z.iso.datetime().optional(),
});

/** A plan that waits for a person, or that mode `monitor` would have run. */
export type Proposal = z.infer<typeof Proposal>;
export const Proposal = z.object({
  /** A digest of the plan: who approves names it, and approves nothing else. */
  id: z.string(),
  plan: Plan,
  before: JsonObject,
  madeAt: z.iso.datetime(),
  /** Why it does not run by itself. */
  why: z.string(),
  /** Until when it can be approved, where somebody was asked to. */
  expiresAt: z.iso.datetime().optional(),
  /** The plan that was approved and no longer fits the resource. */
  instead: Plan.optional(),
});

/** Why an undo was not carried out, with what it would have run over. */
export type Refusal = z.infer<typeof Refusal>;
export const Refusal = z.object({
  decision: z.string(),
  at: z.iso.datetime(),
  reason: z.string(),
  /** What the undo relies on: as it was left, and as it was found. Absent where there was nothing to compare. */
  was: JsonObject.optional(),
  now: JsonObject.optional(),
  /** The digest of `now`: an undo with this as its `force` goes on. */
  force: z.string().optional(),
});
