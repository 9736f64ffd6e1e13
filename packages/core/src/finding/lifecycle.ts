import type { JsonObject } from "../json.ts";
import type { Plan } from "../response/plan.ts";
import { decidedBy } from "./decided.ts";
import type { Attempt, Finding, Party, Proposal, StepOutcome } from "./schema.ts";
import { at, IllegalTransitionError, move, SNAPBACK, write } from "./transitions.ts";

/*
 * What `respond` makes of a finding: pure functions, each of which takes it as it was read and gives it as it is to be
 * written.
 */

/** An item holds 400 KB; plans and states of this many tries fit in it many times over. */
const ATTEMPTS = 5;
/** As many as the longest window of `contested` can ask for. */
const REMEDIATIONS = 20;
/** After this many passing failures in a row the finding fails, and a person looks. */
const RETRIES = 5;
/** How often to look whether AWS shows by now what was done. */
const SETTLE_MS = 60_000;

/** What a finding is like when nobody is at it any more. */
const idle = {
  lease: undefined,
  dueAt: undefined,
  look: false,
  recheck: false,
  settlingUntil: undefined,
} satisfies Partial<Finding>;

/** May the next one take it? Not while somebody has it, nor while it waits for a failure, or for AWS, to pass. */
function free({ lease, dueAt }: Finding, now: Date): boolean {
  const until = lease?.until ?? dueAt;
  return until === undefined || until <= at(now);
}

/** Is this one for `respond`, now? Open and to be looked at, or its last responder's lease or wait has run out. */
export function claimable(finding: Finding, now: Date): boolean {
  if (finding.state === "open") return finding.look && (finding.retries === 0 || free(finding, now));
  return finding.state === "responding" && free(finding, now);
}

/** Has whoever was undoing this stopped? */
export function undoStopped(finding: Finding, now: Date): boolean {
  return finding.state === "undoing" && free(finding, now);
}

/**
 * Takes the finding for one responder. Until the lease runs out nobody else may act on it.
 *
 * @throws IllegalTransitionError
 */
export function claim(finding: Finding, owner: string, leaseMs: number, now: Date): Finding {
  const what = finding.state === "responding" ? "took over a response that had stopped" : "began to respond";
  return move(finding, "claim", leased(owner, leaseMs, now), { by: SNAPBACK, what }, now);
}

/** Takes a contested finding whose wait is over, to put it right once more. */
export function revert(finding: Finding, owner: string, leaseMs: number, now: Date): Finding {
  const contested = finding.contested && { ...finding.contested, reverting: true };
  const note = { by: SNAPBACK, what: "puts the critical exposure right once more" };
  return move(finding, "revert", { ...leased(owner, leaseMs, now), contested }, note, now);
}

function leased(owner: string, leaseMs: number, now: Date) {
  const until = at(now, leaseMs);
  return { lease: { owner, until }, dueAt: until, recheck: false };
}

/** A person let the proposal run: the finding is taken for that, and the plan has to be made again first. */
export function approve(
  finding: Finding,
  { id, by }: { id: string; by: Party },
  owner: string,
  leaseMs: number,
  now: Date,
): Finding {
  const { proposal } = finding;
  if (!proposal) throw new IllegalTransitionError(`${finding.id} has no plan to approve`);
  const changes = {
    ...leased(owner, leaseMs, now),
    approval: { decision: id, proposal: proposal.id, by, steps: proposal.plan.steps },
    hold: undefined,
    // Whoever approves has resolved it: what comes after is counted anew.
    contested: undefined,
    remediations: [],
    retries: 0,
    ...decidedBy(finding, id, now),
  };
  return move(finding, "approve", changes, { by, what: `approved ${proposal.id}`, decision: id }, now);
}

/** Notes that what was seen meanwhile is about to be looked at. */
export function rechecking(finding: Finding, now: Date): Finding {
  return write(finding, { recheck: false }, undefined, now);
}

/** Writes down a plan with its undo, and that its first step is about to run: before anything is changed. */
export function planned(finding: Finding, plan: Plan, before: JsonObject, now: Date): Finding {
  const steps = plan.steps.map((_, index) =>
    index === 0 ? { status: "started" as const, startedAt: at(now) } : { status: "pending" as const },
  );
  const attempt: Attempt = {
    id: finding.version + 1,
    episode: finding.reopened,
    plannedAt: at(now),
    ...(finding.approval && { approvedBy: finding.approval.by }),
    plan,
    before,
    steps,
  };
  const note = { by: SNAPBACK, what: `planned: ${plan.steps.map((step) => step.does).join("; ")}` };
  // A try that this one follows did not put the resource right, or has been undone by somebody since.
  const earlier = closed(finding, {}, now).attempts;
  return write(finding, { attempts: kept([...earlier, attempt]), proposal: undefined }, note, now);
}

