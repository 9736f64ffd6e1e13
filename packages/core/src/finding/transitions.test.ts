import { describe, expect, it } from "vitest";
import { attemptWith, planWith, proposalWith } from "../../test/findings.ts";
import {
  ALICE,
  after,
  askedWith,
  decisions,
  exemptionWith,
  findingIn,
  lease,
  timeAfter,
  undoingFinding,
} from "../../test/lives.ts";
import { findingWith } from "../../test/notices.ts";
import * as decide from "./decide.ts";
import * as lifecycle from "./lifecycle.ts";
import { rowOf } from "./rows/row.ts";
import { type Finding, State } from "./schema.ts";
import {
  can,
  IllegalTransitionError,
  move,
  SNAPBACK,
  type TransitionName,
  transitions,
  write,
} from "./transitions.ts";
import * as undoing from "./undo.ts";
import * as waiting from "./waiting.ts";

const now = after(60_000);
const names = Object.keys(transitions).filter((name): name is TransitionName => name in transitions);

describe("the life of a finding", () => {
  /** By state, what a finding may become, and stay: the other way round than it is declared. */
  it.each<[State, State[]]>([
    ["open", ["open", "responding", "undoing", "exempt", "dismissed"]],
    ["awaiting-approval", ["open", "responding", "undoing", "exempt", "dismissed"]],
    [
      "responding",
      ["open", "awaiting-approval", "responding", "remediated", "failed", "contested", "exempt"],
    ],
    ["remediated", ["open", "undoing", "exempt"]],
    ["failed", ["open", "undoing", "exempt", "dismissed"]],
    ["contested", ["open", "responding", "undoing", "exempt", "dismissed"]],
    ["undoing", ["failed", "undoing", "undone"]],
    ["undone", ["open", "awaiting-approval", "remediated", "exempt"]],
    ["exempt", ["open", "remediated", "undoing", "exempt", "dismissed"]],
    ["dismissed", ["open", "undoing", "exempt"]],
  ])("goes on from %s to these states only", (state, next) => {
    const possible = names.filter((name) => can({ state }, name));
    const declared = new Set<State>(possible.map((name) => transitions[name].to));
    expect(State.options.filter((one) => declared.has(one))).toEqual(next);
  });

  it("is led by Snapback, but for what a person has decided, for which it takes a responder", () => {
    const byPerson = names.filter((name) => transitions[name].by !== "snapback");
    expect(byPerson.toSorted()).toEqual(["approve", "beginUndo", "dismiss", "reject", "retry"]);
    expect(new Set(byPerson.map((name) => transitions[name].by))).toEqual(new Set(["responder"]));
  });
});

/** Functions of its life that move a finding, each with the transition that it makes. */
const functions: [string, TransitionName, (finding: Finding) => Finding][] = [
  ["claim", "claim", (finding) => lifecycle.claim(finding, "b", 1000, now)],
  ["approve", "approve", (finding) => lifecycle.approve(finding, decisions.approve("dec_1"), "b", 1000, now)],
  ["revert", "revert", (finding) => lifecycle.revert(finding, "b", 1000, now)],
  ["settle", "settle", (finding) => lifecycle.settle(finding, 5, now)],
  ["hold", "hold", (finding) => waiting.hold(finding, "mode monitor", proposalWith(), now)],
  ["ask", "ask", (finding) => waiting.ask(finding, askedWith(), now)],
  ["expire", "expire", (finding) => waiting.expire(finding, now)],
  [
    "contest",
    "contest",
    (finding) => waiting.contest(finding, { proposal: proposalWith(), times: 3, what: "contested" }, now),
  ],
  ["remediate", "remediate", (finding) => lifecycle.remediate(finding, { state: {} }, now)],
  ["close", "close", (finding) => lifecycle.close(finding, {}, now)],
  ["fail", "fail", (finding) => lifecycle.fail(finding, { code: "X", message: "no" }, now)],
  ["reject", "reject", (finding) => decide.dismiss(finding, decisions.reject("dec_1"), now)],
  ["dismiss", "dismiss", (finding) => decide.dismiss(finding, decisions.dismiss("dec_1"), now)],
  ["retry", "retry", (finding) => decide.retry(finding, decisions.retry("dec_1"), now)],
  ["exempt", "exempt", (finding) => decide.exempt(finding, exemptionWith(), undefined, 24, now)],
  ["uncover", "reopen", (finding) => decide.uncover(finding, true, now)],
  [
    "beginUndo",
    "beginUndo",
    (finding) => undoing.beginUndo(finding, decisions.undo("dec_1", 3), {}, lease, now),
  ],
  ["takeOverUndo", "continueUndo", (finding) => undoing.takeOverUndo(finding, "b", 1000, now)],
  [
    "finishUndo",
    "finishUndo",
    (finding) => undoing.finishUndo(finding, {}, { id: "exm_1", until: "", warnAt: "" }, now),
  ],
];
const everyWay = functions.flatMap(([called, name, make]) =>
  State.options.map((state) => [called, state, name, make] as const),
);

/** In this state, and with all that any of the functions asks for besides. */
function ready(state: State): Finding {
  const { undo } = undoingFinding();
  return { ...findingWith({ state, proposal: proposalWith(), attempts: [attemptWith()] }), undo };
}

