import { describe, expect, it } from "vitest";
import { attemptWith, proposalWith } from "../../test/findings.ts";
import {
  ACTIONS,
  actingFinding,
  after,
  askedWith,
  claimedFinding,
  decisions,
  exemptionWith,
  findingIn,
  known,
  openFinding,
  START,
  timeAfter,
} from "../../test/lives.ts";
import type { Decision } from "../decision/schema.ts";
import { refuse } from "./decide.ts";
import * as lifecycle from "./lifecycle.ts";
import { type Known, type Move, whatNext } from "./next.ts";
import { type Finding, State } from "./schema.ts";
import { can, type TransitionName } from "./transitions.ts";
import { finishUndo } from "./undo.ts";
import * as waiting from "./waiting.ts";

const DAY_MS = 86_400_000;
const now = after(60_000);

/** What comes next: a write by the state that it leads to, anything else by its name. */
function next(finding: Finding, knowing: Partial<Known> = {}, time = now): string {
  return named(whatNext(finding, known(knowing), time));
}
const named = (move: Move) => (move.kind === "write" ? `-> ${move.next.state}` : move.kind);
const written = (finding: Finding, knowing: Partial<Known> = {}, time = now) => {
  const move = whatNext(finding, known(knowing), time);
  if (move.kind !== "write") throw new Error(`nothing is written, but: ${move.kind}`);
  return move.next;
};

describe("by itself", () => {
  it.each<[State, string, string, string, string]>([
    // state, at once, when all its times are over, the same with an exemption that covers it
    ["open", "respond", "respond", "-> exempt", "-> exempt"],
    ["awaiting-approval", "rest", "-> open", "-> exempt", "-> exempt"],
    ["responding", "rest", "respond", "rest", "respond"],
    ["remediated", "rest", "rest", "rest", "rest"],
    ["failed", "rest", "rest", "rest", "rest"],
    ["contested", "rest", "rest", "-> exempt", "-> exempt"],
    ["undoing", "rest", "continue-undo", "rest", "continue-undo"],
    ["undone", "uncovered", "uncovered", "rest", "-> undone"],
    ["exempt", "uncovered", "uncovered", "rest", "-> exempt"],
    ["dismissed", "rest", "rest", "rest", "rest"],
  ])("a finding that is %s: %s, later %s, exempt %s, later %s", (state, ...moves) => {
    const finding = findingIn(state);
    const exemptions = [exemptionWith()];
    const [soon, later] = [after(1000), after(30 * DAY_MS)];
    expect([
      next(finding, {}, soon),
      next(finding, {}, later),
      next(finding, { exemptions }, soon),
      next(finding, { exemptions }, later),
    ]).toEqual(moves);
  });

  it("what is left to a person rests, and what was never looked at, since nobody can", () => {
    expect(next(waiting.hold(claimedFinding(), "monitor", proposalWith(), START))).toBe("rest");
    expect(next(openFinding({ reachable: false }))).toBe("rest");
  });

  it("what waits for a failure, for AWS, or for a contest to cool down is left alone until then", () => {
    const failure = { code: "Throttling", message: "slow down" };
    const released = lifecycle.release(claimedFinding(), failure, 1000, START);
    const settling = lifecycle.settle(actingFinding(), 5, START);
    const undoing = lifecycle.release(findingIn("undoing"), failure, 1000, START);
    const contest = { proposal: proposalWith(), times: 3, what: "c", againAfterMs: 2000 };
    const contested = waiting.contest(claimedFinding(), contest, START);
    const each: [Finding, number, string][] = [
      [released, 2000, "respond"],
      [settling, 60_000, "respond"],
      [undoing, 2000, "continue-undo"],
      [contested, 2000, "revert"],
    ];
    for (const [finding, ms, move] of each) {
      expect(next(finding, {}, after(ms - 1))).toBe("rest");
      expect(next(finding, {}, after(ms))).toBe(move);
    }
  });

  it("what nobody approved expires at its time", () => {
    const asked = waiting.ask(claimedFinding(), askedWith({ expiresAt: timeAfter(5000) }), START);
    expect(next(asked, {}, after(4999))).toBe("rest");
    expect(next(asked, {}, after(5000))).toBe("-> open");
    expect(next(written(asked, {}, after(5000)), {}, after(9 * DAY_MS))).toBe("rest");
  });
});