/** Of too many attempts the earliest is forgotten that has nothing to undo, so that no undo is lost before it has to be. */
function kept(attempts: Attempt[]): Attempt[] {
  if (attempts.length <= ATTEMPTS) return attempts;
  const spare = attempts.findIndex(
    ({ undone, steps }) => undone !== undefined || !steps.some(changedSomething),
  );
  return attempts.toSpliced(Math.max(spare, 0), 1);
}

/** What a step did or may have done, and so has to be taken back. One that changed nothing has nothing to undo. */
export function changedSomething({ status }: StepOutcome): boolean {
  return status === "done" || status === "started";
}

/** The finding with its latest attempt over, if that was not yet. */
export function closed(finding: Finding, more: Partial<Attempt>, now: Date): Finding {
  const latest = finding.attempts.at(-1);
  if (!latest || latest.finishedAt !== undefined) return finding;
  const over = { ...latest, ...more, finishedAt: at(now) };
  return { ...finding, attempts: [...finding.attempts.slice(0, -1), over] };
}

/** Records what one step came to. */
export function stepped(
  finding: Finding,
  index: number,
  outcome: Pick<StepOutcome, "status" | "output">,
  now: Date,
): Finding {
  const latest = finding.attempts.at(-1);
  if (!latest) throw new IllegalTransitionError(`${finding.id} has no plan that could run`);
  const steps = outcomesAfter(latest.steps, index, outcome, { goOn: false }, now);
  const attempts = [...finding.attempts.slice(0, -1), { ...latest, steps }];
  const does = latest.plan.steps[index]?.does ?? `step ${index + 1}`;
  return write(finding, { attempts }, { by: SNAPBACK, what: `did: ${does}` }, now);
}

/** The steps after one of them has come to something; with `goOn` the next, if any, is about to run. */
export function outcomesAfter(
  steps: readonly StepOutcome[],
  index: number,
  outcome: Pick<StepOutcome, "status" | "output">,
  { goOn }: { goOn: boolean },
  now: Date,
): StepOutcome[] {
  return steps.map((step, position) => {
    if (position === index) return { ...step, ...outcome, finishedAt: at(now) };
    return goOn && position === index + 1 ? { ...step, status: "started", startedAt: at(now) } : step;
  });
}

/** Notes that the next step is about to run. */
export function starting(finding: Finding, index: number, now: Date): Finding {
  const latest = finding.attempts.at(-1);
  if (!latest) throw new IllegalTransitionError(`${finding.id} has no plan that could run`);
  const steps = latest.steps.map((step, position) =>
    position === index ? { ...step, status: "started" as const, startedAt: at(now) } : step,
  );
  return write(
    finding,
    { attempts: [...finding.attempts.slice(0, -1), { ...latest, steps }] },
    undefined,
    now,
  );
}

/**
 * The resource was found safe. `by` tells whether a step of ours did that. A step that was started and never reported
 * counts as ours: it may have run, and then its undo must not be lost.
 */
export function remediate(
  finding: Finding,
  { state, guard }: { state: JsonObject; guard?: JsonObject | undefined },
  now: Date,
): Finding {
  const latest = finding.attempts.at(-1);
  const unfinished = latest !== undefined && latest.finishedAt === undefined;
  const ours = latest?.steps.findLast(changedSomething);
  const by = unfinished && ours ? "snapback" : "already";
  const done = closed(finding, { after: state, guard: guard ?? state }, now);
  const safe = {
    at: (by === "snapback" ? (ours?.finishedAt ?? ours?.startedAt) : undefined) ?? at(now),
    by,
  } as const;
  const changes = {
    ...idle,
    safe,
    failure: undefined,
    proposal: undefined,
    approval: undefined,
    hold: undefined,
    retries: 0,
    remediations:
      by === "snapback" ? [...finding.remediations, safe.at].slice(-REMEDIATIONS) : finding.remediations,
  };
  const what = by === "snapback" ? "verified: safe again" : "already safe: nothing to do";
  const shown = by === "snapback" ? { before: latest?.before ?? {}, after: state } : { after: state };
  return move(done, "remediate", changes, { by: SNAPBACK, what, ...shown }, now);
}

/** What an exemption covered has been put right by somebody by the time it ends. */
export function close(finding: Finding, state: JsonObject, now: Date): Finding {
  const changes = {
    ...idle,
    safe: { at: at(now), by: "already" as const },
    exemption: undefined,
    proposal: undefined,
  };
  const note = { by: SNAPBACK, what: "its exemption has ended, and it is safe already", after: state };
  return move(finding, "close", changes, note, now);
}

interface Words {
  code: string;
  message: string;
}

