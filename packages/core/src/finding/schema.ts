import * as z from "zod";
import { Actor } from "../event/actor.ts";
import { JsonObject } from "../json.ts";
import { Party } from "../person/party.ts";
import { Step } from "../response/plan.ts";
import { Attempt, Failure, Proposal, Refusal, Undo } from "./attempt-schema.ts";

export type Severity = z.infer<typeof Severity>;
export const Severity = z.enum(["critical", "high", "medium", "low"]);

export type Resource = z.infer<typeof Resource>;
export const Resource = z.object({
  arn: z.string(),
  type: z.string().describe("CloudFormation's type name, as AWS Config and Security Hub use it"),
  id: z.string(),
});

/** What a detection says is wrong. Which finding it belongs to follows from resource and fingerprint. */
export interface Violation<Evidence> {
  /** The account that owns the resource, where that is not the account of the call (a shared VPC). */
  account?: string | undefined;
  /** The region that the finding belongs to, where the call's says nothing: of settings that hold for the whole account. */
  region?: string | undefined;
  resource: Resource;
  /** What is wrong, apart from which event said so: the same violation, the same fingerprint. */
  fingerprint: string;
  /** One line in plain words: "port 22 of sg-1 is open to every IPv4 address". */
  summary: string;
  severity: Severity;
  evidence: Evidence;
  /** Why Snapback reports this but leaves it to a person: a service made the change, or the record leaves a doubt. */
  hold?: string | undefined;
  /** From where and on which ports it can be reached, where that is what is wrong: exemptions may go by it. */
  exposure?: Exposure | undefined;
}

/** What a rule lets in. `ports` is absent where it lets in all of them, or where the protocol has none. */
export type Exposure = z.infer<typeof Exposure>;
export const Exposure = z.object({
  cidr: z.string().optional().describe("The range as CIDR; absent where the record has none (a prefix list)"),
  protocol: z.string(),
  ports: z.object({ from: z.int(), to: z.int() }).optional(),
});

/** The call by which a violation was seen. */
export type Occurrence = z.infer<typeof Occurrence>;
export const Occurrence = z.object({
  eventId: z.string(),
  eventName: z.string(),
  eventSource: z.string(),
  eventTime: z.iso.datetime().describe("By CloudTrail's clock, which shows whole seconds"),
  seenAt: z.iso.datetime().describe("When Snapback took it in"),
  actor: Actor,
});

export type State = z.infer<typeof State>;
export const State = z.enum([
  "open",
  "awaiting-approval",
  "responding",
  "remediated",
  "failed",
  "contested",
  "undoing",
  "undone",
  "exempt",
  "dismissed",
]);

/** What people are told of a finding without having asked. */
export type NoticeKind = z.infer<typeof NoticeKind>;
export const NoticeKind = z.enum([
  "found",
  "approval",
  "failed",
  "contested",
  "exemption-ending",
  "pause-fallen",
]);

/** One entry of the append-only record of who or what did what. */
export type Activity = z.infer<typeof Activity>;
export const Activity = z.object({
  findingId: z.string(),
  version: z.int().describe("The finding's version that this led to: the entry's place in the order"),
  at: z.iso.datetime(),
  by: Party,
  what: z.string(),
  from: State.optional(),
  to: State,
  eventId: z.string().optional().describe("The event that led to it, where one did"),
  decision: z.string().optional().describe("The person's decision that led to it, where one did"),
  before: JsonObject.optional().describe("The part of the resource that was changed, as it was"),
  after: JsonObject.optional().describe("The same as it is now"),
  notice: NoticeKind.optional().describe("People are told of this"),
});

export type Finding = z.infer<typeof Finding>;
export const Finding = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  detection: z.string(),
  resource: Resource,
  fingerprint: z.string().describe("The same violation, the same fingerprint"),
  severity: Severity,
  summary: z.string().describe("What is wrong, in one line"),
  evidence: JsonObject.describe("What the detection saw"),
  exposure: Exposure.optional(),
  judged: z
    .object({ version: z.int(), parameters: JsonObject })
    .describe("The version of the detection's parameters that judged the latest call, and what they were"),
  state: State,
  hold: z.string().optional().describe("Why it is reported and left to a person"),
  occurrences: z.int().describe("How many calls showed this violation"),
  reopened: z.int().describe("How often it came back after it had been put right"),
  opened: Occurrence.describe("The call that opened the present episode"),
  latest: Occurrence.describe("The latest call that showed it"),
  /**
   * Whose rights all calls of the present episode were made with, for exemptions by principal, which have to cover everyone. An
   * empty one stands for those that CloudTrail does not name, and for more than there is room for.
   */
  principals: z.array(z.string()),
  safe: z
    .object({ at: z.iso.datetime(), by: z.enum(["snapback", "already"]) })
    .optional()
    .describe("When it was found safe again; `already`: somebody else was faster"),
  failure: Failure.optional().describe("What AWS said no with"),
  proposal: Proposal.optional(),
  attempts: z.array(Attempt),
  undo: Undo.optional().describe("The latest undo"),
  refusal: Refusal.optional().describe("Why the latest undo was refused"),
  exemption: z
    .object({
      id: z.string(),
      until: z.iso.datetime(),
      warnAt: z.iso.datetime().describe("When people are told that it is about to end"),
      warned: z.boolean().optional().describe("Whether they were"),
    })
    .optional()
    .describe("The exemption that covers it, while it is `exempt` or `undone`"),
  exemptedBy: z
    .array(z.string())
    .optional()
    .describe("The latest exemptions that covered it, the present one last"),
  dismissed: z.object({ by: Party, reason: z.string(), at: z.iso.datetime() }).optional(),
  remediations: z.array(z.iso.datetime()).describe("When Snapback put it right, the latest times"),
  contested: z
    .object({ since: z.iso.datetime(), times: z.int(), reverting: z.boolean().optional() })
    .optional()
    .describe("Since when, and how often it had been put right within the window by then"),

  // What follows serves the handlers, not people.
  /** Grows by one with every write; a write is conditional on the version that it read. */
  version: z.int(),
  /** The latest event ids taken in, so that a repeated delivery is known as one. */
  recentEvents: z.array(z.string()),
  /** The latest decisions of people that were followed or refused, so that none has an effect twice. */
  decided: z.array(z.object({ id: z.string(), at: z.iso.datetime(), refused: z.string().optional() })),
  /** The approval under which a response runs. */
  approval: z
    .object({ decision: z.string(), proposal: z.string(), by: Party, steps: z.array(Step) })
    .optional(),
  /** While it is open: `respond` has to look at it. */
  look: z.boolean(),
  /** Until when AWS may take to show what the steps did. */
  settlingUntil: z.iso.datetime().optional(),
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
