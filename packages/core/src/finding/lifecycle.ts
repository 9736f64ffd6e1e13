import type { Place } from "../detections/define.ts";
import type { JsonObject } from "../json.ts";
import { findingId } from "./id.ts";
import type { Activity, Attempt, Finding, Occurrence, State, StepOutcome, Violation } from "./schema.ts";

/**
 * The life of a finding, as data and pure functions: each takes a finding as it was read and gives it as it is to be
 * written. The store makes the write conditional on the version that was read, so a finding moves by one of these at a
 * time whatever runs side by side.
 */
const transitions = {
  reopen: { from: ["remediated", "failed"], to: "open" },
  claim: { from: ["open", "responding"], to: "responding" },
  release: { from: ["responding"], to: "open" },
  leaveToPerson: { from: ["open", "responding"], to: "open" },
  remediate: { from: ["responding"], to: "remediated" },
  fail: { from: ["responding"], to: "failed" },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;

type Transition = keyof typeof transitions;

export class IllegalTransitionError extends Error {
  override name = "IllegalTransitionError";
}

/** Deliveries of one event are known as repeats as long as fewer other events than this show the same violation. */
const RECENT_EVENTS = 100;
/** An item holds 400 KB; plans and states of this many tries fit in it many times over. */
const ATTEMPTS = 5;
/** How long a published message may take before `reconcile` sends another. */
const PUBLISH_GRACE_MS = 60_000;
/** After this many passing failures in a row the finding fails, and a person looks. */
const RETRIES = 5;

const SNAPBACK = "snapback";

function at(now: Date, afterMs = 0): string {
  return new Date(now.getTime() + afterMs).toISOString();
}

type Note = { by: string; what: string; eventId?: string };

/** The finding after one write: a version on, with its activity, and due when somebody has to look again. */
function write(finding: Finding, changes: Partial<Finding>, note: Note | undefined, now: Date): Finding {
  const next = { ...finding, ...changes, version: finding.version + 1 };
  // A finding that did not exist before was in no state.
  const from = finding.version === 0 ? {} : { from: finding.state };
  const activity: Activity[] = note
    ? [{ findingId: next.id, version: next.version, at: at(now), ...note, ...from, to: next.state }]
    : [];
  return { ...next, pending: activity };
}

function move(
  finding: Finding,
  transition: Transition,
  changes: Partial<Finding>,
  note: Note,
  now: Date,
): Finding {
  const { from, to } = transitions[transition];
  const allowed: readonly State[] = from;
  if (!allowed.includes(finding.state)) {
    throw new IllegalTransitionError(
      `${finding.id} is ${finding.state}: it can't ${transition} (only from ${from.join(" or ")})`,
    );
  }
  return write(finding, { ...changes, state: to }, note, now);
}

/**
 * Takes in a call that shows a violation: opens the finding, reopens it, or adds to it. The same event again changes
 * nothing, and then the finding itself comes back.
 */
export function observe(
  known: Finding | undefined,
  violation: Violation<JsonObject>,
  where: Place & { detection: string },
  occurrence: Occurrence,
  now: Date,
): Finding {
  if (known?.recentEvents.includes(occurrence.eventId)) return known;
  const { eventId } = occurrence;
  const { account = where.account, ...shown } = violation;
  const seen = {
    ...shown,
    hold: violation.hold,
    latest: occurrence,
    recentEvents: [...(known?.recentEvents ?? []), eventId].slice(-RECENT_EVENTS),
    occurrences: (known?.occurrences ?? 0) + 1,
  };
  const respondBy = violation.hold === undefined ? at(now, PUBLISH_GRACE_MS) : undefined;
  const note = (what: string): Note => ({ by: occurrence.actor.name, what, eventId });
  if (!known) {
    const place = { ...where, account };
    const key = { ...place, resource: violation.resource.arn, fingerprint: violation.fingerprint };
    const fresh: Finding = {
      ...place,
      ...seen,
      id: findingId(key),
      state: "open",
      opened: occurrence,
      reopened: 0,
      attempts: [],
      version: 0,
      recheck: false,
      retries: 0,
      dueAt: respondBy,
      pending: [],
    };
    return write(fresh, {}, note(`${occurrence.eventName}: ${violation.summary}`), now);
  }
  if (known.state === "remediated" || known.state === "failed") {
    const again = {
      opened: occurrence,
      reopened: known.reopened + 1,
      safe: undefined,
      failure: undefined,
      retries: 0,
    };
    return move(
      known,
      "reopen",
      { ...seen, ...again, dueAt: respondBy },
      note(`${occurrence.eventName}: again`),
      now,
    );
  }
  // A call that Snapback may act on lifts an earlier hold, never the other way round.
  const hold = known.hold === undefined ? undefined : violation.hold;
  const dueAt =
    known.state === "open" && known.hold !== undefined && hold === undefined ? respondBy : known.dueAt;
  const more = { ...seen, hold, dueAt, recheck: known.state === "responding" };
  return write(known, more, note(`${occurrence.eventName}: seen again while ${known.state}`), now);
}

/** Is this one for `respond`, now? Open without a hold, or its last responder's lease has run out. */
export function claimable(finding: Finding, now: Date): boolean {
  if (finding.state === "open") return finding.hold === undefined;
  return finding.state === "responding" && (finding.lease === undefined || finding.lease.until <= at(now));
}

/**
 * Takes the finding for one responder. Until the lease runs out nobody else may act on it.
 *
 * @throws IllegalTransitionError also where the finding is left to a person
 */
export function claim(finding: Finding, owner: string, leaseMs: number, now: Date): Finding {
  if (finding.hold !== undefined)
    throw new IllegalTransitionError(`${finding.id} is left to a person: ${finding.hold}`);
  const until = at(now, leaseMs);
  const what = finding.state === "responding" ? "took over a response that had stopped" : "began to respond";
  const changes = { lease: { owner, until }, dueAt: until, recheck: false };
  return move(finding, "claim", changes, { by: SNAPBACK, what }, now);
}

/** Notes that what was seen meanwhile is about to be looked at. */
export function rechecking(finding: Finding, now: Date): Finding {
  return write(finding, { recheck: false }, undefined, now);
}

/** Writes down a plan with its undo, and that its first step is about to run: before anything is changed. */
export function planned(finding: Finding, plan: Attempt["plan"], before: JsonObject, now: Date): Finding {
  const steps = plan.steps.map((_, index) =>
    index === 0 ? { status: "started" as const, startedAt: at(now) } : { status: "pending" as const },
  );
  const attempt: Attempt = { plannedAt: at(now), plan, before, steps };
  const note = { by: SNAPBACK, what: `planned: ${plan.steps.map((step) => step.does).join("; ")}` };
  // A try that this one follows did not put the resource right, or has been undone by somebody since.
  const earlier = withAttempt(finding, (last) => ({
    ...last,
    finishedAt: last.finishedAt ?? at(now),
  })).attempts;
  return write(finding, { attempts: [...earlier, attempt].slice(-ATTEMPTS) }, note, now);
}

/** The latest attempt with changes; a finding without one is returned as it is. */
function withAttempt(finding: Finding, change: (attempt: Attempt) => Attempt): Finding {
  const latest = finding.attempts.at(-1);
  return latest ? { ...finding, attempts: [...finding.attempts.slice(0, -1), change(latest)] } : finding;
}

/** Records what one step came to, and, where another follows, that it is about to run. */
export function stepped(
  finding: Finding,
  index: number,
  outcome: Pick<StepOutcome, "status" | "output">,
  now: Date,
): Finding {
  const changed = withAttempt(finding, (attempt) => ({
    ...attempt,
    steps: attempt.steps.map((step, position) => {
      if (position === index) return { ...step, ...outcome, finishedAt: at(now) };
      return position === index + 1 ? { ...step, status: "started", startedAt: at(now) } : step;
    }),
  }));
  const does = finding.attempts.at(-1)?.plan.steps[index]?.does ?? `step ${index + 1}`;
  return write(changed, {}, { by: SNAPBACK, what: `did: ${does}` }, now);
}

/**
 * The resource was found safe. `by` tells whether a step of ours did that. A step that was started and never reported
 * counts as ours: it may have run, and then its undo must not be lost.
 */
export function remediate(finding: Finding, after: JsonObject, now: Date): Finding {
  const latest = finding.attempts.at(-1);
  const unfinished = latest !== undefined && latest.finishedAt === undefined;
  const ours = latest?.steps.findLast(({ status }) => status === "done" || status === "started");
  const by = unfinished && ours ? "snapback" : "already";
  const closed = withAttempt(finding, (attempt) =>
    unfinished ? { ...attempt, after, finishedAt: at(now) } : attempt,
  );
  const safe = {
    at: (by === "snapback" ? (ours?.finishedAt ?? ours?.startedAt) : undefined) ?? at(now),
    by,
  } as const;
  const what = by === "snapback" ? "verified: safe again" : "already safe: nothing to do";
  const changes = {
    safe,
    lease: undefined,
    dueAt: undefined,
    failure: undefined,
    retries: 0,
    recheck: false,
  };
  return move(closed, "remediate", changes, { by: SNAPBACK, what }, now);
}

/**
 * The response can't be carried out: with AWS's own words. A person has to look. A step under way has failed, too,
 * unless nobody knows whether it ran: then it stays `started`, and its undo is kept.
 */
export function fail(
  finding: Finding,
  failure: { code: string; message: string },
  now: Date,
  { mayHaveRun = false } = {},
): Finding {
  const outcome = { status: "failed", finishedAt: at(now), error: failure } as const;
  const ended = (step: StepOutcome) =>
    step.status === "started" && !mayHaveRun ? { ...step, ...outcome } : step;
  const closed = withAttempt(finding, (attempt) =>
    attempt.finishedAt === undefined
      ? { ...attempt, finishedAt: at(now), steps: attempt.steps.map(ended) }
      : attempt,
  );
  const note = { by: SNAPBACK, what: `failed: ${failure.code}: ${failure.message}` };
  return move(closed, "fail", { failure, lease: undefined, dueAt: undefined }, note, now);
}

/**
 * Gives the finding back after a failure that may pass; `reconcile` tries again after 2, 4, 8, 16 times `backoffMs`.
 * The fifth time in a row it fails instead.
 */
export function release(
  finding: Finding,
  failure: { code: string; message: string },
  backoffMs: number,
  now: Date,
): Finding {
  const retries = finding.retries + 1;
  if (retries >= RETRIES) return fail(finding, failure, now, { mayHaveRun: true });
  const dueAt = at(now, backoffMs * 2 ** retries);
  const note = { by: SNAPBACK, what: `will try again: ${failure.code}: ${failure.message}` };
  return move(finding, "release", { failure, retries, dueAt, lease: undefined }, note, now);
}

/**
 * Leaves the finding to a person, for a reason that the record did not show. Of an attempt that was under way everything
 * is kept: a step may have run.
 */
export function leaveToPerson(finding: Finding, reason: string, now: Date): Finding {
  const note = { by: SNAPBACK, what: `left to a person: ${reason}` };
  const changes = { hold: reason, lease: undefined, dueAt: undefined, recheck: false };
  return move(finding, "leaveToPerson", changes, note, now);
}
