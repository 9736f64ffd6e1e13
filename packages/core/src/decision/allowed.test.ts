import { describe, expect, it } from "vitest";
import { attemptWith, authorize, planWith, proposalWith, revoke } from "../../test/findings.ts";
import { findingWith } from "../../test/notices.ts";
import { type Finding, State } from "../finding/schema.ts";
import { allowedActions, givesIamRights, objection, type Wanted } from "./allowed.ts";

const now = new Date("2026-11-23T09:00:00.000Z");
const later = "2026-11-23T09:00:00.001Z";
const proposal = proposalWith(planWith(), { expiresAt: later });
const exemption = { id: "exm_1", until: "2026-12-01T00:00:00.000Z", warnAt: "2026-11-30T00:00:00.000Z" };
const why = (fields: Partial<Finding>, wanted: Wanted) => objection(findingWith(fields), wanted, now);

describe("what can be done about a finding", () => {
  it.each<[State, string]>([
    ["open", "approve reject undo exempt dismiss retry"],
    ["awaiting-approval", "approve reject undo exempt dismiss retry"],
    ["responding", "exempt"],
    ["remediated", "undo exempt"],
    ["failed", "undo exempt dismiss retry"],
    ["contested", "approve reject undo exempt dismiss retry"],
    ["undoing", ""],
    ["undone", ""],
    ["exempt", "undo dismiss"],
    ["dismissed", "undo exempt retry"],
  ])("while it is %s, with a plan and something to undo: %s", (state, actions) => {
    const finding = findingWith({ state, hold: "a doubt", proposal, attempts: [attemptWith()], exemption });
    expect(allowedActions(finding, now).join(" ")).toBe(actions);
  });

  it("is told of every state", () => {
    for (const state of State.options)
      expect(allowedActions(findingWith({ state }), now)).toBeInstanceOf(Array);
  });

  it("is to leave it alone, while nothing else is known of it", () => {
    expect(allowedActions(findingWith(), now)).toEqual(["exempt", "dismiss"]);
  });

  it("says what to do instead", () => {
    expect(why({ state: "responding" }, { action: "dismiss" })).toBe(
      "A finding that is responding can't be dismissed. Wait until the response is done.",
    );
    expect(why({ state: "undone", exemption }, { action: "exempt" })).toContain(
      "until 2026-12-01T00:00:00.000Z by exm_1",
    );
    expect(why({ state: "open" }, { action: "retry" })).toContain("about to be looked at");
    expect(why({ state: "open", hold: "a doubt" }, { action: "retry" })).toBeUndefined();
  });
});

describe("a plan", () => {
  const state = "awaiting-approval";

  it.each(["approve", "reject"] as const)("that is another one can't be %sd", (action) => {
    expect(why({ state, proposal }, { action, proposal: "pln_other" })).toContain(proposal.id);
    expect(why({ state }, { action, proposal: proposal.id })).toContain("No plan waits");
    expect(why({ state, proposal }, { action, proposal: proposal.id })).toBeUndefined();
  });

  it("that has expired can be rejected, and not approved", () => {
    const expired = { state, proposal: { ...proposal, expiresAt: now.toISOString() } } as const;
    expect(why(expired, { action: "approve", proposal: proposal.id })).toContain("A retry has it made anew");
    expect(why(expired, { action: "reject", proposal: proposal.id })).toBeUndefined();
  });

  it("that never expires can be approved", () => {
    expect(why({ proposal: proposalWith() }, { action: "approve", proposal: proposal.id })).toBeUndefined();
  });
});

describe("an undo", () => {
  const state = "remediated";
  const undo = { action: "undo" } as const;

  it("is of the latest attempt that changed something, or of the one that is named", () => {
    const attempts = [attemptWith({ id: 3, episode: 0 }), attemptWith({ id: 9, episode: 1 }, "already")];
    expect(why({ state, attempts }, undo)).toBeUndefined();
    expect(why({ state, attempts }, { ...undo, attempt: 3 })).toBeUndefined();
    expect(why({ state, attempts }, { ...undo, attempt: 9 })).toContain(
      "changed nothing that could be taken back",
    );
    expect(why({ state, attempts }, { ...undo, attempt: 4 })).toBe("There is no attempt 4.");
  });

  it.each<[string, Partial<Finding>]>([
    ["no attempt", {}],
    ["an attempt that changed nothing", { attempts: [attemptWith({}, "already")] }],
    ["an attempt that failed at its first step", { attempts: [attemptWith({}, "failed")] }],
    ["an attempt that was taken back", { attempts: [attemptWith({ undone: "dec_1" })] }],
    ["a plan that has no undo", { attempts: [attemptWith({ plan: planWith({ undo: [] }) })] }],
    [
      "a step that ran, and whose undo is another's",
      {
        attempts: [
          attemptWith(
            { plan: planWith({ steps: [revoke(), revoke("sgr-2")], undo: [{ ...authorize(), undoes: 1 }] }) },
            "done",
            "failed",
          ),
        ],
      },
    ],
  ])("is not for %s", (_, fields) => {
    expect(why({ state, ...fields }, undo)).toContain("has changed nothing here");
    expect(allowedActions(findingWith({ state, ...fields }), now)).toEqual(["exempt"]);
  });

  it("goes over another's change where that is the one which was shown", () => {
    const attempts = [attemptWith()];
    const refusal = { decision: "dec_1", at: later, reason: "changed", force: "f-1" };
    expect(why({ state, attempts, refusal }, { ...undo, force: "f-1" })).toBeUndefined();
    expect(why({ state, attempts, refusal }, { ...undo, force: "f-2" })).toContain("changed again");
    expect(why({ state, attempts }, { ...undo, force: "f-1" })).toContain("changed again");
  });
});

it("gives rights in IAM only by operations that are declared to", () => {
  expect(givesIamRights([authorize(), revoke()])).toBe(false);
  expect(givesIamRights([{ service: "none", operation: "Such" }])).toBe(false);
});
