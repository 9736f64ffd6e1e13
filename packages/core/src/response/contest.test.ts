import { describe, expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { after, callWith, START } from "../../test/lives.ts";
import { findingWith } from "../../test/notices.ts";
import type { Finding } from "../finding/schema.ts";
import type { Config } from "../settings/config.ts";
import { contestOf } from "./contest.ts";

const MINUTE_MS = 60_000;
const now = after(0);
/** How many minutes ago it was put right. */
const putRight = (...minutesAgo: number[]) =>
  minutesAgo.map((minutes) => new Date(START.getTime() - minutes * MINUTE_MS).toISOString());

function contest(fields: Partial<Finding>, different: Partial<Config["contested"]> = {}) {
  const finding = findingWith({ severity: "critical", ...fields });
  return contestOf(finding, { contested: { ...testConfig.contested, ...different } }, now);
}

describe("what is contested", () => {
  it.each([
    ["nothing", putRight(), false],
    ["one less than the operator lets it be put right", putRight(2, 1), false],
    ["as often", putRight(3, 2, 1), true],
    ["as often, the first a moment within the window", putRight(59.999, 2, 1), true],
    ["as often, the first at the window's edge", putRight(60, 2, 1), false],
    ["often, long ago", putRight(100, 99, 98, 97), false],
    ["more often", putRight(5, 4, 3, 2, 1), true],
  ])("is what was put right: %s", (_, remediations, contested) => {
    expect(contest({ remediations }) !== undefined).toBe(contested);
  });

  it("is as the operator has it: how often, and within what time", () => {
    expect(contest({ remediations: putRight(1) }, { times: 1 })?.times).toBe(1);
    expect(contest({ remediations: putRight(9, 8, 7) }, { withinMinutes: 9 })).toBeUndefined();
    expect(contest({ remediations: putRight(9, 8, 7) }, { withinMinutes: 10 })?.times).toBe(3);
  });

  it.each([
    [3, 30_000],
    [4, 60_000],
    [5, 120_000],
    [6, 240_000],
    [7, 480_000],
    [8, 900_000],
    [20, 900_000],
  ])("and critical goes on being put right, the %dth time after %d ms", (times, wait) => {
    const remediations = putRight(...Array.from({ length: times }, (_, index) => index + 1));
    expect(contest({ remediations })).toMatchObject({ times, againAfterMs: wait });
  });

  it("stops where it is not critical, or the operator chose to stop", () => {
    const remediations = putRight(3, 2, 1);
    for (const severity of ["high", "medium", "low"] as const)
      expect(contest({ remediations, severity })).toMatchObject({ times: 3, againAfterMs: undefined });
    expect(contest({ remediations }, { critical: "stop" })?.againAfterMs).toBeUndefined();
  });

  it.each([
    ["a person", { type: "IAMUser", name: "deploy" }, "by deploy (a user)"],
    [
      "Terraform",
      { type: "AssumedRole", name: "ci", userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.9.0" },
      "by ci (Terraform, by its user agent)",
    ],
    [
      "CloudFormation",
      { type: "AssumedRole", name: "ci", service: "cloudformation.amazonaws.com" },
      "by ci (CloudFormation)",
    ],
  ])("tells how often, within what time, and that %s is at it", (_, actor, words) => {
    const latest = callWith("e-9", { actor });
    expect(contest({ remediations: putRight(3, 2, 1), latest })?.what).toBe(
      `contested: put right 3 times within 60 minutes, and made again ${words}`,
    );
  });
});
