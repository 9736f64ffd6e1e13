import { describe, expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import type { Finding } from "../../finding-types.ts";
import { arrivalKey, arrivalsSince } from "./arrivals.ts";

function seen(id: string, second: number, occurrences = 1): Finding {
  const eventTime = `2026-11-23T09:00:${String(second).padStart(2, "0")}Z`;
  const call = {
    eventId: `${id}-${occurrences}`,
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    eventTime,
    seenAt: eventTime,
    actor: { type: "IAMUser", name: "alice" },
  };
  return finding({ id, occurrences, opened: call, latest: call });
}

const keys = (findings: readonly Finding[]) => new Set(findings.map(arrivalKey));

describe("arrivalsSince", () => {
  const before = [seen("b", 5), seen("a", 3)];
  const since = (known: ReadonlySet<string>, now: readonly Finding[]) => arrivalsSince(known, now, false);

  it("knows a new finding", () => {
    expect(since(keys(before), [seen("c", 7), ...before])).toEqual(["c c-1"]);
  });

  it("knows one that was seen again", () => {
    expect(since(keys(before), [seen("a", 8, 2), seen("b", 5)])).toEqual(["a a-2"]);
  });

  it("does not take another page of older findings for new ones", () => {
    expect(since(keys(before), [...before, seen("z", 1)])).toEqual([]);
  });

  it("does not take what moves up from below, as others leave a filtered list, for new", () => {
    expect(since(keys(before), [seen("b", 5), seen("z", 1)])).toEqual([]);
  });

  it("takes what stands below for new where nothing followed", () => {
    expect(arrivalsSince(keys(before), [...before, seen("z", 1)], true)).toEqual(["z z-1"]);
  });

  it("takes everything for new after an empty list, or when nothing known is left", () => {
    expect(since(new Set(), before)).toHaveLength(2);
    expect(since(keys([seen("old", 1)]), before)).toHaveLength(2);
  });
});
