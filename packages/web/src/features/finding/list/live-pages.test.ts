import { describe, expect, it } from "vitest";
import type { Finding } from "../finding-types.ts";
import { arrivalKey, arrivalsSince, mergePages } from "./live-pages.ts";

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
  return {
    id,
    account: "123456789012",
    region: "eu-central-1",
    detection: "ec2-sg-ingress-world",
    title: "Security group opened to the internet",
    resource: { arn: "arn", type: "AWS::EC2::SecurityGroup", id: "sg-1" },
    fingerprint: "tcp/22-22/0.0.0.0/0",
    severity: "high",
    judged: { version: 0, parameters: {} },
    remediations: [],
    summary: "port 22 is open",
    evidence: {},
    state: "open",
    occurrences,
    reopened: 0,
    opened: call,
    latest: call,
  };
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);
const keys = (findings: readonly Finding[]) => new Set(findings.map(arrivalKey));

describe("mergePages", () => {
  it("joins pages in the API's order", () => {
    const merged = mergePages([
      { findings: [seen("d", 9), seen("c", 7)] },
      { findings: [seen("b", 7), seen("a", 1)] },
    ]);

    expect(ids(merged)).toEqual(["d", "c", "b", "a"]);
  });

  it("shows a finding that moved up between two requests once, as it was last", () => {
    const merged = mergePages([
      { findings: [seen("a", 9, 2), seen("c", 7)] },
      { findings: [seen("b", 3), seen("a", 1)] },
    ]);

    expect(ids(merged)).toEqual(["a", "c", "b"]);
    expect(merged[0]?.occurrences).toBe(2);
  });

  it("takes the later reading whichever page has it", () => {
    const merged = mergePages([{ findings: [seen("c", 7), seen("a", 1)] }, { findings: [seen("a", 9, 2)] }]);

    expect(ids(merged)).toEqual(["a", "c"]);
  });

  it("has nothing to say of no pages", () => {
    expect(mergePages([])).toEqual([]);
  });
});

describe("arrivalsSince", () => {
  const before = [seen("b", 5), seen("a", 3)];

  it("knows a new finding", () => {
    expect(arrivalsSince(keys(before), [seen("c", 7), ...before])).toEqual(["c c-1"]);
  });

  it("knows one that was seen again", () => {
    expect(arrivalsSince(keys(before), [seen("a", 8, 2), seen("b", 5)])).toEqual(["a a-2"]);
  });

  it("does not take another page of older findings for new ones", () => {
    expect(arrivalsSince(keys(before), [...before, seen("z", 1)])).toEqual([]);
  });

  it("does not take what moves up from below, as others leave a filtered list, for new", () => {
    expect(arrivalsSince(keys(before), [seen("b", 5), seen("z", 1)])).toEqual([]);
  });

  it("takes everything for new after an empty list, or when nothing known is left", () => {
    expect(arrivalsSince(new Set(), before)).toHaveLength(2);
    expect(arrivalsSince(keys([seen("old", 1)]), before)).toHaveLength(2);
  });
});
