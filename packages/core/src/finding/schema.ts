import * as z from "zod";
import { Actor } from "../event/actor.ts";
import { JsonObject } from "../json.ts";
import { Plan } from "../response/plan.ts";

export type Severity = z.infer<typeof Severity>;
export const Severity = z.enum(["critical", "high", "medium", "low"]);

export type Resource = z.infer<typeof Resource>;
export const Resource = z.object({
  arn: z.string(),
  /** CloudFormation's type name, as AWS Config and Security Hub use it. */
  type: z.string(),
  id: z.string(),
});

/** What a detection says is wrong. Which finding it belongs to follows from resource and fingerprint. */
export interface Violation<Evidence> {
  /** The account that owns the resource, where that is not the account of the call (a shared VPC). */
  account?: string | undefined;
  resource: Resource;
  /** What is wrong, apart from which event said so: the same violation, the same fingerprint. */
  fingerprint: string;
  /** One line in plain words: "port 22 of sg-1 is open to every IPv4 address". */
  summary: string;
  severity: Severity;
  evidence: Evidence;
  /** Why Snapback reports this but leaves it to a person: a service made the change, or the record leaves a doubt. */
  hold?: string | undefined;
}

/** The call by which a violation was seen. */
export type Occurrence = z.infer<typeof Occurrence>;
export const Occurrence = z.object({
  eventId: z.string(),
  eventName: z.string(),
  eventSource: z.string(),
  /** When the call was made, by CloudTrail's clock, which shows whole seconds. */
  eventTime: z.iso.datetime(),
  /** When Snapback took it in. */
  seenAt: z.iso.datetime(),
  actor: Actor,
});

const Failure = z.object({ code: z.string(), message: z.string() });

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
  plannedAt: z.iso.datetime(),
  plan: Plan,
  before: JsonObject,
  after: JsonObject.optional(),
  steps: z.array(StepOutcome),
  finishedAt: z.iso.datetime().optional(),
});

export type State = z.infer<typeof State>;
export const State = z.enum(["open", "responding", "remediated", "failed"]);

/** One entry of the append-only record of who or what did what. */
export type Activity = z.infer<typeof Activity>;
export const Activity = z.object({
  findingId: z.string(),
  /** The finding's version that this led to: the entry's place in the order. */
  version: z.int(),
  at: z.iso.datetime(),
  /** `snapback`, or the person. */
  by: z.string(),
  what: z.string(),
  from: State.optional(),
  to: State,
  /** The event that led to it, where one did. */
  eventId: z.string().optional(),
});

export type Finding = z.infer<typeof Finding>;
export const Finding = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  detection: z.string(),
  resource: Resource,
  fingerprint: z.string(),
  severity: Severity,
  summary: z.string(),
  evidence: JsonObject,
  state: State,
  hold: z.string().optional(),
  /** How many calls showed this violation, and how often it came back after it had been put right. */
  occurrences: z.int(),
  reopened: z.int(),
  /** The call that opened the present episode, and the latest one. */
  opened: Occurrence,
  latest: Occurrence,
  /** When the resource was found safe again, and how: `already` means that somebody else was faster. */
  safe: z.object({ at: z.iso.datetime(), by: z.enum(["snapback", "already"]) }).optional(),
  failure: Failure.optional(),
  attempts: z.array(Attempt),

  // What follows serves the handlers, not people.
  /** Grows by one with every write; a write is conditional on the version that it read. */
  version: z.int(),
  /** The latest event ids taken in, so that a repeated delivery is known as one. */
  recentEvents: z.array(z.string()),
  /** Something new was seen while a response was under way: look again before calling it safe. */
  recheck: z.boolean(),
  /** Who responds, and until when nobody else may. */
  lease: z.object({ owner: z.string(), until: z.iso.datetime() }).optional(),
  /** How often in a row a response had to give up for the moment. */
  retries: z.int(),
  /** When `reconcile` has to look at this finding again. */
  dueAt: z.iso.datetime().optional(),
  /** Activity that may not have reached its own items yet. */
  pending: z.array(Activity),
});

/** A question that a record raised and only the live account can answer. */
export type Suspect = z.infer<typeof Suspect>;
export const Suspect = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  detection: z.string(),
  reason: z.string(),
  ask: JsonObject,
  occurrence: Occurrence,
  /** The record's JSON text. */
  raw: z.string(),
  /** Until it has been answered. */
  dueAt: z.iso.datetime().optional(),
  answer: z.enum(["cleared", "violation"]).optional(),
});
