import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planWith, proposalWith } from "../../test/findings.ts";
import {
  ACTIONS,
  after,
  askedWith,
  decisions,
  exemptionWith,
  known,
  lease,
  openFinding,
  seenWith,
  timeAfter,
} from "../../test/lives.ts";
import type { Decision } from "../decision/schema.ts";
import { covering } from "../exemption/covers.ts";
import { exemptableOf } from "../exemption/exemptable.ts";
import type { Exemption } from "../exemption/schema.ts";
import { coverOf } from "../exemption/warning.ts";
import * as attempts from "./attempt.ts";
import { exempt, uncover } from "./decide.ts";
import type { AccountMove } from "./lead.ts";
import * as lifecycle from "./lifecycle.ts";
import { whatNext } from "./next.ts";
import { observe } from "./observe.ts";
import type { Finding } from "./schema.ts";
import { transitions } from "./transitions.ts";
import { beginUndo, finishUndo, refuseUndo, takeOverUndo, undoable, undoStepped, undoSteps } from "./undo.ts";
import * as waiting from "./waiting.ts";

/* A finding's whole life, without the account: what that would have led to is chosen at random. */

const OUTCOMES = [
  "safe",
  "ran",
  "refused",
  "passing",
  "settling",
  "held",
  "asked",
  "contested",
  "dead",
] as const;
type Outcome = (typeof OUTCOMES)[number];

