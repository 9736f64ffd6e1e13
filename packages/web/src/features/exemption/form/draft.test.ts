import { describe, expect, it } from "vitest";
import { type Draft, emptyDraft, parseDraft, problemsOf, requestOf, scopeOf } from "./draft.ts";
import { durations } from "./durations.ts";
import { problemsAt } from "./field-of.ts";

const now = Date.UTC(2026, 10, 23, 9);
const draft = (fields: Partial<Draft>): Draft => ({ ...emptyDraft, reason: "a load test", ...fields });

describe("the form of an exemption", () => {
  it("makes a scope of what is filled in, and of nothing else", () => {
    expect(scopeOf(draft({ detection: "d", account: " 111122223333 ", cidr: "  " }))).toEqual({
      detection: "d",
      account: "111122223333",
    });
    expect(scopeOf(draft({ tagKey: "exempt", tagValue: "" }))).toEqual({ tag: { key: "exempt", value: "" } });
    expect(scopeOf(draft({ tagValue: "yes" }))).toEqual({});
  });

  it.each([
    ["22", { from: 22, to: 22 }],
    [" 8000 - 8080 ", { from: 8000, to: 8080 }],
    ["2-1", { from: 2, to: 1 }],
    ["ssh", undefined],
    ["22,23", undefined],
    ["-1", undefined],
    ["1000000", undefined],
  ])("takes %j for ports: %j", (ports, meant) => {
    expect(scopeOf(draft({ ports })).ports).toEqual(meant);
    expect(problemsOf(draft({ ports, account: "1" }), now).ports !== undefined).toBe(meant === undefined);
  });

  it("lacks something without a part, a reason or a time that is still to come", () => {
    expect(Object.keys(problemsOf(draft({ reason: " " }), now)).toSorted()).toEqual(["reason", "scope"]);
    expect(problemsOf(draft({ account: "1", reason: "x".repeat(1001) }), now)).toHaveProperty("reason");
    const at = (date: string, time: string) =>
      problemsOf(draft({ account: "1", hours: "", date, time }), now).until;
    expect(at("", "")).toBe("Choose a day and a time.");
    expect(at("2026-11-22", "")).toBe("This time is past.");
    expect(at("2026-11-25", "10:30")).toBeUndefined();
    expect(problemsOf(draft({ account: "1" }), now)).toEqual({});
  });

  it("ends so many hours from now, or at a time of the person's own zone", () => {
    expect(requestOf(draft({ account: "1", hours: "8" }), now)).toEqual({
      scope: { account: "1" },
      reason: "a load test",
      until: "2026-11-23T17:00:00.000Z",
    });
    const until = new Date(2026, 10, 25, 10, 30).toISOString();
    expect(requestOf(draft({ hours: "", date: "2026-11-25", time: "10:30" }), now)).toMatchObject({ until });
  });

  it("is filled in by an address, but for what is none of its fields", () => {
    const search = {
      detection: "d",
      resource: "arn:aws:s3:::b",
      ports: ["1", "2"],
      new: "1",
      toString: "x",
      cidr: "",
    };
    expect(parseDraft(search)).toEqual({ detection: "d", resource: "arn:aws:s3:::b" });
  });

  it("shows what the API says beside the field that it is about", () => {
    const said = (pointer: string) => problemsAt([{ pointer, detail: "no" }]);
    expect(said("#/scope/cidr")).toEqual({ cidr: "no" });
    expect(said("#/scope/ports/from")).toEqual({ ports: "no" });
    expect(said("#/scope/tag/value")).toEqual({ tagValue: "no" });
    expect(said("#/scope")).toEqual({ scope: "no" });
    expect(said("#/until")).toEqual({ until: "no" });
    expect([said("#/scope/toString"), said("#/other"), problemsAt([{ detail: "no" }])]).toEqual([{}, {}, {}]);
  });

  it("offers no time that is longer than the operator allows", () => {
    expect(durations(7).map(({ value }) => value)).toEqual(["1", "4", "8", "24", "72", "168"]);
    expect(durations().at(-1)?.value).toBe("24");
  });
});
