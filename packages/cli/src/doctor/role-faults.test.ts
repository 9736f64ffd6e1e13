import { describe, expect, it } from "vitest";
import { PolicyDocument } from "./compare-rights.ts";
import { roleFaults } from "./role-faults.ts";

const group = "arn:aws:ec2:*:111122223333:security-group/*";
const expected = [
  { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:q"] },
  {
    actions: ["ec2:RevokeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupIngress"],
    resources: [group],
    conditions: [
      { test: "StringEquals" as const, variable: "aws:RequestedRegion", values: ["us-east-1", "eu-west-1"] },
    ],
  },
];
const trust = {
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};
const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:111122223333:q" };
const Condition = { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } };
const authorize = {
  Effect: "Allow",
  Action: ["ec2:AuthorizeSecurityGroupIngress"],
  Resource: [group],
  Condition,
};
const revoke = { Sid: "Any", ...authorize, Action: "ec2:RevokeSecurityGroupIngress" };

function faults(statements: unknown, role: { trust?: unknown; attached?: string[] } = {}): string[] {
  const { Statement } = PolicyDocument.parse({ Statement: statements });
  return roleFaults(expected, { trust, attached: [], ...role, statements: Statement });
}

describe("roleFaults", () => {
  it("has none where the rights are the declared ones, however they are spelled, spread and ordered", () => {
    expect(faults([revoke, send, authorize])).toEqual([]);
    expect(faults([send, { ...authorize, Action: [revoke.Action, ...authorize.Action] }])).toEqual([]);
  });

  it("names each right that is not there", () => {
    expect(faults([revoke, authorize])).toEqual([
      "may not sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:q, which it needs",
    ]);
    expect(faults(send)).toEqual([
      `may not ec2:AuthorizeSecurityGroupIngress, ec2:RevokeSecurityGroupIngress on ${group} if aws:RequestedRegion StringEquals eu-west-1, us-east-1, which it needs`,
    ]);
  });

  it("names each right that nothing declares, also where a wildcard or a lost condition gives it", () => {
    const extra = { ...send, Action: ["sqs:SendMessage", "sqs:PurgeQueue"] };
    expect(faults([revoke, extra, authorize])).toEqual([
      "may sqs:PurgeQueue on arn:aws:sqs:us-east-1:111122223333:q, which nothing declares",
    ]);
    const wide = { ...send, Resource: "*" };
    expect(faults([revoke, wide, authorize])).toContain("may sqs:SendMessage on *, which nothing declares");
    const { Condition: _, ...anywhere } = authorize;
    expect(faults([revoke, send, anywhere])).toContain(
      `may ec2:AuthorizeSecurityGroupIngress on ${group}, which nothing declares`,
    );
  });

  it("takes what is said in another way for undeclared: a denial, and everything but", () => {
    for (const [odd, said] of [
      [{ ...send, Effect: "Deny" }, '"Effect":"Deny"'],
      [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, '"NotAction":"iam:*"'],
      [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::x" }, '"NotResource":"arn:aws:s3:::x"'],
    ] as const) {
      const found = faults([revoke, send, authorize, odd]);
      expect(found).toEqual([expect.stringMatching(/^has the statement \{.*\}, which nothing declares$/)]);
      expect(found[0]).toContain(said);
    }
  });

  it("names attached policies", () => {
    const attached = ["arn:aws:iam::aws:policy/AdministratorAccess"];
    expect(faults([revoke, send, authorize], { attached })).toEqual([
      "has the policy arn:aws:iam::aws:policy/AdministratorAccess attached, which nothing declares",
    ]);
  });

  it("says who may assume the role beside Lambda, and whether Lambda may", () => {
    const root = { AWS: "arn:aws:iam::111122223333:root" };
    const [lambda] = trust.Statement;
    const trusting = (...Statement: unknown[]) => faults([revoke, send, authorize], { trust: { Statement } });
    expect(trusting(lambda, { ...lambda, Principal: root })).toEqual([
      `can be assumed by others than Lambda: ${JSON.stringify(root)}`,
    ]);
    const both = { ...lambda?.Principal, ...root };
    expect(trusting({ ...lambda, Principal: both })[0]).toContain("by others than Lambda");
    expect(trusting({ ...lambda, Principal: "*" })[0]).toContain("by others than Lambda");
    const services = { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] };
    expect(trusting({ ...lambda, Principal: services })[0]).toContain("ec2.amazonaws.com");
    expect(trusting({ ...lambda, Effect: "Deny" })).toEqual(["can't be assumed by Lambda"]);
    expect(trusting({ ...lambda, Principal: { Service: ["lambda.amazonaws.com"] } })).toEqual([]);
  });
});
