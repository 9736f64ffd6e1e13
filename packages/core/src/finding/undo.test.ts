import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptWith, authorize, planWith, revoke } from "../../test/findings.ts";
import {
  ALICE,
  after,
  decisions,
  findingIn,
  lease,
  remediatedFinding,
  timeAfter,
  undoingFinding,
} from "../../test/lives.ts";
import { findingWith } from "../../test/notices.ts";
import type { Attempt, StepOutcome } from "./attempt-schema.ts";
import { fail } from "./lifecycle.ts";
import type { Finding } from "./schema.ts";
import { IllegalTransitionError } from "./transitions.ts";
import {
  beginUndo,
  finishUndo,
  refuseUndo,
  takeOverUndo,
  undoable,
  undoneTogether,
  undoStepped,
  undoSteps,
} from "./undo.ts";

const cover = { id: "exm_1", until: timeAfter(3_600_000), warnAt: timeAfter(1_800_000) };
const withAttempts = (...attempts: Attempt[]) => findingWith({ state: "remediated", attempts });
const told = (finding: Finding, attempt: number) =>
  undoSteps(finding, attempt).map((step) => `${step.attempt}: ${step.does}`);

/** Revokes three rules; the first two are brought back by a step each, and whatever was done by a tag. */
const three = planWith({
  steps: [revoke("sgr-1"), revoke("sgr-2"), revoke("sgr-3")],
  undo: [
    { ...authorize("sg-2"), undoes: 1 },
    { ...authorize("sg-1"), undoes: 0 },
    { ...authorize("sg-x"), does: "tag it" },
  ],
});
const [one, two, tag] = ["3: authorize it in sg-1 again", "3: authorize it in sg-2 again", "3: tag it"];

describe("an undo of one attempt", () => {
  it.each<[string, StepOutcome["status"][], (string | undefined)[]]>([
    ["all steps", ["done", "done", "done"], [two, one, tag]],
    ["the first step", ["done", "failed", "pending"], [one, tag]],
    ["the second", ["already", "done", "failed"], [two, tag]],
    ["a step that has none of its own", ["already", "already", "done"], [tag]],
    ["one that may have run", ["done", "started", "pending"], [two, one, tag]],
    ["nothing, since somebody else was faster", ["already", "already", "already"], []],
    ["nothing, since the first was refused", ["failed", "pending", "pending"], []],
  ])("takes back what it did: %s", (_, statuses, steps) => {
    const finding = withAttempts(attemptWith({ plan: three }, ...statuses));
    expect(told(finding, 3)).toEqual(steps);
    expect(undoable(finding)?.id).toBe(steps.length > 0 ? 3 : undefined);
  });

  it("takes back exactly the steps that did something, whatever their outcomes", () => {
    const status = fc.constantFrom<StepOutcome["status"]>("pending", "started", "done", "already", "failed");
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 6 }), (statuses) => {
        const plan = planWith({
          steps: statuses.map((_, index) => revoke(`sgr-${index}`)),
          undo: statuses.map((_, index) => ({ ...authorize(`sg-${index}`), undoes: index })),
        });
        const steps = undoSteps(withAttempts(attemptWith({ plan }, ...statuses)), 3);
        const did = statuses.flatMap((each, index) => (each === "done" || each === "started" ? [index] : []));
        expect(steps.map(({ undoes }) => undoes)).toEqual(did);
      }),
    );
  });

  it("is none where the attempt was taken back, or is not known", () => {
    expect(told(withAttempts(attemptWith({ undone: "dec_1" })), 3)).toEqual([]);
    expect(told(withAttempts(attemptWith()), 4)).toEqual([]);
    expect(undoneTogether(withAttempts(attemptWith()), 4)).toEqual([]);
  });
});

describe("an undo of an episode", () => {
  const attempts = [
    attemptWith({ id: 3, episode: 0 }),
    attemptWith({ id: 7, episode: 1 }),
    attemptWith({ id: 9, episode: 1 }, "already"),
    attemptWith({ id: 12, episode: 1 }),
    attemptWith({ id: 15, episode: 2 }, "failed"),
  ];
  const finding = withAttempts(...attempts);

  it("takes back all of its attempts up to the one that is named, the latest first, and no other's", () => {
    const does = authorize().does;
    expect(told(finding, 12)).toEqual([`12: ${does}`, `7: ${does}`]);
    expect(told(finding, 9)).toEqual([`7: ${does}`]);
    expect(told(finding, 3)).toEqual([`3: ${does}`]);
    expect(told(finding, 15)).toEqual([]);
  });

  it("is offered of the latest attempt that there is anything to take back of", () => {
    expect(undoable(finding)?.id).toBe(12);
    const former = attempts.map((attempt) => (attempt.episode === 1 ? { ...attempt, undone: "d" } : attempt));
    expect(undoable(withAttempts(...former))?.id).toBe(3);
  });

  it("leaves out what was taken back before", () => {
    const former = attempts.map((attempt) => (attempt.id === 7 ? { ...attempt, undone: "dec_1" } : attempt));
    expect(told(withAttempts(...former), 12)).toEqual([`12: ${authorize().does}`]);
  });
});

