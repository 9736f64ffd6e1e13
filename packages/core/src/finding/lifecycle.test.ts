import { describe, expect, it } from "vitest";
import { attemptWith, planWith, proposalWith, revoke } from "../../test/findings.ts";
import {
  ALICE,
  actingFinding,
  after,
  askedWith,
  claimedFinding,
  decisions,
  exemptionWith,
  findingIn,
  lease,
  openFinding,
  remediatedFinding,
  START,
  seenWith,
  timeAfter,
} from "../../test/lives.ts";
import type { Exemption } from "../exemption/schema.ts";
import * as attempts from "./attempt.ts";
import * as decide from "./decide.ts";
import * as lifecycle from "./lifecycle.ts";
import { observe } from "./observe.ts";
import type { Finding } from "./schema.ts";
import { IllegalTransitionError } from "./transitions.ts";
import { beginUndo, undoable } from "./undo.ts";
import * as handedOver from "./waiting.ts";

const failure = { code: "RequestLimitExceeded", message: "slow down" };
const safe = { state: { rules: 0 } };
const statuses = ({ attempts: made }: Finding) => made.map(({ steps }) => steps.map(({ status }) => status));
const again = (finding: Finding, time = after(200), exemption?: Exemption) =>
  observe(finding, seenWith(`e-${finding.version}`, { exemption }), time);
/** Waits for another try. */
const waiting = (finding: Finding) => lifecycle.release(finding, failure, 1000, START);
const claim = (finding: Finding, time = after(200)) => lifecycle.claim(finding, "b", 1000, time);

describe("a claim", () => {
  it("gives a finding to one responder until its lease runs out", () => {
    const finding = claimedFinding();
    expect(finding).toMatchObject({ lease: { owner: "a" }, dueAt: timeAfter(10_000) });
    expect(lifecycle.claimable(finding, after(9999))).toBe(false);
    expect(lifecycle.claimable(finding, after(10_000))).toBe(true);
  });

  it("is for what nobody has looked at yet, at once", () => {
    expect(lifecycle.claimable(openFinding(), START)).toBe(true);
    expect(lifecycle.claimable(openFinding({ violation: { hold: "a doubt" } }), START)).toBe(true);
    expect(lifecycle.claimable(openFinding({ reachable: false }), after(99_999_999))).toBe(false);
  });

  it.each([
    "awaiting-approval",
    "remediated",
    "failed",
    "contested",
    "undoing",
    "undone",
    "exempt",
    "dismissed",
  ] as const)("is not for one that is %s", (state) => {
    expect(lifecycle.claimable(findingIn(state), after(99_999_999))).toBe(false);
  });

  it("forgets what made its predecessor look again, since it looks itself", () => {
    expect(claim(again(claimedFinding())).recheck).toBe(false);
  });
});

