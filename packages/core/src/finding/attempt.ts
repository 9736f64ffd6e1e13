import type { JsonObject } from "../json.ts";
import type { Plan } from "../response/plan.ts";
import type { Attempt, StepOutcome } from "./attempt-schema.ts";
import type { Finding } from "./schema.ts";
import { at, IllegalTransitionError, SNAPBACK, write } from "./transitions.ts";

/* What a finding keeps of each try at putting the resource right. */

/**
 * An item holds 400 KB, and has room for more than the attempts alone: for a proposal, and for an undo. Most plans are small, but
 * one of a key's policy holds it twice, at 32 KB each.
 */
const ATTEMPTS = 5;
const CHARACTERS = 200_000;

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
  const fits = attempts.length <= ATTEMPTS && JSON.stringify(attempts).length <= CHARACTERS;
  if (fits || attempts.length === 1) return attempts;
  const spare = attempts.findIndex(
    ({ undone, steps, finishedAt }) =>
      finishedAt !== undefined && (undone !== undefined || !steps.some(changedSomething)),
  );
  return kept(attempts.toSpliced(Math.max(spare, 0), 1));
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
