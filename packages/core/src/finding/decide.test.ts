import { describe, expect, it } from "vitest";
import { proposalWith } from "../../test/findings.ts";
import {
  ALICE,
  actingFinding,
  after,
  decisions,
  exemptionWith,
  findingIn,
  openFinding,
  timeAfter,
} from "../../test/lives.ts";
import { coverAgain, dismiss, exempt, refuse, retry, uncover, warn } from "./decide.ts";
import { claimable } from "./lifecycle.ts";
import { SNAPBACK } from "./transitions.ts";
import { contest, hold } from "./waiting.ts";

const now = after(100);
const [until, warnAt] = [timeAfter(48 * 3_600_000), timeAfter(24 * 3_600_000)];

describe("a dismissal", () => {
  it("ends a finding's life, with who did it and why", () => {
    const finding = dismiss(findingIn("awaiting-approval"), decisions.dismiss("dec_1"), now);
    expect(finding).toMatchObject({
      state: "dismissed",
      dismissed: { by: ALICE, reason: "known", at: timeAfter(100) },
      look: false,
    });
    expect(finding.proposal).toBeUndefined();
    expect(finding.dueAt).toBeUndefined();
    expect(finding.pending).toMatchObject([{ what: "dismissed: known" }]);
    expect(claimable(finding, after(99_999_999))).toBe(false);
  });

  it("is what a rejected plan leads to, and says so", () => {
    const finding = dismiss(findingIn("awaiting-approval"), decisions.reject("dec_1"), now);
    expect(finding.state).toBe("dismissed");
    expect(finding.pending).toMatchObject([
      { what: "rejected the plan: it is meant to be", decision: "dec_1" },
    ]);
  });

  it("of one that is exempt leaves no exemption that could end", () => {
    const finding = dismiss(findingIn("exempt"), decisions.dismiss("dec_1"), now);
    expect(finding.exemption).toBeUndefined();
    expect(finding.dueAt).toBeUndefined();
  });
});

describe("a retry", () => {
  it("has the resource looked at at once, as if it had just been found", () => {
    const proposal = proposalWith();
    const held = hold(actingFinding(), "mode monitor", proposal, after(5));
    const contested = contest(actingFinding(), { proposal, times: 3, what: "c", againAfterMs: 9 }, after(5));
    const stuck = { ...contested, remediations: [timeAfter(0)], retries: 4 };
    for (const finding of [held, stuck, findingIn("failed"), findingIn("dismissed")]) {
      const again = retry(finding, decisions.retry("dec_1"), now);
      expect(again).toMatchObject({
        state: "open",
        look: true,
        dueAt: timeAfter(100),
        retries: 0,
        remediations: [],
      });
      for (const gone of ["hold", "proposal", "dismissed", "failure", "contested"] as const)
        expect(again[gone]).toBeUndefined();
      expect(claimable(again, now)).toBe(true);
      expect(again.reopened).toBe(finding.reopened);
      expect(again.attempts).toEqual(finding.attempts);
    }
  });
});

describe("a decision that is not followed", () => {
  it("leaves the finding as it was, and is remembered with the reason", () => {
    const known = findingIn("remediated");
    const refused = refuse(known, decisions.dismiss("dec_1"), "it is remediated by now", now);
    expect(refused).toEqual({
      ...known,
      version: known.version + 1,
      decided: [{ id: "dec_1", at: timeAfter(100), refused: "it is remediated by now" }],
      pending: [
        {
          findingId: known.id,
          version: known.version + 1,
          at: timeAfter(100),
          by: SNAPBACK,
          what: "refused to dismiss: it is remediated by now",
          decision: "dec_1",
          from: "remediated",
          to: "remediated",
        },
      ],
    });
  });

  it("is remembered within bounds", () => {
    let finding = openFinding();
    for (let n = 0; n < 300; n++) finding = refuse(finding, decisions.dismiss(`dec_${n}`), "no", now);
    expect(finding.decided).toHaveLength(50);
    expect(finding.decided.at(-1)).toEqual({ id: "dec_299", at: timeAfter(100), refused: "no" });
  });
});

describe("an exemption", () => {
  it("covers a finding until it ends, of which people are told before", () => {
    const finding = exempt(findingIn("failed"), exemptionWith(), undefined, 24, now);
    expect(finding).toMatchObject({
      state: "exempt",
      exemption: { id: "exm_1", until, warnAt },
      dueAt: warnAt,
    });
    expect(finding.failure).toBeUndefined();
    expect(finding.decided).toEqual([]);
    expect(finding.pending).toMatchObject([
      { by: SNAPBACK, what: `exempt by exm_1 until ${until}: a scanner of ours` },
    ]);
    const warned = warn(finding, after(24 * 3_600_000));
    expect(warned).toMatchObject({ exemption: { id: "exm_1", warned: true }, dueAt: until });
    expect(warned.pending).toMatchObject([
      { notice: "exemption-ending", what: expect.stringContaining(until) },
    ]);
  });

  it("that was made for it is on record as the person's", () => {
    const finding = exempt(openFinding(), exemptionWith(), decisions.exempt("dec_1"), 24, now);
    expect(finding.decided).toEqual([{ id: "dec_1", at: timeAfter(100) }]);
    expect(finding.pending).toMatchObject([{ by: ALICE, decision: "dec_1" }]);
  });

  it("that is not there can't be about to end", () => {
    expect(warn(openFinding(), now)).toEqual(openFinding());
  });

  it("after another one has an end of its own, of which people are told anew", () => {
    const warned = warn(findingIn("exempt"), after(24 * 3_600_000));
    const other = exemptionWith({ id: "exm_2", until: timeAfter(96 * 3_600_000) });
    const covered = coverAgain(warned, other, 24, now);
    expect(covered.exemption).toEqual({ id: "exm_2", until: other.until, warnAt: timeAfter(72 * 3_600_000) });
    expect(covered).toMatchObject({ state: "exempt", dueAt: timeAfter(72 * 3_600_000) });
  });

  it("that has ended opens a new episode, which is looked at where anybody can", () => {
    const known = findingIn("exempt");
    const open = uncover(known, true, now);
    expect(open).toMatchObject({ state: "open", look: true, dueAt: timeAfter(100), reopened: 1 });
    expect(open.exemption).toBeUndefined();
    expect(open.pending).toMatchObject([
      { notice: "found", what: expect.stringContaining("exm_1 has ended") },
    ]);
    const left = uncover(known, false, now);
    expect(left).toMatchObject({ state: "open", look: false });
    expect(left.dueAt).toBeUndefined();
    const minor = uncover({ ...known, severity: "low" }, true, now);
    expect(minor.pending[0]).not.toHaveProperty("notice");
  });
});
