import { assert, property, stringMatching, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { ec2Record } from "../../test/records.ts";
import { eventRules, matches, Pattern } from "./pattern.ts";

describe("eventRules", () => {
  const rules = eventRules([
    { source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"] },
    { source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress"] },
    { source: "iam.amazonaws.com", names: ["AttachUserPolicy"] },
    { source: "signin.amazonaws.com", names: ["ConsoleLogin"] },
  ]);
  const ruleOf = (source: string) => rules.find((rule) => rule.source === source);
  const event = (detail: unknown, fields = {}) => ({
    source: "aws.ec2",
    "detail-type": "AWS API Call via CloudTrail",
    detail,
    ...fields,
  });

  it("makes one rule per service, with source and detail-type pinned", () => {
    expect(rules.map(({ name }) => name)).toEqual(["ec2", "iam", "signin"]);
    expect(ruleOf("ec2.amazonaws.com")?.pattern).toEqual({
      source: ["aws.ec2"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ec2.amazonaws.com"],
        eventName: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"],
      },
    });
  });

  it("matches the call, and not another call, another service or another source", () => {
    const pattern = ruleOf("ec2.amazonaws.com")?.pattern ?? {};
    expect(matches(pattern, event(ec2Record("ModifySecurityGroupRules")))).toBe(true);
    expect(matches(pattern, event(ec2Record("RevokeSecurityGroupIngress")))).toBe(false);
    const another = ec2Record("ModifySecurityGroupRules", { eventSource: "rds.amazonaws.com" });
    expect(matches(pattern, event(another))).toBe(false);
    expect(matches(pattern, event(ec2Record("ModifySecurityGroupRules"), { source: "my.app" }))).toBe(false);
  });

  it.each(["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"])(
    "matches a sign-in under %j",
    (type) => {
      const pattern = ruleOf("signin.amazonaws.com")?.pattern ?? {};
      const detail = { eventSource: "signin.amazonaws.com", eventName: "ConsoleLogin" };
      const signIn = event(detail, { source: "aws.signin", "detail-type": type });
      expect(matches(pattern, signIn)).toBe(true);
      expect(matches(pattern, { ...signIn, "detail-type": "AWS Service Event via CloudTrail" })).toBe(false);
      expect(matches(ruleOf("ec2.amazonaws.com")?.pattern ?? {}, signIn)).toBe(false);
    },
  );

  it("tells which services report in us-east-1 alone", () => {
    expect(rules.filter(({ global }) => global).map(({ source }) => source)).toEqual(["iam.amazonaws.com"]);
  });

  it("splits what would be longer than EventBridge takes, and loses no name", () => {
    const name = stringMatching(/^[A-Z][A-Za-z0-9]{0,60}$/);
    assert(
      property(uniqueArray(name, { minLength: 1, maxLength: 150 }), ([first = "A", ...others]) => {
        const split = eventRules([{ source: "ec2.amazonaws.com", names: [first, ...others] }]);
        for (const { pattern } of split) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(1948);
        expect(new Set(split.map((rule) => rule.name)).size).toBe(split.length);
        for (const eventName of [first, ...others]) {
          const detail = { eventSource: "ec2.amazonaws.com", eventName };
          expect(split.filter(({ pattern }) => matches(pattern, event(detail)))).toHaveLength(1);
        }
      }),
    );
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

describe("a pattern from elsewhere", () => {
  it.each<unknown>([
    { source: ["aws.ec2", 1, true, null] },
    { detail: { eventName: [{ prefix: "Add" }, { suffix: ".com" }, { exists: false }] } },
    {},
  ])("is read where every matcher is known: %j", (pattern) => {
    expect(Pattern.safeParse(pattern)).toEqual({ success: true, data: pattern });
  });

  it.each<unknown>([
    { source: [{ "anything-but": "aws.ec2" }] },
    { source: [{ prefix: "a", suffix: "b" }] },
    { source: [] },
    { source: "aws.ec2" },
    ["aws.ec2"],
    undefined,
  ])("is refused where it would be read wrongly: %j", (pattern) => {
    expect(Pattern.safeParse(pattern).success).toBe(false);
  });
});
