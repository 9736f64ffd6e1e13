import { z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { Activity, Attempt, Finding, Occurrence, Severity, State } from "@snapback/core/finding/schema";
import { cliCommand } from "@snapback/core/response/cli";

/** What the console and other clients see of a finding. The handlers' own fields stay inside. */
const internal = {
  version: true,
  recentEvents: true,
  recheck: true,
  lease: true,
  retries: true,
  pending: true,
} as const;

export const FindingSummary = Finding.omit({ ...internal, attempts: true, dueAt: true })
  .extend({
    title: z.string(),
    /** From the call that opened it to safe again; absent while it stands. CloudTrail's times are whole seconds. */
    openMs: z.int().optional(),
  })
  .openapi("FindingSummary");

const AttemptView = Attempt.extend({
  /** The plan and its undo as AWS CLI commands. */
  commands: z.array(z.string()),
  undoCommands: z.array(z.string()),
}).openapi("Attempt");

const DetectionView = z
  .object({
    id: z.string(),
    title: z.string(),
    severity: Severity,
    why: z.string(),
    triage: z.array(z.string()),
    falsePositives: z.array(z.string()),
    references: z.array(z.object({ framework: z.string(), version: z.string(), ids: z.array(z.string()) })),
    events: z.object({ source: z.string(), names: z.array(z.string()) }),
  })
  .openapi("Detection");

export const FindingDetail = z
  .object({
    finding: FindingSummary,
    detection: DetectionView.optional(),
    attempts: z.array(AttemptView),
    /** The calls that showed the violation, the earliest first. Their records are at `/records/{eventId}`. */
    occurrences: z.array(Occurrence),
    activity: z.array(Activity),
  })
  .openapi("FindingDetail");

export const RecordText = z
  .object({
    /** The CloudTrail record as JSON text; of one too large to keep, its beginning. */
    record: z.string(),
  })
  .openapi("Record");

export const FindingPage = z
  .object({
    findings: z.array(FindingSummary),
    /** Where the next page begins; absent on the last one. */
    cursor: z.string().optional(),
  })
  .openapi("FindingPage");

export const FindingQuery = z.object({
  state: State.optional(),
  severity: Severity.optional(),
  detection: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

export const DetectionList = z.object({ detections: z.array(DetectionView) }).openapi("DetectionList");

export const Health = z
  .object({ status: z.literal("ok"), account: z.string(), region: z.string(), detections: z.int() })
  .openapi("Health");

export const OpenApiDocument = z.looseObject({ openapi: z.string() });

/** RFC 9457, application/problem+json. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional(),
  })
  .openapi("Problem");

export function summaryOf(
  finding: Finding,
  detections: readonly Detection[],
): z.output<typeof FindingSummary> {
  const { version, recentEvents, recheck, lease, retries, pending, attempts, dueAt, ...shown } = finding;
  const { safe, opened } = shown;
  return {
    ...shown,
    title: detections.find(({ id }) => id === shown.detection)?.title ?? shown.detection,
    ...(safe && { openMs: Math.max(0, Date.parse(safe.at) - Date.parse(opened.eventTime)) }),
  };
}

export function attemptView(attempt: Attempt, region: string): z.output<typeof AttemptView> {
  const { steps, undo } = attempt.plan;
  return {
    ...attempt,
    commands: steps.map((step) => cliCommand(step, region)),
    undoCommands: undo.map((step) => cliCommand(step, region)),
  };
}

export function detectionView(detection: Detection): z.output<typeof DetectionView> {
  const { id, title, severity, why, triage, falsePositives, references, events } = detection;
  return {
    id,
    title,
    severity,
    why,
    triage: [...triage],
    falsePositives: [...falsePositives],
    references: references.map(({ framework, version, ids }) => ({ framework, version, ids: [...ids] })),
    events: { source: events.source, names: [...events.names] },
  };
}
