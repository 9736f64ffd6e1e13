import { describe, expect, it } from "vitest";
import { findingWith } from "../../test/notices.ts";
import type { Finding } from "../finding/schema.ts";
import { standingOf, standingWords } from "./standing.ts";

const party = { kind: "person", name: "ana" } as const;
const until = "2026-11-24T08:00:00.000Z";
const plan = { steps: [], undo: [], version: 1 as const };
const proposal = { id: "p", plan, before: {}, madeAt: until, why: "mode is approve", expiresAt: until };

/** Seen two seconds after the call. */
const opened = { ...findingWith().opened, seenAt: "2026-11-23T08:00:02.000Z" };

const standing = (fields: Partial<Finding>) => standingWords(findingWith(fields));

describe("how a finding stands", () => {
  it.each<[string, Partial<Finding>]>([
    ["open", {}],
    ["open: made by eks.amazonaws.com", { hold: "made by eks.amazonaws.com" }],
    [
      "waiting for approval until 2026-11-24 08:00 UTC: mode is approve",
      { state: "awaiting-approval", proposal },
    ],
    ["being put right", { state: "responding" }],
    [
      "put right 3.8 s after it was seen",
      { state: "remediated", opened, safe: { at: "2026-11-23T08:00:05.800Z", by: "snapback" } },
    ],
    [
      "put right 0 s after it was seen",
      { state: "remediated", opened, safe: { at: "2026-11-23T08:00:00.000Z", by: "snapback" } },
    ],
    [
      "put right 45 min after it was seen",
      { state: "remediated", safe: { at: "2026-11-23T08:45:00.000Z", by: "snapback" } },
    ],
    [
      "put right 26 h after it was seen",
      { state: "remediated", safe: { at: "2026-11-24T10:00:00.000Z", by: "snapback" } },
    ],
    ["already safe when Snapback looked", { state: "remediated", safe: { at: until, by: "already" } }],
    [
      "failed: UnauthorizedOperation: You are not authorized to perform this operation.",
      {
        state: "failed",
        failure: {
          code: "UnauthorizedOperation",
          message: "You are not authorized to perform this operation.",
        },
      },
    ],
    ["being undone", { state: "undoing" }],
    [
      "undone, left alone until 2026-11-24 08:00 UTC",
      { state: "undone", exemption: { id: "exm", until, warnAt: until } },
    ],
    [
      "exempt until 2026-11-24 08:00 UTC",
      { state: "exempt", exemption: { id: "exm", until, warnAt: until } },
    ],
    [
      "dismissed by ana: a honeypot",
      { state: "dismissed", dismissed: { by: party, reason: "a honeypot", at: until } },
    ],
  ])("is %j", (words, fields) => {
    expect(standing(fields)).toBe(words);
  });

  it("names who contests it, with what, and how often", () => {
    const contested = { since: until, times: 3 };
    expect(standing({ state: "contested", contested })).toBe(
      "contested: put right 3 times, and put back each time, last by deploy (a user) from 198.51.100.7",
    );
    const { latest } = findingWith();
    const by = (actor: Finding["latest"]["actor"], times = 1) =>
      standing({
        state: "remediated",
        safe: { at: until, by: "already" },
        contested: { since: until, times },
        latest: { ...latest, actor },
      });
    expect(by({ type: "AssumedRole", name: "ci", userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.9.8" })).toBe(
      "already safe when Snapback looked; contested: put right once, and put back each time, last by ci (Terraform, by its user agent)",
    );
    expect(by({ type: "AssumedRole", name: "ci", service: "cloudformation.amazonaws.com" })).toContain(
      "ci (CloudFormation)",
    );
  });
});

describe("what a finding counts as", () => {
  it("is its state, or that nobody had to put it right, or that nobody knows it any more", () => {
    const already = { at: until, by: "already" as const };
    expect(standingOf(findingWith({ state: "failed" }))).toBe("failed");
    expect(standingOf(findingWith({ state: "remediated", safe: { ...already, by: "snapback" } }))).toBe(
      "remediated",
    );
    expect(standingOf(findingWith({ state: "remediated", safe: already }))).toBe("already");
    expect(standingOf(findingWith({ state: "undone", safe: already }))).toBe("undone");
    expect(standingOf(undefined)).toBe("gone");
  });
});