describe("a plan", () => {
  it("is written down with its undo, and that its first step is about to run, before anything is changed", () => {
    const plan = planWith({ steps: [revoke("sgr-1"), revoke("sgr-2")] });
    expect(actingFinding(plan).attempts).toEqual([
      {
        id: 3,
        episode: 0,
        plannedAt: timeAfter(0),
        plan,
        before: { rules: 1 },
        steps: [{ status: "started", startedAt: timeAfter(0) }, { status: "pending" }],
      },
    ]);
  });

  it("has each step written down before it runs, and what it came to", () => {
    const plan = planWith({ steps: [revoke("sgr-1"), revoke("sgr-2")] });
    const first = attempts.stepped(actingFinding(plan), 0, { status: "already", output: { a: 1 } }, after(5));
    expect(statuses(first)).toEqual([["already", "pending"]]);
    expect(first.pending).toMatchObject([{ what: "did: revoke sgr-1" }]);
    const second = attempts.starting(first, 1, after(6));
    expect(second.attempts[0]?.steps).toEqual([
      { status: "already", output: { a: 1 }, startedAt: timeAfter(0), finishedAt: timeAfter(5) },
      { status: "started", startedAt: timeAfter(6) },
    ]);
    expect(second.pending).toEqual([]);
  });

  it("can't be gone on with where there is none", () => {
    const done = { status: "done" as const };
    expect(() => attempts.stepped(claimedFinding(), 0, done, START)).toThrow(IllegalTransitionError);
    expect(() => attempts.starting(claimedFinding(), 0, START)).toThrow(IllegalTransitionError);
  });

  it("after another is of the same episode, or of the next one where the violation had come back", () => {
    const second = attempts.planned(actingFinding(), planWith(), {}, after(9));
    expect(second.attempts).toMatchObject([
      { id: 3, episode: 0, finishedAt: timeAfter(9) },
      { id: 4, episode: 0 },
    ]);
    expect(second.attempts[1]?.finishedAt).toBeUndefined();
    const next = attempts.planned(claim(again(remediatedFinding())), planWith(), {}, after(300));
    expect(next.attempts.map(({ episode }) => episode)).toEqual([0, 1]);
  });

  it("says who approved it, where somebody did", () => {
    const asked = findingIn("awaiting-approval");
    const approved = lifecycle.approve(asked, decisions.approve("dec_1"), "a", 1000, START);
    expect(approved).toMatchObject({
      approval: { decision: "dec_1", proposal: proposalWith().id, by: ALICE, steps: planWith().steps },
      lease: { owner: "a", until: timeAfter(1000) },
      dueAt: timeAfter(1000),
    });
    expect(attempts.planned(approved, planWith(), {}, START).attempts).toMatchObject([{ approvedBy: ALICE }]);
    expect(actingFinding().attempts[0]).not.toHaveProperty("approvedBy");
  });

  it("that was approved is no proposal any more once it is written down, and left to a person no approval", () => {
    const asked = findingIn("awaiting-approval");
    const approved = lifecycle.approve(asked, decisions.approve("dec_1"), "a", 1000, START);
    expect(attempts.planned(approved, planWith(), {}, START).proposal).toBeUndefined();
    expect(handedOver.hold(approved, "a doubt", proposalWith(), START).approval).toBeUndefined();
    expect(handedOver.ask(approved, askedWith(), START).approval).toBeUndefined();
  });

  it("can't be approved where there is none", () => {
    const approve = () => lifecycle.approve(openFinding(), decisions.approve("dec_1"), "a", 1000, START);
    expect(approve).toThrow(IllegalTransitionError);
  });

  it("is forgotten for later ones where their plans are so large that an item would not hold them all", () => {
    const [step] = planWith().steps;
    if (!step) throw new Error("the plan has a step");
    const large = { ...planWith(), steps: [{ ...step, input: { Policy: "x".repeat(70_000) } }] };
    let finding = actingFinding(large);
    for (let tries = 1; tries < 5; tries++) finding = attempts.planned(finding, large, {}, after(tries));
    expect(finding.attempts.map(({ plannedAt }) => plannedAt)).toEqual([timeAfter(3), timeAfter(4)]);
  });

  it("is one of five that are kept, of which what changed nothing is forgotten first", () => {
    let finding = attempts.stepped(actingFinding(), 0, { status: "done" }, after(1));
    for (let tries = 0; tries < 9; tries++) {
      finding = attempts.planned(finding, planWith(), {}, after(tries));
      finding = attempts.stepped(finding, 0, { status: tries === 5 ? "done" : "already" }, after(tries));
    }
    expect(finding.attempts).toHaveLength(5);
    expect(statuses(finding).flat()).toEqual(["done", "done", "already", "already", "already"]);
    expect(finding.attempts[0]?.id).toBe(3);
    // So is what was taken back.
    finding = { ...finding, attempts: finding.attempts.toSpliced(1, 1, attemptWith({ undone: "dec_1" })) };
    finding = attempts.planned(finding, planWith(), {}, after(9));
    expect(finding.attempts.map(({ undone }) => undone)).not.toContain("dec_1");
    expect(finding.attempts[0]?.id).toBe(3);
    for (let tries = 0; tries < 5; tries++) {
      finding = attempts.planned(finding, planWith(), {}, after(tries));
      finding = attempts.stepped(finding, 0, { status: "done" }, after(tries));
    }
    expect(statuses(finding).flat()).toEqual(["done", "done", "done", "done", "done"]);
    expect(finding.attempts[0]?.id).not.toBe(3);
  });
});