describe("a begun undo", () => {
  it("is written down with its steps, and that the first is about to run, before anything is changed", () => {
    const finding = undoingFinding();
    expect(finding).toMatchObject({
      state: "undoing",
      lease: { owner: "a", until: timeAfter(10_100) },
      dueAt: timeAfter(10_100),
      decided: [{ id: "dec_undo" }],
    });
    expect(finding.undo).toEqual({
      decision: "dec_undo",
      by: ALICE,
      reason: "a demonstration",
      exemption: "exm_1",
      startedAt: timeAfter(100),
      steps: [{ ...authorize(), attempt: 3, position: 0 }],
      outcomes: [{ status: "started", startedAt: timeAfter(100) }],
      before: { rules: 0 },
    });
    expect(finding.pending).toMatchObject([
      { by: ALICE, decision: "dec_undo", what: `undo, because a demonstration: ${authorize().does}` },
    ]);
  });

  it("has what each step came to, and that the next is about to run", () => {
    const attempts = [attemptWith({ plan: three })];
    const begun = beginUndo(
      findingWith({ state: "failed", attempts }),
      decisions.undo("d", 3),
      {},
      lease,
      after(0),
    );
    const first = undoStepped(begun, 0, { status: "already", output: { a: 1 } }, after(5));
    expect(first.undo?.outcomes).toEqual([
      { status: "already", output: { a: 1 }, startedAt: timeAfter(0), finishedAt: timeAfter(5) },
      { status: "started", startedAt: timeAfter(5) },
      { status: "pending" },
    ]);
    expect(first.pending).toMatchObject([{ what: "did: authorize it in sg-2 again" }]);
    const last = undoStepped(
      undoStepped(first, 1, { status: "done" }, after(6)),
      2,
      { status: "done" },
      after(7),
    );
    expect(last.undo?.outcomes.map(({ status }) => status)).toEqual(["already", "done", "done"]);
  });

  it("is not begun where there is nothing to take back, and not gone on with where none was begun", () => {
    const nothing = findingWith({ state: "remediated", attempts: [attemptWith({}, "already")] });
    const began = () => beginUndo(nothing, decisions.undo("d", 3), {}, lease, after(0));
    expect(began).toThrow(new IllegalTransitionError("fnd_1 has nothing to undo"));
    expect(() => undoStepped(remediatedFinding(), 0, { status: "done" }, after(0))).toThrow(
      IllegalTransitionError,
    );
    expect(() => finishUndo(remediatedFinding(), {}, cover, after(0))).toThrow(IllegalTransitionError);
  });

  it("forgets why another was refused, and the plan and the exemption that held before", () => {
    const refused = refuseUndo(remediatedFinding(), { id: "dec_1" }, { reason: "changed" }, after(95));
    const finding = { ...findingIn("exempt"), attempts: refused.attempts, refusal: refused.refusal };
    const begun = beginUndo(finding, decisions.undo("dec_2", 3), {}, lease, after(100));
    expect(begun.refusal).toBeUndefined();
    expect(begun.exemption).toBeUndefined();
    expect(begun.proposal).toBeUndefined();
  });

  it("is taken over once its process has stopped, with the steps as they were", () => {
    const taken = takeOverUndo(undoingFinding(), "b", 1000, after(20_000));
    expect(taken).toMatchObject({ lease: { owner: "b" }, dueAt: timeAfter(21_000), state: "undoing" });
    expect(taken.undo).toEqual(undoingFinding().undo);
    expect(taken.pending).toMatchObject([{ what: "took over an undo that had stopped" }]);
  });
});

describe("a finished undo", () => {
  const finished = finishUndo(undoingFinding(), { rules: 1 }, cover, after(200));

  it("is covered by its exemption, of whose end people are warned", () => {
    expect(finished).toMatchObject({
      state: "undone",
      exemption: cover,
      dueAt: cover.warnAt,
      recheck: false,
    });
    expect(finished.undo).toMatchObject({ after: { rules: 1 }, finishedAt: timeAfter(200) });
    for (const gone of ["safe", "lease", "hold", "failure"] as const) expect(finished[gone]).toBeUndefined();
    expect(finished.pending).toMatchObject([
      {
        decision: "dec_undo",
        before: { rules: 0 },
        after: { rules: 1 },
        what: expect.stringContaining(cover.until),
      },
    ]);
  });

  it("has taken back its attempts, for good, and those only", () => {
    expect(finished.attempts).toMatchObject([{ id: 3, undone: "dec_undo" }]);
    expect(undoable(finished)).toBeUndefined();
    const attempts = [attemptWith({ id: 3, episode: 0 }), attemptWith({ id: 9, episode: 1 })];
    const begun = beginUndo(withAttempts(...attempts), decisions.undo("d", 9), {}, lease, after(0));
    const other = finishUndo(begun, {}, cover, after(1));
    expect(other.attempts.map(({ undone }) => undone)).toEqual([undefined, "d"]);
    expect(undoable(other)?.id).toBe(3);
  });

  it("that failed on the way has taken nothing back yet, and can be begun anew with all of its steps", () => {
    const failure = { code: "UnauthorizedOperation", message: "no" };
    const failed = fail(undoingFinding(), failure, after(150));
    expect(failed).toMatchObject({ state: "failed", failure, undo: { finishedAt: timeAfter(150) } });
    expect(failed.undo?.outcomes).toMatchObject([{ status: "failed", error: failure }]);
    expect(failed.pending).toMatchObject([{ what: "the undo failed: UnauthorizedOperation: no" }]);
    expect(undoSteps(failed, 3)).toEqual(undoingFinding().undo?.steps);
  });
});

describe("a refused undo", () => {
  it("leaves the finding as it is, says why and what it would run over, and is not followed again", () => {
    const difference = { reason: "changed", was: { a: 1 }, now: { a: 2 }, force: "digest" };
    const known = remediatedFinding();
    const refused = refuseUndo(known, { id: "dec_1" }, difference, after(100));
    expect(refused).toEqual({
      ...known,
      version: known.version + 1,
      decided: [{ id: "dec_1", at: timeAfter(100), refused: "changed" }],
      refusal: { decision: "dec_1", at: timeAfter(100), ...difference },
      pending: [expect.objectContaining({ what: "refused to undo: changed", decision: "dec_1" })],
    });
  });
});