describe("under an exemption", () => {
  const until = timeAfter(2 * DAY_MS);
  const warnTime = after(DAY_MS);
  const exempt = findingIn("exempt");

  it("people are warned once, before it ends", () => {
    const exemptions = [exemptionWith()];
    expect(next(exempt, { exemptions }, new Date(warnTime.getTime() - 1))).toBe("rest");
    const warned = written(exempt, { exemptions }, warnTime);
    expect(warned).toMatchObject({ state: "exempt", exemption: { warned: true }, dueAt: until });
    expect(next(warned, { exemptions }, warnTime)).toBe("rest");
  });

  it("a finding goes over to the one that holds longest, and is uncovered with the last", () => {
    const longer = exemptionWith({ id: "exm_2", until: timeAfter(4 * DAY_MS) });
    const covered = written(exempt, { exemptions: [exemptionWith(), longer] });
    expect(covered.exemption?.id).toBe("exm_2");
    expect(next(covered, { exemptions: [exemptionWith(), longer] })).toBe("rest");
    expect(written(covered, { exemptions: [exemptionWith()] }).exemption?.id).toBe("exm_1");
    expect(next(covered, { exemptions: [] })).toBe("uncovered");
  });

  it("that does not cover it any more it is uncovered, though that one still holds", () => {
    const other = exemptionWith({ scope: { account: "444455556666" } });
    expect(next(exempt, { exemptions: [other] })).toBe("uncovered");
    expect(next(findingIn("open"), { exemptions: [other] })).toBe("respond");
  });

  it("by a tag it stays, since whether that is there shows in the live account alone", () => {
    const tagged = exemptionWith({ scope: { tag: { key: "open", value: "yes" } } });
    const settings = { exemptions: { ...known().settings.exemptions, tagKeys: ["open"] } };
    expect(next(exempt, { exemptions: [tagged], settings })).toBe("rest");
    expect(next(findingIn("open"), { exemptions: [tagged], settings })).toBe("respond");
  });

  it("that was made for an undo it is left alone once that was followed, and not where it was refused", () => {
    const exemptions = [exemptionWith({ undo: "dec_undo" })];
    expect(next(openFinding(), { exemptions })).toBe("respond");
    const refused = refuse(openFinding(), decisions.undo("dec_undo", 3), "changed", now);
    expect(next(refused, { exemptions })).toBe("respond");
    expect(next(findingIn("undone"), { exemptions }, after(1000))).toBe("rest");
  });

  it("what was undone stays so for as long as any covers it", () => {
    const undone = findingIn("undone");
    const other = exemptionWith({ id: "exm_9" });
    expect(written(undone, { exemptions: [other] })).toMatchObject({
      state: "undone",
      exemption: { id: "exm_9" },
    });
    const ended = { id: "exm_1", until: timeAfter(200), warnAt: timeAfter(200), warned: true };
    const late = finishUndo(findingIn("undoing"), {}, ended, after(200));
    expect(next(late)).toBe("uncovered");
  });
});

/** By action: the transition that it takes, and what whoever can do it does. */
const follows: { [action in Decision["action"]]: [TransitionName, string] } = {
  approve: ["approve", "approve"],
  reject: ["reject", "-> dismissed"],
  dismiss: ["dismiss", "-> dismissed"],
  retry: ["retry", "-> open"],
  exempt: ["exempt", "-> exempt"],
  undo: ["beginUndo", "undo"],
};
const everyDecision = ACTIONS.flatMap((action) => State.options.map((state) => [action, state] as const));
const made: { [action in Decision["action"]]: Decision } = {
  approve: decisions.approve("dec_1"),
  reject: decisions.reject("dec_1"),
  dismiss: decisions.dismiss("dec_1"),
  retry: decisions.retry("dec_1"),
  exempt: decisions.exempt("dec_1"),
  undo: decisions.undo("dec_1", 3),
};