describe("a response", () => {
  it("that ran and was verified is Snapback's, and safe since its last step", () => {
    const done = attempts.stepped(actingFinding(), 0, { status: "done", output: {} }, after(40));
    const finding = lifecycle.remediate(done, { state: { rules: 0 }, guard: { rule: 1 } }, after(90));
    expect(finding).toMatchObject({
      state: "remediated",
      safe: { by: "snapback", at: timeAfter(40) },
      remediations: [timeAfter(40)],
      attempts: [{ after: { rules: 0 }, guard: { rule: 1 }, finishedAt: timeAfter(90) }],
    });
    for (const gone of ["dueAt", "lease", "hold", "failure", "proposal", "approval"] as const)
      expect(finding[gone]).toBeUndefined();
    expect(finding.pending).toMatchObject([
      { what: "verified: safe again", before: { rules: 1 }, after: { rules: 0 } },
    ]);
  });

  it("relies on all of the state, where the detection names no part of it", () => {
    expect(remediatedFinding().attempts[0]?.guard).toEqual({ rules: 0 });
  });

  it("that may have run when its responder died is Snapback's, so that its undo is kept", () => {
    const taken = lifecycle.claim(actingFinding(), "b", 10_000, after(10_000));
    expect(taken.pending).toMatchObject([{ what: "took over a response that had stopped" }]);
    const finding = lifecycle.remediate(taken, safe, after(10_050));
    expect(finding.safe).toEqual({ by: "snapback", at: timeAfter(0) });
    expect(undoable(finding)?.id).toBe(3);
  });

  it("whose step changed nothing is not Snapback's", () => {
    const nothing = attempts.stepped(actingFinding(), 0, { status: "already", output: {} }, after(40));
    for (const finding of [nothing, claimedFinding()]) {
      const found = lifecycle.remediate(finding, safe, after(50));
      expect(found).toMatchObject({ safe: { by: "already", at: timeAfter(50) }, remediations: [] });
      expect(found.pending[0]).not.toHaveProperty("before");
      expect(undoable(found)).toBeUndefined();
    }
  });

  it("of an earlier episode does not count for this one", () => {
    const found = lifecycle.remediate(claim(again(remediatedFinding())), safe, after(300));
    expect(found.safe).toEqual({ by: "already", at: timeAfter(300) });
    expect(found.attempts).toEqual(remediatedFinding().attempts);
  });

  it.each<[string, (acting: Finding) => Finding]>([
    ["an exemption", (acting) => decide.exempt(acting, exemptionWith(), undefined, 24, after(5))],
    [
      "a contest",
      (acting) => handedOver.contest(acting, { proposal: proposalWith(), times: 3, what: "x" }, after(5)),
    ],
    ["a hold", (acting) => handedOver.hold(acting, "mode monitor", proposalWith(), after(5))],
    ["a question", (acting) => handedOver.ask(acting, askedWith(), after(5))],
    ["a failure", (acting) => lifecycle.fail(acting, failure, after(5))],
    ["a dismissal", (acting) => decide.dismiss(waiting(acting), decisions.dismiss("dec_1"), after(5))],
    ["an undo", (acting) => beginUndo(waiting(acting), decisions.undo("dec_1", 3), {}, lease, after(5))],
    ["a call that is exempt", (acting) => again(waiting(acting), after(5), exemptionWith())],
  ])("that %s stopped half-way is over, and its undo is kept", (what, stop) => {
    const stopped = stop(actingFinding());
    expect(stopped.attempts).toMatchObject([{ id: 3, finishedAt: timeAfter(5) }]);
    expect(stopped.attempts[0]).not.toHaveProperty("after");
    expect(stopped.attempts[0]).not.toHaveProperty("guard");
    expect(undoable(stopped)?.id).toBe(what === "a failure" ? undefined : 3);
  });

  it("remembers as many of its successes as the longest window can ask for", () => {
    let finding = remediatedFinding();
    for (let times = 1; times < 25; times++) {
      const acting = attempts.planned(
        claim(again(finding), after(times * 1000)),
        planWith(),
        {},
        after(times * 1000),
      );
      finding = lifecycle.remediate(acting, safe, after(times * 1000));
    }
    expect(finding.remediations).toHaveLength(20);
    expect(finding.remediations.at(-1)).toBe(timeAfter(24_000));
  });
});

