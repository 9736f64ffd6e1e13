import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorize, planWith, proposalWith, revoke } from "../../test/findings.ts";
import {
  after,
  askedWith,
  decisions,
  exemptionWith,
  lease,
  openFinding,
  seenWith,
  timeAfter,
} from "../../test/lives.ts";
import * as attempts from "./attempt.ts";
import * as decide from "./decide.ts";
import * as lifecycle from "./lifecycle.ts";
import { observe } from "./observe.ts";
import type { Finding, State } from "./schema.ts";
import { IllegalTransitionError } from "./transitions.ts";
import { beginUndo, finishUndo, takeOverUndo, undoStepped } from "./undo.ts";
import * as waiting from "./waiting.ts";

const failure = { code: "RequestLimitExceeded", message: "slow down" };

const DONE = new Set<State>(["remediated", "failed", "dismissed"]);
const WORKED_AT = new Set<State>(["responding", "undoing"]);
const COVERED = new Set<State>(["exempt", "undone"]);
const APPROVED = new Set<State>(["open", "responding"]);

/** What is wrong about a finding after a write; nothing. */
function faults(before: Finding, finding: Finding): string[] {
  const { state, version, dueAt, pending, lease: taken } = finding;
  const working = WORKED_AT.has(state);
  const told = pending.every(
    (entry) => entry.version === version && entry.from === before.state && entry.to === state,
  );
  const sound: [string, boolean][] = [
    ["it is not the next version", version === before.version + 1],
    ["its activity tells of something else", told && pending.length <= 1],
    // Whoever is not done has a time at which reconcile looks again.
    ["it is forgotten", !(state === "open" ? finding.look : working) || dueAt !== undefined],
    ["it is held though nobody works at it", taken === undefined || working],
    ["it is due at another time than its lease", taken === undefined || taken.until === dueAt],
    ["it is done, and due", !DONE.has(state) || dueAt === undefined],
    ["it is covered without a cover, or the other way round", COVERED.has(state) === !!finding.exemption],
    ["it waits for nothing", state !== "awaiting-approval" || finding.proposal !== undefined],
    // An approval is for the response that it was given for, or another try of it.
    ["an approval is left over", finding.approval === undefined || APPROVED.has(state)],
    ["it has too many attempts", finding.attempts.length <= 5],
  ];
  return sound.flatMap(([fault, holds]) => (holds ? [] : [fault]));
}

describe("every write", () => {
  type Make = (finding: Finding, time: Date, event: string) => Finding;
  const cover = { id: "exm_1", until: timeAfter(100), warnAt: timeAfter(50) };
  const two = planWith({
    steps: [revoke("sgr-1"), revoke("sgr-2")],
    undo: [{ ...authorize("sg-1"), undoes: 1 }, authorize("sg-2")],
  });
  const makes: Record<string, Make> = {
    observe: (finding, time, event) => observe(finding, seenWith(event), time),
    covered: (finding, time, event) =>
      observe(finding, seenWith(event, { exemption: exemptionWith() }), time),
    claim: (finding, time) => lifecycle.claim(finding, "x", 50, time),
    approve: (finding, time, id) => lifecycle.approve(finding, decisions.approve(id), "x", 50, time),
    planned: (finding, time) => attempts.planned(finding, two, {}, time),
    stepped: (finding, time) => attempts.stepped(finding, 0, { status: "done" }, time),
    starting: (finding, time) => attempts.starting(finding, 1, time),
    remediate: (finding, time) => lifecycle.remediate(finding, { state: {} }, time),
    fail: (finding, time) => lifecycle.fail(finding, failure, time),
    release: (finding, time) => lifecycle.release(finding, failure, 10, time),
    settle: (finding, time) => lifecycle.settle(finding, 1, time),
    hold: (finding, time) => waiting.hold(finding, "left", proposalWith(), time),
    ask: (finding, time) => waiting.ask(finding, askedWith(), time),
    expire: (finding, time) => waiting.expire(finding, time),
    contest: (finding, time) =>
      waiting.contest(finding, { proposal: proposalWith(), times: 3, what: "c", againAfterMs: 30 }, time),
    revert: (finding, time) => lifecycle.revert(finding, "x", 50, time),
    close: (finding, time) => lifecycle.close(finding, {}, time),
    dismiss: (finding, time, id) => decide.dismiss(finding, decisions.dismiss(id), time),
    reject: (finding, time, id) => decide.dismiss(finding, decisions.reject(id), time),
    retry: (finding, time, id) => decide.retry(finding, decisions.retry(id), time),
    exempt: (finding, time) => decide.exempt(finding, exemptionWith(), undefined, 24, time),
    uncover: (finding, time) => decide.uncover(finding, true, time),
    beginUndo: (finding, time, id) =>
      beginUndo(finding, decisions.undo(id, finding.attempts.at(-1)?.id ?? 0), {}, lease, time),
    takeOverUndo: (finding, time) => takeOverUndo(finding, "x", 50, time),
    undoStepped: (finding, time) => undoStepped(finding, 0, { status: "done" }, time),
    finishUndo: (finding, time) => finishUndo(finding, {}, cover, time),
  };
  /** Only whoever is at a finding, or undoes it, writes down plans and steps. */
  const inside: { [name: string]: Finding["state"] } = {
    planned: "responding",
    stepped: "responding",
    starting: "responding",
    undoStepped: "undoing",
  };

  /** What a write leads to, or nothing where the state machine refuses it. Any other error is one. */
  function allowed(make: () => Finding | undefined): Finding | undefined {
    try {
      return make();
    } catch (error) {
      if (error instanceof IllegalTransitionError) return undefined;
      throw error;
    }
  }

  it("is a version on, keeps its bounds, and leaves nothing to be forgotten", () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom(...Object.keys(makes)), fc.integer({ min: 1, max: 100 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        let finding = openFinding();
        let time = 0;
        for (const [position, [name, wait]] of sequence.entries()) {
          time += wait;
          const before = finding;
          if (inside[name] !== undefined && before.state !== inside[name]) continue;
          const made = allowed(() => makes[name]?.(before, after(time), `p-${position}`));
          if (made === undefined) continue;
          finding = made;
          expect(faults(before, finding)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
