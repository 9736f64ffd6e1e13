import { awsFailure, awsWords } from "../aws/error.ts";
import type { Detection, Inspection } from "../detections/define.ts";
import type { Proposal } from "../finding/attempt-schema.ts";
import { exempt } from "../finding/decide.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import * as waiting from "../finding/waiting.ts";
import { pauseFallen } from "../notice/raise.ts";
import { advance } from "./advance.ts";
import { CallError } from "./call-error.ts";
import { carryOut } from "./carry-out.ts";
import { contestOf } from "./contest.ts";
import { keepBaselines, lookAfter, lookAt } from "./look.ts";
import { type Obstacle, obstacle } from "./obstacle.ts";
import { type Plan, planId } from "./plan.ts";
import type { Responder } from "./responder.ts";
import { told } from "./told.ts";

type Response = NonNullable<Detection["response"]>;

/** Rounds of plan and steps in one go, for when the violation comes back while it is being put right. */
const ROUNDS = 5;

/**
 * Puts a claimed finding's resource right: looks at it, and runs the plan if nothing stands in the way; otherwise the plan is left
 * for a person to see, or to approve. What AWS says no to ends it for now, or for good.
 */
export async function putRight(claimed: Finding, response: Response, responder: Responder): Promise<void> {
  const current = { finding: claimed };
  try {
    await rounds(current, response, responder);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const words = awsWords(error.cause ?? error);
    const passing = awsFailure(error.cause) === "passing";
    const { backoffMs, log, now } = responder;
    const left = await advance(
      current.finding,
      (known) =>
        passing ? lifecycle.release(known, words, backoffMs, now()) : lifecycle.fail(known, words, now()),
      responder,
    );
    if (left.state === "failed") log.error("finding.failed", { ...told(left), error: words });
    else log.warn("finding.will-retry", { ...told(left), error: words, dueAt: left.dueAt });
  }
}

async function rounds(
  current: { finding: Finding },
  response: Response,
  responder: Responder,
): Promise<void> {
  const { now } = responder;
  const look = lookAt(current.finding, response, responder);
  let seen = await look();
  for (let round = 0; ; round++) {
    if (seen.plan === undefined) {
      const { state, guard, stuck } = seen;
      if (stuck !== undefined)
        return stop(current.finding, { kind: "hold", reason: stuck }, seen, undefined, responder);
      // Safe, unless a call came in while we looked: then look again.
      current.finding = await advance(
        current.finding,
        (known) =>
          known.recheck
            ? lifecycle.rechecking(known, now())
            : lifecycle.remediate(known, { state, guard }, now()),
        responder,
      );
      if (current.finding.state === "responding") {
        seen = await look();
        continue;
      }
      responder.log.info("finding.remediated", told(current.finding));
      return keepBaselines(current.finding, seen, responder);
    }
    if (round >= ROUNDS) throw new CallError(`it came back ${ROUNDS} times while it was being put right`);
    if (current.finding.settlingUntil !== undefined && !current.finding.recheck) {
      if (now().toISOString() < current.finding.settlingUntil)
        return waitToSettle(current.finding, response, responder);
      throw new CallError(
        `AWS took every step, and does not show it after ${response.settlesWithinMinutes} minutes`,
      );
    }
    const { plan } = seen;
    const mayGoOn = (finding: Finding) => obstacle(finding, plan, response, responder);
    const stopped =
      (await mayGoOn(current.finding)) ?? (await excess(current.finding, seen, plan, responder));
    if (stopped === "contested") return;
    if (stopped) return stop(current.finding, stopped, seen, plan, responder);
    const ran = await carryOut(current.finding, seen.state, plan, mayGoOn, responder);
    current.finding = ran.finding;
    if (ran.stopped) {
      const left = await look();
      return stop(current.finding, ran.stopped, left, left.plan, responder);
    }
    const after = await lookAfter(plan, look, response, responder);
    if (after === undefined) {
      if (response.settlesWithinMinutes !== undefined)
        return waitToSettle(current.finding, response, responder);
      throw new CallError("AWS took every step, and the resource is as wrong as before");
    }
    seen = after;
  }
}

async function waitToSettle(finding: Finding, response: Response, responder: Responder): Promise<void> {
  const { now, log } = responder;
  const { settlesWithinMinutes = 0 } = response;
  const settling = await advance(
    finding,
    (known) => lifecycle.settle(known, settlesWithinMinutes, now()),
    responder,
  );
  log.info("finding.settling", { ...told(settling), dueAt: settling.dueAt, until: settling.settlingUntil });
}

/**
 * What an automatic response may not do without end: put the same right again and again, or more of them than the operator allows
 * within an hour. A plan is counted before it is written down, so that a crash can make the count too high and never too low.
 */
async function excess(
  finding: Finding,
  seen: Inspection,
  plan: Plan,
  responder: Responder,
): Promise<Obstacle | "contested" | undefined> {
  if (finding.approval) return undefined;
  const { now, log, changes } = responder;
  const settings = await responder.settings();
  const contest = finding.contested?.reverting ? undefined : contestOf(finding, settings, now());
  if (contest) {
    const proposal = proposed(plan, seen, contest.what, now());
    const contested = await advance(
      finding,
      (known) => waiting.contest(known, { ...contest, proposal }, now()),
      responder,
    );
    log.error("finding.contested", { ...told(contested), times: contest.times, dueAt: contested.dueAt });
    return "contested";
  }
  const { automaticChangesPerHour: cap, allowance } = settings;
  if (await changes.count(allowance, cap, now())) return undefined;
  const reason = `the pause fell by itself: ${cap} automatic changes were made within the hour, and no more are allowed (automaticChangesPerHour)`;
  // Told first: whoever comes after a crash lets the pause fall, too.
  await responder.notices.raise(pauseFallen(allowance, reason, now(), responder.gatherMs));
  if (await responder.pause.fall(allowance, reason, now()))
    log.error("pause.fallen", { reason, cap, allowance });
  return { kind: "ask", why: `Snapback is paused: ${reason}` };
}

function proposed(plan: Plan, { state }: Inspection, why: string, now: Date): Proposal {
  return { id: planId(plan), plan, before: state, madeAt: now.toISOString(), why };
}

/** Leaves the finding as what stands in the way asks for; where nothing is wrong (any more), it is at rest. */
async function stop(
  finding: Finding,
  stopped: Obstacle,
  seen: Inspection,
  plan: Plan | undefined,
  responder: Responder,
): Promise<void> {
  const { now, log } = responder;
  const { approvalMinutes } = await responder.settings();
  const expiresAt = new Date(now().getTime() + approvalMinutes * 60_000).toISOString();
  const left = await advance(
    finding,
    (known) => {
      if (stopped.kind === "exempt")
        return exempt(known, stopped.exemption, undefined, stopped.warnHours, now());
      if (plan === undefined) {
        if (seen.stuck !== undefined) return waiting.hold(known, seen.stuck, undefined, now());
        return lifecycle.remediate(known, seen, now());
      }
      if (stopped.kind === "hold")
        return waiting.hold(known, stopped.reason, proposed(plan, seen, stopped.reason, now()), now());
      const { why, instead } = stopped;
      const proposal = { ...proposed(plan, seen, why, now()), expiresAt, ...(instead && { instead }) };
      return waiting.ask(known, proposal, now());
    },
    responder,
  );
  log.info("finding.left", { ...told(left), state: left.state, hold: left.hold, why: left.proposal?.why });
}