describe("a failure", () => {
  it("that AWS said has failed; a step that nobody heard of again may have run, and keeps its undo", () => {
    const failed = lifecycle.fail(actingFinding(), failure, after(5));
    expect(failed).toMatchObject({ state: "failed", failure });
    expect(failed.attempts[0]?.steps).toEqual([
      { status: "failed", error: failure, startedAt: timeAfter(0), finishedAt: timeAfter(5) },
    ]);
    expect(failed.pending).toMatchObject([
      { what: "failed: RequestLimitExceeded: slow down", notice: "failed" },
    ]);
    const exhausted = lifecycle.release({ ...actingFinding(), retries: 4 }, failure, 1000, after(5));
    expect(exhausted.state).toBe("failed");
    expect(statuses(exhausted)).toEqual([["started"]]);
    expect(undoable(exhausted)?.id).toBe(3);
  });

  it("leaves the attempts of earlier episodes as they were", () => {
    const former = lifecycle.remediate(actingFinding(), safe, after(5));
    const failed = lifecycle.fail(claim(again(former)), failure, after(300));
    expect(failed.attempts).toEqual(former.attempts);
  });

  it("that may pass is waited out, with growing waits, and is one that does not after five", () => {
    const waits: number[] = [];
    let finding = claimedFinding();
    while (finding.state === "responding") {
      finding = lifecycle.release(finding, failure, 1000, START);
      if (finding.state !== "open") break;
      const wait = Date.parse(finding.dueAt ?? "") - START.getTime();
      waits.push(wait);
      expect(lifecycle.claimable(finding, after(wait - 1))).toBe(false);
      expect(lifecycle.claimable(finding, after(wait))).toBe(true);
      finding = claim(finding, START);
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000]);
    expect(finding).toMatchObject({ state: "failed", failure });
  });

  it("that may pass keeps the approval, and is waited out also where the violation shows meanwhile", () => {
    const approve = decisions.approve("dec_1");
    const approved = lifecycle.approve(findingIn("awaiting-approval"), approve, "a", 1000, START);
    const released = lifecycle.release(approved, failure, 1000, START);
    expect(released).toMatchObject({ state: "open", approval: { decision: "dec_1" } });
    expect(lifecycle.claimable(again(released, after(500)), after(1999))).toBe(false);
    expect(lifecycle.claimable(again(released, after(500)), after(2000))).toBe(true);
  });

  it("of an undo that may pass is waited out, and the undo of one that does not has failed", () => {
    const released = lifecycle.release(findingIn("undoing"), failure, 1000, START);
    expect(released).toMatchObject({ state: "undoing", dueAt: timeAfter(2000), retries: 1 });
    expect(lifecycle.undoStopped(released, after(1999))).toBe(false);
    expect(lifecycle.undoStopped(released, after(2000))).toBe(true);
    const exhausted = lifecycle.release({ ...released, retries: 4 }, failure, 1000, START);
    expect(exhausted).toMatchObject({ state: "failed", undo: { finishedAt: timeAfter(0) } });
    expect(exhausted.undo?.outcomes.map(({ status }) => status)).toEqual(["started"]);
    expect(exhausted.pending).toMatchObject([
      { what: expect.stringMatching(/^the undo failed: /), notice: "failed" },
    ]);
  });
});

describe("what AWS takes minutes to show", () => {
  it("is looked at again each minute, until the time is over which the detection gave it", () => {
    const first = lifecycle.settle(actingFinding(), 5, START);
    expect(first).toMatchObject({
      state: "responding",
      settlingUntil: timeAfter(300_000),
      dueAt: timeAfter(60_000),
    });
    expect(lifecycle.claimable(first, after(59_999))).toBe(false);
    expect(lifecycle.claimable(first, after(60_000))).toBe(true);
    const second = lifecycle.settle(claim(first, after(60_000)), 5, after(60_000));
    expect(second).toMatchObject({ settlingUntil: timeAfter(300_000), dueAt: timeAfter(120_000) });
    expect(lifecycle.remediate(second, safe, after(61_000)).settlingUntil).toBeUndefined();
  });
});

