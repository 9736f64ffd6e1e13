import { describe, expect, it } from "vitest";
import { statementDigest } from "./digest.ts";
import { readPolicy } from "./document.ts";

function digest(statement: unknown) {
  const policy = readPolicy({ Statement: statement });
  const read = policy.readable ? policy.statements[0] : undefined;
  return read && statementDigest(read);
}

const statement = {
  Sid: "a",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::111122223333:root", "999999999999"], Service: "s3.amazonaws.com" },
  Action: ["sqs:SendMessage", "sqs:ReceiveMessage"],
  Resource: "arn:aws:sqs:us-east-1:111122223333:jobs",
  Condition: { StringEquals: { "aws:SourceAccount": ["111122223333", "999999999999"] }, Bool: { k: true } },
};

describe("statementDigest", () => {
  it.each([
    { ...statement, Sid: "b" },
    { ...statement, Sid: undefined },
    { ...statement, Principal: { Service: ["s3.amazonaws.com"], AWS: ["999999999999", "111122223333"] } },
    { ...statement, Action: ["SQS:receivemessage", "SQS:SendMessage", "sqs:SendMessage"] },
    { ...statement, Resource: [statement.Resource] },
    {
      ...statement,
      Condition: {
        bool: { K: ["true"] },
        stringEquals: { "AWS:sourceAccount": ["999999999999", 111122223333] },
      },
    },
  ])("is the same for %j", (other) => {
    expect(digest(other)).toBe(digest(statement));
  });

  it("takes both spellings of everyone for the same", () => {
    expect(digest({ ...statement, Principal: "*" })).toBe(digest({ ...statement, Principal: { AWS: "*" } }));
  });

  it.each([
    { ...statement, Effect: "Deny" },
    { ...statement, Principal: { AWS: "arn:aws:iam::111122223333:root" } },
    { ...statement, Principal: { AWS: [...statement.Principal.AWS, "s3.amazonaws.com"] } },
    { ...statement, Principal: undefined },
    { ...statement, Principal: undefined, NotPrincipal: statement.Principal },
    { ...statement, Action: "sqs:SendMessage" },
    { ...statement, Action: undefined, NotAction: statement.Action },
    { ...statement, Resource: undefined },
    { ...statement, Resource: statement.Resource.toUpperCase() },
    { ...statement, Condition: undefined },
    { ...statement, Condition: { StringLike: statement.Condition.StringEquals, Bool: { k: true } } },
    { ...statement, Condition: { ...statement.Condition, Bool: { k: false } } },
    "unreadable",
  ])("is another for %j", (other) => {
    expect(digest(other)).not.toBe(digest(statement));
  });

  it("goes by the text of what can't be read", () => {
    expect(digest("a")).toBe(digest("a"));
    expect(digest("a")).not.toBe(digest("b"));
  });
});