/**
 * It can't be carried out: with AWS's own words. A person has to look. A step under way has failed, too, unless nobody
 * knows whether it ran: then it stays `started`, and its undo is kept.
 */
export function fail(finding: Finding, failure: Words, now: Date, { mayHaveRun = false } = {}): Finding {
  const over = <Step extends StepOutcome>(steps: readonly Step[]) =>
    steps.map((step) =>
      step.status === "started" && !mayHaveRun
        ? { ...step, status: "failed" as const, error: failure, finishedAt: at(now) }
        : step,
    );
  const undoing = finding.state === "undoing";
  const latest = finding.attempts.at(-1);
  const left = closed(finding, { steps: over(latest?.steps ?? []) }, now);
  const changes = {
    ...idle,
    failure,
    approval: undefined,
    ...(undoing &&
      finding.undo && {
        undo: { ...finding.undo, outcomes: over(finding.undo.outcomes), finishedAt: at(now) },
      }),
  };
  const what = `${undoing ? "the undo failed" : "failed"}: ${failure.code}: ${failure.message}`;
  return move(left, "fail", changes, { by: SNAPBACK, what, notice: "failed" }, now);
}

/**
 * Gives the finding back after a failure that may pass; `reconcile` tries again after 2, 4, 8, 16 times `backoffMs`.
 * The fifth time in a row it fails instead.
 */
export function release(finding: Finding, failure: Words, backoffMs: number, now: Date): Finding {
  const retries = finding.retries + 1;
  if (retries >= RETRIES) return fail(finding, failure, now, { mayHaveRun: true });
  const later = { failure, retries, dueAt: at(now, backoffMs * 2 ** retries), lease: undefined };
  const note = { by: SNAPBACK, what: `will try again: ${failure.code}: ${failure.message}` };
  if (finding.state === "undoing") return move(finding, "continueUndo", later, note, now);
  return move(finding, "release", { ...later, look: true }, note, now);
}

/** AWS took the steps and does not show it yet: looks again in a minute, for as long as the detection says. */
export function settle(finding: Finding, withinMinutes: number, now: Date): Finding {
  const settlingUntil = finding.settlingUntil ?? at(now, withinMinutes * 60_000);
  const note = { by: SNAPBACK, what: "AWS took every step and does not show it yet: will look again" };
  return move(finding, "settle", { settlingUntil, lease: undefined, dueAt: at(now, SETTLE_MS) }, note, now);
}

/**
 * Leaves the finding to a person, with the plan that would have run. Of an attempt that was under way everything is kept: a
 * step may have run. What was seen while it was looked at may be something to act on, and is looked at first.
 */
export function hold(finding: Finding, reason: string, proposal: Proposal | undefined, now: Date): Finding {
  const again = { hold: finding.hold, look: true, dueAt: at(now) };
  const left = finding.recheck ? again : { hold: reason, proposal };
  const what = finding.recheck
    ? "something new was seen meanwhile: will look again"
    : `left to a person: ${reason}`;
  const changes = { ...idle, ...left, approval: undefined };
  return move(closed(finding, {}, now), "hold", changes, { by: SNAPBACK, what }, now);
}

/** Asks a person to approve the plan, until a time. */
export function ask(finding: Finding, proposal: Proposal & { expiresAt: string }, now: Date): Finding {
  const changes = {
    ...idle,
    proposal,
    approval: undefined,
    exemption: undefined,
    failure: undefined,
    dueAt: proposal.expiresAt,
  };
  const what = `waits for approval until ${proposal.expiresAt}: ${proposal.why}`;
  return move(closed(finding, {}, now), "ask", changes, { by: SNAPBACK, what, notice: "approval" }, now);
}

/** Nobody approved in time. */
export function expire(finding: Finding, now: Date): Finding {
  const until = finding.proposal?.expiresAt ?? at(now);
  const reason = `nobody approved the plan by ${until}: have it made anew with "retry"`;
  const note = { by: SNAPBACK, what: `the approval expired: ${reason}` };
  return move(finding, "expire", { ...idle, hold: reason }, note, now);
}

/**
 * Put right too often: people are told who is at it. With `againAfterMs` Snapback goes on after that time; otherwise it stops
 * until a person resolves it.
 */
export function contest(
  finding: Finding,
  {
    proposal,
    times,
    what,
    againAfterMs,
  }: { proposal: Proposal; times: number; what: string; againAfterMs?: number | undefined },
  now: Date,
): Finding {
  const changes = {
    ...idle,
    proposal,
    contested: { since: finding.contested?.since ?? at(now), times },
    dueAt: againAfterMs === undefined ? undefined : at(now, againAfterMs),
  };
  const left = closed(finding, {}, now);
  return move(left, "contest", changes, { by: SNAPBACK, what, notice: "contested" }, now);
}
