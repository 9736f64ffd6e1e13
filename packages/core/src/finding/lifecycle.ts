import type { JsonObject } from "../json.ts";
import type { Party } from "../person/party.ts";
import { changedSomething, closed } from "./attempt.ts";
import type { StepOutcome } from "./attempt-schema.ts";
import { decidedBy } from "./decided.ts";
import { idle } from "./idle.ts";
import type { Finding } from "./schema.ts";
import { at, IllegalTransitionError, move, SNAPBACK, write } from "./transitions.ts";

/*
 * What `respond` makes of a finding: pure functions, each of which takes it as it was read and gives it as it is to be
 * written.
 */

/** As many as the longest window of `contested` can ask for. */
const REMEDIATIONS = 20;
/** After this many passing failures in a row the finding fails, and a person looks. */
const RETRIES = 5;
/** How often to look whether AWS shows by now what was done. */
const SETTLE_MS = 60_000;

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
