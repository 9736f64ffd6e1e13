import { expect, it } from "vitest";
import { attemptWith, authorize, planWith } from "../../test/findings.ts";
import { findingWith } from "../../test/notices.ts";
import { undoSteps } from "../finding/undo.ts";
import { resolveInput } from "./plan.ts";
import { undoAnswers } from "./undo-answers.ts";

it("are found by the places that the plan gives them, though only some of the undo is run", () => {
  const undo = [0, 1, 2].map((undoes) => ({ ...authorize(), undoes }));
  const steps = (["already", "done", "done"] as const).map((status, index) => ({
    status,
    output: { made: `step-${index}` },
  }));
  const attempts = [attemptWith({ id: 3, plan: planWith({ undo }), steps }), attemptWith({ id: 9 })];
  const finding = findingWith({ attempts });
  const run = undoSteps(finding, 3);
  expect(run.map(({ position }) => position)).toEqual([1, 2]);
  const begun = {
    decision: "dec_1",
    by: { kind: "person" as const, name: "1@example.com", id: "1" },
    reason: "x",
    exemption: "exm_1",
    startedAt: "2026-11-23T08:30:00.000Z",
    steps: run,
    outcomes: [{ status: "done" as const, output: { made: "undo-1" } }, { status: "started" as const }],
    before: {},
  };
  const answers = undoAnswers({ ...finding, undo: begun }, { attempt: 3 });
  const asked = (from: object) => resolveInput({ x: JSON.parse(JSON.stringify({ $from: from })) }, answers);
  expect(asked({ undo: 1, path: ["made"] })).toEqual({ x: "undo-1" });
  expect(asked({ step: 2, path: ["made"] })).toEqual({ x: "step-2" });
  expect(() => asked({ undo: 0, path: ["made"] })).toThrow("undo step 0 answered nothing");
});