function expectMoved(finding: Finding, next: Finding, to: State) {
  expect(next).toMatchObject({ state: to, version: finding.version + 1 });
  const entry = { from: finding.state, to, version: next.version, at: now.toISOString() };
  expect(next.pending).toMatchObject([entry]);
}

describe("a move", () => {
  it.each(everyWay)(
    "of %s from %s is made, or refused in words, as the transition says",
    (_, state, name, make) => {
      const { from, to } = transitions[name];
      const finding = ready(state);
      if (new Set<State>(from).has(state)) return expectMoved(finding, make(finding), to);
      const words = `fnd_1 is ${state}: ${name} is possible only from ${from.join(", ")}`;
      return expect(() => make(finding)).toThrow(new IllegalTransitionError(words));
    },
  );

  it("of every name is made by some function", () => {
    // `release` depends on the state that it leaves: see what becomes of failures that may pass.
    expect(new Set([...functions.map(([, name]) => name), "release"])).toEqual(new Set(names));
  });

  const released = (state: State) => lifecycle.release(ready(state), { code: "X", message: "no" }, 1000, now);
  const others = State.options.filter((state) => state !== "responding" && state !== "undoing");

  it("of a failure that may pass leads to another try", () => {
    expect(released("responding")).toMatchObject({ state: "open", lease: undefined });
    expect(released("undoing")).toMatchObject({ state: "undoing", lease: undefined });
  });

  it.each(others)("of a failure that may pass is refused while it is %s", (state) => {
    expect(() => released(state)).toThrow(IllegalTransitionError);
  });

  it("by a person is on record as theirs, and any other as Snapback's", () => {
    const byPerson = functions.filter(([, name]) => transitions[name].by === "responder");
    expect(byPerson).toHaveLength(5);
    for (const [, name, make] of functions) {
      const [state] = transitions[name].from;
      const by = transitions[name].by === "responder" ? ALICE : SNAPBACK;
      expect(make(ready(state)).pending).toMatchObject([{ by }]);
    }
  });

  it("by a decision is on record with it, and is remembered", () => {
    for (const [, name, make] of functions.filter(([, each]) => transitions[each].by === "responder")) {
      const [state] = transitions[name].from;
      const next = make(ready(state));
      expect(next.decided).toEqual([{ id: "dec_1", at: now.toISOString() }]);
      expect(next.pending).toMatchObject([{ decision: "dec_1" }]);
    }
  });
});

describe("a write", () => {
  it("is a version on, and leaves what was read as it was", () => {
    const finding = findingIn("open");
    const before = structuredClone(finding);
    const next = write(finding, { look: false }, { by: SNAPBACK, what: "noted", eventId: "e-9" }, now);
    expect(finding).toEqual(before);
    expect(next).toEqual({
      ...before,
      look: false,
      version: 2,
      pending: [
        {
          findingId: before.id,
          version: 2,
          at: now.toISOString(),
          by: SNAPBACK,
          what: "noted",
          eventId: "e-9",
          from: "open",
          to: "open",
        },
      ],
    });
  });

  it("that nobody need know of leaves no activity, also not that of the one before", () => {
    expect(write(findingIn("open"), {}, undefined, now).pending).toEqual([]);
  });

  it("of a finding that there was not yet has no state before", () => {
    const [entry] = findingIn("open").pending;
    expect(entry).toMatchObject({ version: 1, to: "open" });
    expect(entry).not.toHaveProperty("from");
  });

  it("can't move a finding in a way that there is not", () => {
    const finding = findingWith({ state: "undone", attempts: [attemptWith({ plan: planWith() })] });
    expect(() => move(finding, "claim", {}, { by: SNAPBACK, what: "" }, now)).toThrow(
      "fnd_1 is undone: claim is possible only from open, responding",
    );
  });

  describe("by which an exemption comes to cover it, or ceases to", () => {
    const cover = (id: string) => ({ exemption: { id, until: timeAfter(1000), warnAt: timeAfter(500) } });
    const then = (finding: Finding, changes: Partial<Finding>) => write(finding, changes, undefined, now);

    it("keeps on record by which it was covered, the present one last", () => {
      const twice = then(then(findingIn("open"), cover("exm_1")), cover("exm_2"));
      expect(twice.exemptedBy).toEqual(["exm_1", "exm_2"]);
      const over = then(twice, { exemption: undefined });
      expect(over.exemptedBy).toEqual(["exm_1", "exm_2"]);
      expect(then(over, cover("exm_1")).exemptedBy).toEqual(["exm_2", "exm_1"]);
      expect(rowOf(twice).exemptions).toEqual(["exm_1", "exm_2"]);
    });

    it("keeps the latest of very many", () => {
      const ids = Array.from({ length: 30 }, (_, index) => `exm_${index}`);
      const finding = ids.reduce((known, id) => then(known, cover(id)), findingIn("open"));
      expect(finding.exemptedBy).toEqual(ids.slice(-20));
    });

    it("has nothing on record where none did, and also that which covered it before there was such a record", () => {
      expect(then(findingIn("open"), {})).not.toHaveProperty("exemptedBy");
      const old = findingWith({ state: "exempt", ...cover("exm_1") });
      expect(rowOf(old).exemptions).toEqual(["exm_1"]);
      expect(then(old, { exemption: undefined }).exemptedBy).toEqual(["exm_1"]);
      expect(then(old, cover("exm_2")).exemptedBy).toEqual(["exm_1", "exm_2"]);
    });
  });
});
