import { describe, expect, it } from "vitest";
import { adminStatements } from "./admin.ts";
import { readPolicy } from "./document.ts";

function found(...statements: unknown[]) {
  const policy = readPolicy({ Version: "2012-10-17", Statement: statements });
  return policy.readable ? adminStatements(policy) : [];
}
const verdict = (...statements: unknown[]) => found(...statements)[0]?.certainty ?? "clean";
const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const deny = { Effect: "Deny", Action: "iam:*", Resource: "*" };

describe("adminStatements", () => {
  it.each([
    "*",
    ["*"],
    "*:*",
    "iam:*",
    "IAM:*",
    "i*",
    "?am:*",
    "iam*",
    "**",
    ["s3:GetObject", "iam:*"],
    ["iam:A*", "iam:P*", "iam:C*", "iam:U*", "iam:S*"],
  ])("takes %j for the whole of IAM", (Action) => {
    expect(verdict({ ...allow, Action })).toBe("admin");
  });

  it.each([
    ["*"],
    ["arn:aws:iam::*:*"],
    ["arn:aws:iam::111122223333:*"],
    ["arn:*:*:*:*:*"],
    ["arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*", "arn:aws:iam::*:group/*", "arn:aws:iam::*:policy/*"],
    ["arn:*"],
    ["arn:aws:iam"],
    ["arn:aws:i*"],
    ["arn:aws:iam::111122223333"],
    ["arn"],
  ])("takes the resources %j for all", (...Resource) => {
    expect(verdict({ ...allow, Resource })).toBe("admin");
  });

  it.each([
    { ...allow, Action: "iam:Put*" },
    { ...allow, Action: "iam:*Policy" },
    { ...allow, Action: "iam:*AccessKey*" },
    { ...allow, Action: "iam:AttachRolePolicy" },
    { ...allow, Action: "iam:*PolicyVersion" },
    { ...allow, Action: undefined, NotAction: ["iam:Create*"] },
    { ...allow, Resource: "arn:aws:iam::111122223333:role/*" },
    { ...allow, Resource: undefined, NotResource: "arn:aws:iam::111122223333:user/*" },
  ])("takes %j for a way there", (statement) => {
    expect(verdict(statement)).toBe("escalation");
  });

  it.each([
    { ...allow, Effect: "Deny" },
    { ...allow, Action: "s3:*" },
    { ...allow, Action: ["iam:Get*", "iam:List*", "iam:PassRole", "iam:CreateRole"] },
    { ...allow, Action: undefined, NotAction: ["iam:*", "organizations:*"] },
    { ...allow, Action: undefined, NotAction: "I*" },
    { ...allow, Resource: ["arn:aws:s3:::site/*", "arn:aws:s3:::*"] },
    { ...allow, Resource: "arn:aws:iam::111122223333:user/alice" },
    { ...allow, Resource: "arn:aws:iam::*:user/${aws:username}" },
    { ...allow, Resource: "arn:aws:iam::*:role/app-*" },
    { ...allow, Resource: "arn:aws:iam::*:mfa/*" },
    { ...allow, Resource: ["arn:aws:s3", "iam"] },
    { ...allow, Resource: ["arn:aws:iam::*:user/x", "arn:aws:iam::*:role/?"] },
    { ...allow, Resource: undefined, NotResource: "*" },
    { ...allow, Resource: undefined, NotResource: ["arn:aws:iam::*:*"] },
  ])("takes %j for neither", (statement) => {
    expect(verdict(statement)).toBe("clean");
  });

  it("NotAction gives all that it does not name, NotResource too", () => {
    expect(verdict({ ...allow, Action: undefined, NotAction: "s3:*" })).toBe("admin");
    expect(verdict({ ...allow, Resource: undefined, NotResource: "arn:aws:s3:::site/*" })).toBe("admin");
  });

  it("is in doubt under a condition, and of what it can't read", () => {
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    expect(found({ ...allow, Condition }, "x")).toMatchObject([
      {
        index: 0,
        certainty: "doubt",
        why: "may do everything: all of IAM, and so everything, under a condition",
      },
      { index: 1, certainty: "doubt", why: "a statement that can't be read may give anything" },
    ]);
    expect(verdict({ ...allow, Action: "iam:PutRolePolicy", Condition })).toBe("doubt");
  });

  it("leaves out what a Deny takes away for sure", () => {
    expect(verdict(allow, deny)).toBe("clean");
    expect(verdict(deny, allow)).toBe("clean");
    expect(verdict(allow, { ...deny, Action: "iam:Put*" })).toBe("escalation");
    expect(verdict(allow, { ...deny, Resource: "arn:aws:iam::*:role/admin" })).toBe("admin");
    expect(verdict(allow, { ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })).toBe(
      "admin",
    );
    expect(verdict(allow, { ...deny, Effect: "Allow", Action: "s3:*" })).toBe("admin");
    const spared = { ...deny, Resource: undefined, NotResource: "arn:aws:iam::111122223333:user/intruder" };
    expect(verdict(allow, spared)).toBe("admin");
  });

  it("names each statement, and what it is for", () => {
    expect(
      found({ ...allow, Action: "s3:*" }, { ...allow, Action: "iam:PutUserPolicy" }, allow),
    ).toMatchObject([
      {
        index: 1,
        certainty: "escalation",
        why: "may iam:PutUserPolicy: rights that lead to all others (iam:PutUserPolicy)",
      },
      { index: 2, certainty: "admin", why: "may do everything: all of IAM, and so everything" },
    ]);
  });
});
