import type { State } from "@snapback/core/finding/schema";
import { describe, expect, it } from "vitest";
import { finding, story } from "../../test/findings-story.ts";
import { type Decided, outcomeOf } from "./outcome.ts";
import type { FindingSummary, Story } from "./views.ts";

const person = { kind: "person" as const, name: "alice" };
const snapback = { kind: "snapback" as const, name: "snapback" };
const [first] = story().activity;
const entry = (changes: Partial<Story["activity"][number]>): Story["activity"] =>
  first ? [{ ...first, by: person, decision: "dec_1", what: "did", ...changes }] : [];

/** What became of the decision, where the finding is like this and its activity ends so. */
const outcome = (
  action: Decided,
  changes: Partial<FindingSummary>,
  activity: Story["activity"] = entry({ from: "open", to: "responding" }),
) =>
  outcomeOf(
    { finding: finding(changes), activity: [...story().activity, ...activity] },
    { id: "dec_1", action },
  );

describe("outcomeOf", () => {
  it("waits until the finding shows the decision, be it at rest as it is", () => {
    expect(outcome("approve", { state: "remediated" }, [])).toBeUndefined();
    const other = entry({ decision: "dec_2", from: "open", to: "remediated" });
    expect(outcome("approve", { state: "remediated" }, other)).toBeUndefined();
  });

  it.each<[Decided, Partial<FindingSummary>]>([
    ["approve", { state: "responding" }],
    ["approve", { state: "open" }],
    ["retry", { state: "open", failure: { code: "Throttling", message: "slow down" } }],
    ["undo", { state: "undoing" }],
  ])("waits on while a %s is under way: %o", (action, changes) => {
    expect(outcome(action, changes)).toBeUndefined();
  });

  it.each<[Decided, Partial<FindingSummary>, string, string]>([
    [
      "approve",
      { state: "remediated", safe: { at: "", by: "snapback" } },
      "done",
      "remediated: verified to be safe again",
    ],
    [
      "approve",
      { state: "remediated", safe: { at: "", by: "already" } },
      "done",
      "remediated: it was safe already",
    ],
    [
      "approve",
      { state: "failed", failure: { code: "Denied", message: "no" } },
      "failed",
      "failed: Denied: no",
    ],
    [
      "approve",
      { state: "open", hold: "mode monitor" },
      "failed",
      "open, and left to a person: mode monitor",
    ],
    ["approve", { state: "contested" }, "failed", "contested"],
    ["retry", { state: "remediated" }, "done", "remediated: verified to be safe again"],
    [
      "retry",
      { state: "failed", failure: { code: "Denied", message: "no" } },
      "failed",
      "failed: Denied: no",
    ],
    ["retry", { state: "open", hold: "mode monitor" }, "done", "open, and left to a person: mode monitor"],
    ["undo", { state: "failed", failure: { code: "Denied", message: "no" } }, "failed", "failed: Denied: no"],
  ])("of a %s that ends in %o is %s", (action, changes, result, words) => {
    expect(outcome(action, changes)).toEqual({ result, words });
  });

  it("asks again where the plan is another one by now; who wants another look has what was wanted", () => {
    const proposal = { id: "pln_2", madeAt: "", why: "it differs" };
    const waits = { state: "awaiting-approval" as State, proposal };
    expect(outcome("approve", waits)).toEqual({ result: "asks-again", words: "asks again: it differs" });
    expect(outcome("retry", waits)).toEqual({ result: "done", words: "waits for approval: it differs" });
  });

  it.each<Decided>(["approve", "reject", "undo", "exempt", "dismiss", "retry"])(
    "is refused: %s",
    (action) => {
      const refused = entry({
        by: snapback,
        from: "remediated",
        to: "remediated",
        what: "refused to: because",
      });
      expect(outcome(action, { state: "remediated" }, refused)).toEqual({
        result: "refused",
        words: "refused to: because",
      });
    },
  );

  it.each<Decided>(["reject", "exempt", "dismiss"])(
    "of a %s is there with it, whatever came then",
    (action) => {
      const done = entry({ from: "open", to: "dismissed", what: "said so" });
      expect(outcome(action, { state: "responding" }, done)).toEqual({
        result: "done",
        words: "dismissed: said so",
      });
    },
  );

  it("of an undo is there once all is taken back, whatever came then", () => {
    const undone = [
      ...entry({ from: "remediated", to: "undoing" }),
      ...entry({ by: snapback, from: "undoing", to: "undone", what: "undone, and left alone" }),
    ];
    expect(outcome("undo", { state: "awaiting-approval" }, undone)).toEqual({
      result: "done",
      words: "undone, and left alone",
    });
  });

  it("takes nobody else's entry that changes no state for a refusal", () => {
    const exempted = entry({ from: "exempt", to: "exempt", what: "exempt by exm_1" });
    expect(outcome("exempt", { state: "exempt" }, exempted)?.result).toBe("done");
  });
});
