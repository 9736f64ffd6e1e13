import type { JsonObject } from "../json.ts";
import type { Party } from "../person/party.ts";
import { changedSomething, closed, outcomesAfter } from "./attempt.ts";
import type { Attempt, Refusal, StepOutcome, Undo } from "./attempt-schema.ts";
import { decidedBy } from "./decided.ts";
import type { Finding } from "./schema.ts";
import { at, IllegalTransitionError, move, SNAPBACK, write } from "./transitions.ts";

/** The undo steps of what an attempt changed, in their order. */
function undoOf(attempt: Attempt): Undo["steps"] {
  if (attempt.undone !== undefined) return [];
  return attempt.plan.undo
    .map((step, position) => ({ ...step, attempt: attempt.id, position }))
    .filter(({ undoes }) =>
      undoes === undefined
        ? attempt.steps.some(changedSomething)
        : attempt.steps.slice(undoes, undoes + 1).some(changedSomething),
    );
}

/** The attempts that an undo of this one takes back: all of its episode, the latest first. */
export function undoneTogether(finding: Finding, attemptId: number): Attempt[] {
  const chosen = finding.attempts.find(({ id }) => id === attemptId);
  return finding.attempts
    .filter(({ episode, id }) => episode === chosen?.episode && id <= attemptId)
    .toReversed();
}

/** What an undo of this attempt would run; nothing where it changed nothing, or has been taken back. */
export function undoSteps(finding: Finding, attemptId: number): Undo["steps"] {
  return undoneTogether(finding, attemptId).flatMap(undoOf);
}

/** The latest attempt that there is anything to undo of. */
export function undoable(finding: Finding): Attempt | undefined {
  return finding.attempts.findLast(({ id }) => undoSteps(finding, id).length > 0);
}

interface Asked {
  id: string;
  by: Party;
  reason: string;
  attempt: number;
  exemption: string;
}

/** Writes down the steps that take back what Snapback did, and that the first is about to run: before anything is changed. */
export function beginUndo(
  finding: Finding,
  { id, by, reason, attempt, exemption }: Asked,
  before: JsonObject,
  lease: { owner: string; leaseMs: number },
  now: Date,
): Finding {
  const steps = undoSteps(finding, attempt);
  if (steps.length === 0) throw new IllegalTransitionError(`${finding.id} has nothing to undo`);
  const until = at(now, lease.leaseMs);
  const undo: Undo = {
    decision: id,
    by,
    reason,
    exemption,
    startedAt: at(now),
    steps,
    outcomes: steps.map((_, index) =>
      index === 0 ? { status: "started" as const, startedAt: at(now) } : { status: "pending" as const },
    ),
    before,
  };
  const changes = {
    ...decidedBy(finding, id, now),
    undo,
    refusal: undefined,
    proposal: undefined,
    approval: undefined,
    exemption: undefined,
    look: false,
    retries: 0,
    lease: { owner: lease.owner, until },
    dueAt: until,
  };
  const what = `undo, because ${reason}: ${steps.map((step) => step.does).join("; ")}`;
  return move(closed(finding, {}, now), "beginUndo", changes, { by, what, decision: id }, now);
}

/** Goes on with an undo whose process has stopped. */
export function takeOverUndo(finding: Finding, owner: string, leaseMs: number, now: Date): Finding {
  const until = at(now, leaseMs);
  const note = { by: SNAPBACK, what: "took over an undo that had stopped" };
  return move(finding, "continueUndo", { lease: { owner, until }, dueAt: until }, note, now);
}

/** Records what one of the undo's steps came to, and that the next is about to run. */
export function undoStepped(
  finding: Finding,
  index: number,
  outcome: Pick<StepOutcome, "status" | "output">,
  now: Date,
): Finding {
  const { undo } = finding;
  if (!undo) throw new IllegalTransitionError(`${finding.id} is not being undone`);
  const outcomes = outcomesAfter(undo.outcomes, index, outcome, { goOn: true }, now);
  const note = { by: SNAPBACK, what: `did: ${undo.steps[index]?.does ?? `step ${index + 1}`}` };
  return write(finding, { undo: { ...undo, outcomes } }, note, now);
}

/** All is taken back, and stays so until the exemption ends. */
export function finishUndo(
  finding: Finding,
  after: JsonObject,
  cover: NonNullable<Finding["exemption"]>,
  now: Date,
): Finding {
  const { undo } = finding;
  if (!undo) throw new IllegalTransitionError(`${finding.id} is not being undone`);
  const undone = new Set(undo.steps.map(({ attempt }) => attempt));
  const changes = {
    undo: { ...undo, after, finishedAt: at(now) },
    attempts: finding.attempts.map((attempt) =>
      undone.has(attempt.id) ? { ...attempt, undone: undo.decision } : attempt,
    ),
    exemption: cover,
    safe: undefined,
    hold: undefined,
    failure: undefined,
    lease: undefined,
    retries: 0,
    recheck: false,
    dueAt: cover.warnAt,
  };
  const what = `undone, and left alone until ${cover.until}`;
  const note = { by: SNAPBACK, what, decision: undo.decision, before: undo.before, after };
  return move(finding, "finishUndo", changes, note, now);
}

/** Says why an undo is not carried out; the finding stays as it is. */
export function refuseUndo(
  finding: Finding,
  { id }: { id: string },
  refusal: Omit<Refusal, "decision" | "at">,
  now: Date,
): Finding {
  const changes = {
    ...decidedBy(finding, id, now, refusal.reason),
    refusal: { decision: id, at: at(now), ...refusal },
  };
  const what = `refused to undo: ${refusal.reason}`;
  return write(finding, changes, { by: SNAPBACK, what, decision: id }, now);
}