describe("what is left to a person", () => {
  it("has the plan that would have run, and is not looked at again by itself", () => {
    for (const finding of [claimedFinding(), actingFinding()]) {
      const held = handedOver.hold(finding, "mode monitor", proposalWith(), after(5));
      expect(held).toMatchObject({ state: "open", hold: "mode monitor", proposal: proposalWith() });
      expect(lifecycle.claimable(held, after(99_999_999))).toBe(false);
      expect(held.pending).toMatchObject([{ what: "left to a person: mode monitor", to: "open" }]);
      expect(held.dueAt).toBeUndefined();
    }
  });

  it("and shows again is looked at again; a step that may have run before is still Snapback's to undo", () => {
    const held = handedOver.hold(actingFinding(), "mode monitor", proposalWith(), after(5));
    const taken = claim(again(held));
    expect(undoable(lifecycle.remediate(taken, safe, after(300)))?.id).toBe(3);
  });

  it("waits for approval until a time, and says when nobody gave it", () => {
    const asked = handedOver.ask(claimedFinding(), askedWith({ expiresAt: timeAfter(1000) }), START);
    expect(asked).toMatchObject({ state: "awaiting-approval", dueAt: timeAfter(1000) });
    expect(asked.pending).toMatchObject([{ notice: "approval" }]);
    const expired = handedOver.expire(asked, after(1000));
    expect(expired).toMatchObject({
      state: "open",
      look: false,
      hold: expect.stringContaining(timeAfter(1000)),
    });
    expect(expired.dueAt).toBeUndefined();
    expect(lifecycle.claimable(expired, after(99_999_999))).toBe(false);
  });

  it("where it is contested, is told of, and gone on with after a wait, if at all", () => {
    const contest = { proposal: proposalWith(), times: 4, what: "made again by deploy" };
    const stopped = handedOver.contest(claimedFinding(), contest, START);
    expect(stopped).toMatchObject({ contested: { since: timeAfter(0), times: 4 }, proposal: proposalWith() });
    expect(stopped.dueAt).toBeUndefined();
    expect(stopped.pending).toMatchObject([{ what: "made again by deploy", notice: "contested" }]);
    const cooling = handedOver.contest(claimedFinding(), { ...contest, againAfterMs: 30_000 }, START);
    expect(cooling.dueAt).toBe(timeAfter(30_000));
    const reverting = lifecycle.revert(cooling, "b", 1000, after(30_000));
    expect(reverting).toMatchObject({ contested: { reverting: true }, lease: { owner: "b" } });
    const since = handedOver.contest(reverting, contest, after(31_000)).contested;
    expect(since).toEqual({ since: timeAfter(0), times: 4 });
  });

  it("and then approved, is resolved: what is put right from then on is counted anew", () => {
    const contested = { ...findingIn("contested"), remediations: [timeAfter(0)], retries: 3, hold: "x" };
    const approved = lifecycle.approve(contested, decisions.approve("dec_1"), "a", 1000, START);
    expect(approved).toMatchObject({ remediations: [], retries: 0, decided: [{ id: "dec_1" }] });
    for (const gone of ["contested", "hold"] as const) expect(approved[gone]).toBeUndefined();
  });
});

it("an approval ends with what the person decides next: a plan never runs by an old one", () => {
  const approved = lifecycle.approve(
    findingIn("awaiting-approval"),
    decisions.approve("dec_1"),
    "a",
    1000,
    START,
  );
  const released = { ...lifecycle.release(approved, failure, 1000, START), attempts: [attemptWith()] };
  const dismissed = decide.dismiss(released, decisions.dismiss("dec_2"), after(5));
  expect(dismissed.approval).toBeUndefined();
  expect(decide.retry(dismissed, decisions.retry("dec_3"), after(6)).approval).toBeUndefined();
  expect(decide.retry(released, decisions.retry("dec_3"), after(6)).approval).toBeUndefined();
  const undoing = beginUndo(released, decisions.undo("dec_4", 3), {}, lease, after(7));
  expect(undoing.approval).toBeUndefined();
});
