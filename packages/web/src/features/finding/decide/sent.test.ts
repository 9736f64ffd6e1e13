import { describe, expect, it } from "vitest";
import type { Activity } from "../finding-types.ts";
import { progressOf } from "./sent.ts";

const entry = (what: string, more: Partial<Activity> = {}): Activity => ({
  findingId: "fnd_1",
  version: 1,
  at: "2026-11-23T08:00:00.000Z",
  by: { kind: "snapback", name: "snapback" },
  what,
  from: "open",
  to: "open",
  ...more,
});
const before = entry("opened");

describe("progressOf", () => {
  it("waits until the finding's activity names the decision", () => {
    const other = entry("dismissed it", { decision: "dec_2" });

    expect(
      progressOf({ id: "dec_1" }, { finding: { state: "remediated" }, activity: [before, other] }),
    ).toEqual({ kind: "sent" });
  });

  it("goes on while Snapback is at work, and ends with what came of it", () => {
    const approved = entry("approved pln_1", {
      decision: "dec_1",
      from: "awaiting-approval",
      to: "responding",
    });
    const done = entry("put right", { from: "responding", to: "remediated" });

    expect(
      progressOf({ id: "dec_1" }, { finding: { state: "responding" }, activity: [before, approved] }),
    ).toEqual({ kind: "working" });
    expect(
      progressOf({ id: "dec_1" }, { finding: { state: "remediated" }, activity: [before, approved, done] }),
    ).toEqual({ kind: "over", refused: false, what: "put right" });
  });

  it("says that it was refused, and why", () => {
    const refused = entry("refused to undo: it has changed since", { decision: "dec_1" });

    expect(
      progressOf({ id: "dec_1" }, { finding: { state: "undoing" }, activity: [refused, before] }),
    ).toEqual({ kind: "over", refused: true, what: "refused to undo: it has changed since" });
    const byPerson = { ...refused, by: { kind: "person" as const, name: "ada" } };
    expect(
      progressOf({ id: "dec_1" }, { finding: { state: "dismissed" }, activity: [byPerson] }),
    ).toMatchObject({ refused: false });
  });
});