describe("a person's decision", () => {
  const exemptions = [exemptionWith()];

  it.each(everyDecision)("to %s a finding that is %s is followed, or refused in words", (action, state) => {
    const finding = { ...findingIn(state), proposal: proposalWith(), attempts: [attemptWith()] };
    const [transition, move] = follows[action];
    const busy = state === "responding" || state === "undoing";
    const taken = whatNext(finding, known({ decisions: [made[action]], exemptions }), after(1000));
    const mark = { id: "dec_1", at: timeAfter(1000) };
    const [becomes, marks] = busy
      ? ["rest", []]
      : can(finding, transition)
        ? [move, move.startsWith("->") ? [mark] : []]
        : [`-> ${state}`, [{ ...mark, refused: `it is ${state} by now` }]];
    expect(named(taken)).toBe(becomes);
    const decided = taken.kind === "write" ? taken.next.decided : finding.decided;
    expect(decided).toEqual([...finding.decided, ...marks]);
  });

  const refusal = (finding: Finding, decision: Decision, knowing: Partial<Known> = {}) =>
    written(finding, { decisions: [decision], ...knowing }).decided.at(-1)?.refused;
  const asked = findingIn("awaiting-approval");

  it("about a plan that is another one by now is refused", () => {
    expect(refusal(asked, decisions.approve("dec_1", "pln_other"))).toBe("another plan waits by now");
    expect(refusal(asked, decisions.reject("dec_1", "pln_other"))).toBe("another plan waits by now");
    expect(refusal(openFinding(), decisions.approve("dec_1"))).toBe("another plan waits by now");
    expect(refusal(openFinding(), decisions.reject("dec_1"))).toBe("another plan waits by now");
  });

  it("to approve counts by when it was made, not by when it is followed", () => {
    const proposal = { ...proposalWith(), expiresAt: timeAfter(5000) };
    const finding = { ...asked, proposal, dueAt: timeAfter(5000) };
    const inTime = [decisions.approve("dec_1", proposal.id, timeAfter(5000))];
    expect(next(finding, { decisions: inTime }, after(DAY_MS))).toBe("approve");
    expect(next(waiting.expire(finding, after(6000)), { decisions: inTime }, after(DAY_MS))).toBe("approve");
    const late = decisions.approve("dec_1", proposal.id, timeAfter(5001));
    expect(refusal(finding, late)).toBe(`it could be approved until ${timeAfter(5000)}`);
  });

  it("to look again is refused where nobody can look", () => {
    expect(refusal(findingIn("failed"), decisions.retry("dec_1"), { reachable: false })).toContain(
      "can't look",
    );
  });

  it("to exempt is refused where its exemption does not hold any more", () => {
    expect(refusal(openFinding(), decisions.exempt("dec_1"))).toBe(
      "its exemption exm_1 does not hold any more",
    );
  });

  it("to undo is refused where there is nothing to take back", () => {
    const refused = refusal(findingIn("remediated"), decisions.undo("dec_1", 9));
    expect(refused).toBe("there is nothing (more) to undo of it");
  });

  it("is followed once, also where that came to nothing", () => {
    const open = written(openFinding(), { decisions: [made.dismiss] });
    expect(next(open, { decisions: [made.dismiss] })).toBe("rest");
    const refused = written(findingIn("remediated"), { decisions: [made.dismiss] });
    expect(next(refused, { decisions: [made.dismiss] })).toBe("rest");
  });

  it("waits for whoever is at the finding, and then comes before all else", () => {
    const approved = { decisions: [decisions.dismiss("dec_1")] };
    expect(next(claimedFinding(), approved, after(9999))).toBe("rest");
    // A response that has stopped half-way is finished first.
    expect(next(claimedFinding(), approved, after(10_000))).toBe("respond");
    expect(next(openFinding(), { ...approved, exemptions })).toBe("-> dismissed");
  });

  it("is followed in the order in which they were made", () => {
    const order = [decisions.dismiss("dec_2"), decisions.retry("dec_1"), decisions.dismiss("dec_3")];
    const first = written(openFinding(), { decisions: order });
    const second = written(first, { decisions: order });
    const third = written(second, { decisions: order });
    expect([first, second, third].map(({ state }) => state)).toEqual(["dismissed", "open", "dismissed"]);
    expect(third.decided.map(({ id }) => id)).toEqual(["dec_2", "dec_1", "dec_3"]);
  });

  it.each<[string, (n: number) => Decision]>([
    ["followed", (n) => (n % 2 === 0 ? decisions.dismiss(`dec_${n}`) : decisions.retry(`dec_${n}`))],
    ["refused", (n) => decisions.approve(`dec_${n}`)],
    ["first refused and then followed", (n) => (n < 20 ? decisions.approve(`dec_${n}`) : follow(n))],
    ["followed and refused in turn", (n) => (n % 3 === 0 ? decisions.approve(`dec_${n}`) : follow(n))],
  ])("of long ago is not taken for a new one, however many have been %s since", (_, decide) => {
    let finding = openFinding();
    const all: Decision[] = [];
    for (let n = 0; n < 250; n++) {
      all.push({ ...decide(n), at: timeAfter(n * 1000) });
      // Taken some time after it was made.
      const taken = after(n * 1000 + 500);
      finding = written(finding, { decisions: all }, taken);
      expect(finding.decided.at(-1)?.id).toBe(`dec_${n}`);
      expect(["rest", "respond"]).toContain(next(finding, { decisions: all }, taken));
    }
  });

  const follow = (n: number) => decisions[n % 2 === 0 ? "dismiss" : "retry"](`dec_${n}`);
});
