import { z } from "@hono/zod-openapi";
import { allowedActions, givesIamRights, objection } from "@snapback/core/decision/allowed";
import { Decision } from "@snapback/core/decision/schema";
import type { Detection } from "@snapback/core/detections/define";
import { Attempt, Proposal, Undo } from "@snapback/core/finding/attempt-schema";
import { openMs } from "@snapback/core/finding/rows/row";
import { Activity, Finding, Occurrence } from "@snapback/core/finding/schema";
import { undoable, undoneTogether, undoSteps } from "@snapback/core/finding/undo";
import type { Note } from "@snapback/core/note/schema";
import type { Config } from "@snapback/core/settings/config";
import { DetectionView, detectionView } from "../detections/view.ts";
import { NoteView } from "../notes/routes.ts";
import { commandsOf, differenceOf, undoCommands } from "./commands.ts";

const Action = z.enum(Decision.options.map(({ shape }) => shape.action.value));

/** What the console and other clients see of a finding. The handlers' own fields stay inside. */
export const FindingSummary = Finding.omit({
  version: true,
  recentEvents: true,
  principals: true,
  decided: true,
  approval: true,
  look: true,
  settlingUntil: true,
  recheck: true,
  lease: true,
  retries: true,
  dueAt: true,
  pending: true,
  attempts: true,
  undo: true,
  proposal: true,
})
  .extend({
    title: z.string(),
    openMs: z
      .int()
      .optional()
      .describe(
        "From the call that opened it to safe again; absent while it stands. CloudTrail's times are whole seconds",
      ),
    proposal: Proposal.pick({ id: true, madeAt: true, why: true, expiresAt: true })
      .optional()
      .describe("The plan that waits for a person; all of it is with the finding itself"),
    actions: z.array(Action).describe("What a responder can have done about it now"),
  })
  .openapi("FindingSummary");

/** A plan and its undo as AWS CLI commands. */
const commands = { commands: z.array(z.string()), undoCommands: z.array(z.string()) };

const AttemptView = Attempt.extend(commands).openapi("Attempt");

const ProposalView = Proposal.extend({
  ...commands,
  /** Where another plan was approved and no longer fitted the resource: its commands, and those in their place. */
  difference: z
    .array(
      z.object({
        was: z.string().optional(),
        now: z.string().optional(),
        undo: z.boolean().describe("It is one of the undo's commands"),
      }),
    )
    .optional(),
}).openapi("Proposal");

const UndoneView = Undo.extend({ commands: z.array(z.string()) }).openapi("Undone");

const UndoView = z
  .object({
    attempt: z
      .int()
      .describe(
        "The latest attempt that changed something: it is taken back, with those before it in the same episode",
      ),
    possible: z.boolean().describe("Can Snapback do it now, and if not, why"),
    why: z.string().optional(),
    commands: z.array(z.string()),
    lost: z.array(z.string()).describe("What it can't bring back"),
    byPerson: z.boolean().describe("It gives rights in IAM: a person runs the commands"),
  })
  .openapi("UndoPreview");

const ActivityView = Activity.omit({ notice: true }).openapi("FindingActivity");

export const FindingDetail = z
  .object({
    finding: FindingSummary,
    detection: DetectionView.optional(),
    attempts: z.array(AttemptView),
    latestUndo: UndoneView.optional().describe("The undo that was last begun"),
    occurrences: z
      .array(Occurrence)
      .describe(
        "The calls that showed the violation, the earliest first. Their records are at `/records/{eventId}`",
      ),
    activity: z.array(ActivityView),
    notes: z.array(NoteView).describe("What people wrote down about it, the earliest first"),
    proposal: ProposalView.optional(),
    undo: UndoView.optional().describe(
      "What an undo would do; absent where nothing was changed that could be taken back",
    ),
    actions: z.array(Action).describe("What can be done about it now"),
  })
  .openapi("FindingDetail");

export function summaryOf(
  finding: Finding,
  { detections, config, now }: { detections: readonly Detection[]; config: Config; now: Date },
): z.output<typeof FindingSummary> {
  const stood = openMs({ openedAt: finding.opened.eventTime, safe: finding.safe });
  return FindingSummary.parse({
    ...finding,
    title: detections.find(({ id }) => id === finding.detection)?.title ?? finding.detection,
    ...(stood !== undefined && { openMs: stood }),
    actions: actionsOf(finding, config, now),
  });
}

/** All of a finding that people see, as it is at this time. */
export function detailOf(
  finding: Finding,
  { occurrences, activity, notes }: { occurrences: Occurrence[]; activity: Activity[]; notes: Note[] },
  { detections, config, now }: { detections: readonly Detection[]; config: Config; now: Date },
): z.output<typeof FindingDetail> {
  const { proposal, region } = finding;
  const declared = detections.find(({ id }) => id === finding.detection);
  const summary = summaryOf(finding, { detections, config, now });
  const undo = undoView(finding, config, now);
  return {
    finding: summary,
    ...(declared && { detection: detectionView(declared) }),
    attempts: finding.attempts.map((attempt) => ({ ...attempt, ...planCommands(attempt.plan, region) })),
    ...(finding.undo && {
      latestUndo: { ...finding.undo, commands: undoCommands(finding, finding.undo.steps) },
    }),
    occurrences,
    activity: activity.map((entry) => ActivityView.parse(entry)),
    notes: notes.map((note) => NoteView.parse(note)),
    ...(proposal && { proposal: proposalView(proposal, region) }),
    ...(undo && { undo }),
    actions: summary.actions,
  };
}

function planCommands({ steps, undo }: Proposal["plan"], region: string) {
  return { commands: commandsOf(steps, region), undoCommands: commandsOf(undo, region) };
}

function proposalView(proposal: Proposal, region: string): z.output<typeof ProposalView> {
  const now = planCommands(proposal.plan, region);
  if (proposal.instead === undefined) return { ...proposal, ...now };
  const was = planCommands(proposal.instead, region);
  const difference = [
    ...differenceOf(was.commands, now.commands).map((changed) => ({ ...changed, undo: false })),
    ...differenceOf(was.undoCommands, now.undoCommands).map((changed) => ({ ...changed, undo: true })),
  ];
  return { ...proposal, ...now, difference };
}

/** An undo that gives rights in IAM is a person's. */
function actionsOf(finding: Finding, config: Config, now: Date): z.output<typeof Action>[] {
  const actions = allowedActions(finding, now);
  return undoView(finding, config, now)?.byPerson ? actions.filter((action) => action !== "undo") : actions;
}

function undoView(finding: Finding, config: Config, now: Date): z.output<typeof UndoView> | undefined {
  const attempt = undoable(finding)?.id;
  if (attempt === undefined) return undefined;
  const steps = undoSteps(finding, attempt);
  const byPerson = !config.undoIamRights && givesIamRights(steps);
  const why = byPerson
    ? "It gives rights in IAM, which a person does with their own."
    : objection(finding, { action: "undo" }, now);
  return {
    attempt,
    possible: why === undefined,
    ...(why !== undefined && { why }),
    commands: undoCommands(finding, steps),
    lost: undoneTogether(finding, attempt).flatMap(({ plan }) => plan.lost ?? []),
    byPerson,
  };
}