/** All that happens, in the order in which it does. `run` is whoever leads the finding's life on. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ run: fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 6 }) }) },
  fc.record({ wait: fc.constantFrom(1, 500, 2000, 10_000, 60_000, 3_600_000, 100_000_000) }),
  fc.record({ decide: fc.constantFrom(...ACTIONS) }),
  fc.record({ exemptFor: fc.constantFrom(1000, 7_200_000, 200_000_000), ofUndo: fc.boolean() }),
  fc.record({ see: fc.boolean() }),
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** A life, as it happens. */
function newLife() {
  let finding = openFinding();
  let time = 0;
  let events = 1;
  const made: Decision[] = [];
  const exemptions: Exemption[] = [];
  /** All that have covered it, those that came last at the end. */
  const covers = new Set<string>();
  const now = () => after(time);
  const active = () => exemptions.filter(({ until }) => until > timeAfter(time));
  const cover = (of = finding) => covering(active(), exemptableOf(of), { tagKeys: [] });

  function noteCover(): void {
    if (!finding.exemption) return;
    covers.delete(finding.exemption.id);
    covers.add(finding.exemption.id);
  }

  function happens(what: Happening): void {
    if ("wait" in what) time += what.wait;
    else if ("decide" in what) made.push(decision(what.decide, `dec_${made.length}`));
    else if ("run" in what) run(what.run);
    else if ("exemptFor" in what) {
      const undo = what.ofUndo ? { undo: made.at(-1)?.id ?? "dec_none" } : {};
      const [madeAt, until] = [timeAfter(time), timeAfter(time + what.exemptFor)];
      exemptions.push(exemptionWith({ id: `exm_${exemptions.length}`, madeAt, until, ...undo }));
    } else {
      events += 1;
      const exemption = what.see ? cover() : undefined;
      finding = observe(finding, seenWith(`e-${events}`, { exemption }), now());
      noteCover();
    }
  }

  function decision(action: Decision["action"], id: string): Decision {
    const exemption = exemptions.at(-1)?.id;
    const plan = finding.proposal?.id ?? "pln_none";
    const each: { [action in Decision["action"]]: Decision } = {
      approve: decisions.approve(id, plan),
      reject: decisions.reject(id, plan),
      undo: decisions.undo(id, undoable(finding)?.id ?? 0, exemption),
      dismiss: decisions.dismiss(id),
      exempt: decisions.exempt(id, exemption),
      retry: decisions.retry(id),
    };
    return { ...each[action], at: timeAfter(time) };
  }

  /** As `lead` and `respond` do, with time standing still. It has to come to an end by itself. */
  function run(outcomes: readonly Outcome[]): void {
    const most = 3 * (made.length - finding.decided.length) + 12;
    for (let moves = 0; ; moves++) {
      expect(moves, "moves without an end").toBeLessThan(most);
      const move = whatNext(finding, known({ decisions: made, exemptions: active() }), now());
      if (move.kind === "rest") break;
      const before = finding;
      const outcome = outcomes[moves % outcomes.length] ?? "dead";
      finding =
        move.kind === "write" ? move.next : inAccount(finding, move, outcome, { now: now(), cover, active });
      noteCover();
      if (move.kind === "write") expectWrite(before, finding);
      const taken = finding.decided.slice(before.decided.length).map(({ id }) => id);
      // In the order in which they were made, and one at a time.
      const first = made.find(({ id }) => !before.decided.some((one) => one.id === id));
      if (taken.length > 0) expect(taken).toEqual([first?.id]);
    }
    const { state, dueAt, decided } = finding;
    // At rest nothing is due, or it would be sent again and again.
    if (dueAt !== undefined) expect(dueAt > timeAfter(time), `${state} is due`).toBe(true);
    const busy = state === "responding" || state === "undoing";
    if (!busy) expect(decided.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    if (cover()) expect(["open", "awaiting-approval", "contested"]).not.toContain(state);
  }

  return { happens, finding: () => finding, covers: () => [...covers] };
}

interface Account {
  now: Date;
  active: () => Exemption[];
  cover: (of: Finding) => Exemption | undefined;
}

/** What becomes of a move that needs the account. */
function inAccount(finding: Finding, move: AccountMove, outcome: Outcome, account: Account): Finding {
  const { now } = account;
  const soon = new Date(now.getTime() + 5000).toISOString();
  switch (move.kind) {
    case "respond":
      return responded(lifecycle.claim(finding, "a", 10_000, now), outcome, soon, account);
    case "approve":
      return responded(lifecycle.approve(finding, move.decision, "a", 10_000, now), outcome, soon, account);
    case "revert":
      return responded(lifecycle.revert(finding, "a", 10_000, now), outcome, soon, account);
    case "undo":
      return outcome === "refused"
        ? refuseUndo(finding, move.decision, { reason: "changed" }, now)
        : undone(beginUndo(finding, move.decision, {}, lease, now), outcome, account);
    case "continue-undo":
      return undone(takeOverUndo(finding, "a", 10_000, now), outcome, account);
    case "uncovered":
    default:
      if (outcome === "safe") return lifecycle.close(finding, {}, now);
      return finding.state === "undone" && outcome !== "refused"
        ? waiting.ask(finding, askedWith({ expiresAt: soon }), now)
        : uncover(finding, true, now);
  }
}

const failure = { code: "X", message: "no" };

function responded(claimed: Finding, outcome: Outcome, soon: string, { now, cover }: Account): Finding {
  const exemption = cover(claimed);
  if (exemption) return exempt(claimed, exemption, undefined, 1, now);
  const acting = () => attempts.planned(claimed, planWith(), {}, now);
  const contest = { proposal: proposalWith(), times: 3, what: "c", againAfterMs: 30_000 };
  switch (outcome) {
    case "safe":
      return lifecycle.remediate(claimed, { state: {} }, now);
    case "ran":
      return lifecycle.remediate(attempts.stepped(acting(), 0, { status: "done" }, now), { state: {} }, now);
    case "refused":
      return lifecycle.fail(acting(), failure, now);
    case "passing":
      return lifecycle.release(acting(), failure, 1000, now);
    case "settling":
      return lifecycle.settle(acting(), 2, now);
    case "held":
      return waiting.hold(claimed, "mode monitor", proposalWith(), now);
    case "asked":
      return waiting.ask(claimed, askedWith({ expiresAt: soon }), now);
    case "contested":
      return waiting.contest(claimed, contest, now);
    case "dead":
    default:
      return acting();
  }
}

function undone(begun: Finding, outcome: Outcome, { now, active }: Account): Finding {
  if (outcome === "dead") return begun;
  if (outcome === "refused") return lifecycle.fail(begun, failure, now);
  if (outcome === "passing") return lifecycle.release(begun, failure, 1000, now);
  const done = (finding: Finding, index: number) => undoStepped(finding, index, { status: "done" }, now);
  const stepped = (begun.undo?.steps ?? []).reduce((finding, _, index) => done(finding, index), begun);
  const exemption = active().find(({ id }) => id === begun.undo?.exemption);
  const at = now.toISOString();
  const over = { id: "exm_over", until: at, warnAt: at, warned: true };
  return finishUndo(stepped, {}, exemption ? coverOf(exemption, 1) : over, now);
}

function expectWrite(before: Finding, next: Finding) {
  const allowed: readonly { from: readonly string[]; to: string }[] = Object.values(transitions);
  const stays = before.state === next.state;
  const moves = allowed.some(({ from, to }) => from.includes(before.state) && to === next.state);
  expect(stays || moves, `${before.state} -> ${next.state}`).toBe(true);
  expect(next.version).toBe(before.version + 1);
  expect(next.pending).toMatchObject([{ from: before.state, to: next.state, version: next.version }]);
}

describe("whatever happens in a finding's life", () => {
  it("each decision is followed or refused once, in order, and each run comes to rest with nothing due", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (all) => {
        const life = newLife();
        for (const what of all) life.happens(what);
        life.happens({ run: ["safe"] });
        // No undo is lost: what was done and not taken back can still be, unless five later tries did more.
        for (const attempt of life.finding().attempts) {
          const did = attempt.steps.some(({ status }) => status === "done" || status === "started");
          const steps = undoSteps(life.finding(), attempt.id);
          const offered = steps.some((step) => step.attempt === attempt.id);
          expect(offered).toBe(did && attempt.undone === undefined);
        }
        // Whatever it was exempt by can be told of each of these exemptions.
        expect(life.finding().exemptedBy ?? []).toEqual(life.covers().slice(-20));
      }),
      { numRuns: 500 },
    );
  });
});
