import { describe, expect, it } from "vitest";
import { ec2Record } from "../../test/records.ts";
import { eventPatterns, matches, type Pattern } from "./pattern.ts";

describe("eventPatterns", () => {
  const patterns = eventPatterns([
    { source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"] },
    { source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress"] },
    { source: "iam.amazonaws.com", names: ["AttachUserPolicy"] },
  ]);

  it("makes one pattern per service, with source and detail-type pinned", () => {
    expect([...patterns.keys()]).toEqual(["ec2.amazonaws.com", "iam.amazonaws.com"]);
    expect(patterns.get("ec2.amazonaws.com")).toEqual({
      source: ["aws.ec2"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ec2.amazonaws.com"],
        eventName: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"],
      },
    });
  });

  it("matches the call, and not another call, another service or another source", () => {
    const pattern = patterns.get("ec2.amazonaws.com") ?? {};
    const event = (detail: unknown, fields = {}) => ({
      source: "aws.ec2",
      "detail-type": "AWS API Call via CloudTrail",
      detail,
      ...fields,
    });
    expect(matches(pattern, event(ec2Record("ModifySecurityGroupRules")))).toBe(true);
    expect(matches(pattern, event(ec2Record("RevokeSecurityGroupIngress")))).toBe(false);
    expect(
      matches(pattern, event(ec2Record("ModifySecurityGroupRules", { eventSource: "rds.amazonaws.com" }))),
    ).toBe(false);
    expect(matches(pattern, event(ec2Record("ModifySecurityGroupRules"), { source: "my.app" }))).toBe(false);
  });
});

describe("matches", () => {
  it.each<[Pattern, unknown, boolean]>([
    [{ a: ["x", "y"] }, { a: "y" }, true],
    [{ a: ["x"] }, { a: ["z", "x"] }, true],
    [{ a: ["x"] }, {}, false],
    [{ a: [{ prefix: "Add" }] }, { a: "AddPermission" }, true],
    [{ a: [{ prefix: "Add" }] }, { a: "RemovePermission" }, false],
    [{ a: [{ prefix: "Add" }] }, { a: 7 }, false],
    [{ a: [{ suffix: ".com" }] }, { a: "x.com" }, true],
    [{ a: [{ exists: true }] }, { a: null }, true],
    [{ a: [{ exists: false }] }, { b: 1 }, true],
    [{ a: [{ exists: false }] }, { a: 1 }, false],
    [{ a: [null] }, { a: null }, true],
    [{ a: [1] }, { a: "1" }, false],
    [{ a: { b: ["x"] } }, { a: { b: "x" } }, true],
    [{ a: { b: ["x"] } }, { a: "x" }, false],
    [{ toString: ["x"] }, {}, false],
  ])("%j on %j is %j", (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});
