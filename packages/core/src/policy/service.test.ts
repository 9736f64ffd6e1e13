import { describe, expect, it } from "vitest";
import { readPolicy } from "./document.ts";
import { openServiceStatements } from "./service.ts";

const allow = {
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: "lambda:InvokeFunction",
};
function found(statement: unknown) {
  const policy = readPolicy({ Statement: statement });
  return policy.readable ? openServiceStatements(policy) : [];
}

describe("openServiceStatements", () => {
  it("finds a service that may call for anybody", () => {
    expect(found(allow)).toMatchObject([
      {
        index: 0,
        certainty: "service",
        services: ["s3.amazonaws.com"],
        why: "s3.amazonaws.com may lambda:InvokeFunction on behalf of any account",
      },
    ]);
    const Principal = { AWS: "111122223333", Service: ["s3.amazonaws.com", "sns.amazonaws.com"] };
    expect(found({ ...allow, Principal })).toMatchObject([
      { services: ["s3.amazonaws.com", "sns.amazonaws.com"] },
    ]);
  });

  it.each([
    [{ StringEquals: { "AWS:SourceAccount": "111122223333" } }, undefined],
    [{ ArnLike: { "AWS:SourceArn": "arn:aws:s3:::site" } }, undefined],
    [{ ArnLike: { "AWS:SourceArn": "arn:aws:sns:us-east-1:111122223333:*" } }, undefined],
    [{ StringEquals: { "aws:SourceOrgID": "o-exampleorgid" } }, undefined],
    [{ ArnLike: { "AWS:SourceArn": "arn:aws:sns:us-east-1:*:x" } }, "doubt"],
    [{ StringEquals: { "lambda:EventSourceToken": "x" } }, "doubt"],
    [{ StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } }, "service"],
    [{ ArnLike: { "AWS:SourceArn": "*" } }, "service"],
    [{ Bool: { "aws:SecureTransport": "true" } }, "service"],
  ])("under %j", (Condition, certainty) => {
    expect(found({ ...allow, Condition })[0]?.certainty).toBe(certainty);
  });

  it.each([
    { ...allow, Effect: "Deny" },
    { ...allow, Principal: "*" },
    { ...allow, Principal: { AWS: "s3.amazonaws.com" } },
    { ...allow, Principal: undefined },
    { ...allow, Principal: undefined, NotPrincipal: { Service: "s3.amazonaws.com" } },
    "unreadable",
  ])("is not about %j", (statement) => {
    expect(found(statement)).toEqual([]);
  });
});
