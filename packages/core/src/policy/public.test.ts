import { describe, expect, it } from "vitest";
import { readPolicy } from "./document.ts";
import { publicStatements } from "./public.ts";

const ARN = "arn:aws:s3:::site/*";
const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: ARN };

function found(statements: unknown, now?: Date) {
  const policy = readPolicy({ Version: "2012-10-17", Statement: statements });
  return policy.readable ? publicStatements(policy, { now }) : [];
}
const verdict = (statements: unknown, now?: Date) => found(statements, now)[0]?.certainty ?? "clean";
const verdictOf = (Condition: unknown) => verdict({ ...allow, Condition });

describe("publicStatements by principal", () => {
  it.each([
    "*",
    ["*"],
    { AWS: "*" },
    { AWS: ["arn:aws:iam::111122223333:root", "*"] },
    { AWS: "*", Service: "s3.amazonaws.com" },
    { aws: "*" },
  ])("%j is everyone", (Principal) => {
    expect(verdict({ ...allow, Principal })).toBe("public");
  });

  it("everyone but somebody is everyone", () => {
    const NotPrincipal = { AWS: "arn:aws:iam::111122223333:root" };
    expect(found({ ...allow, Principal: undefined, NotPrincipal })).toMatchObject([
      { certainty: "public", why: "anyone but those it names may s3:GetObject" },
    ]);
  });

  it.each([
    "arn:aws:iam::*:root",
    { AWS: "arn:aws:iam::*:root" },
    { AWS: "arn:aws:iam::11112222????:root" },
    { AWS: "**" },
    { AWS: "${aws:PrincipalArn}" },
    { Federated: "*" },
    { Service: "*.amazonaws.com" },
    { Federated: "arn:aws:iam::111122223333:oidc-provider/*" },
    { CanonicalUser: "*" },
    { "*": "x" },
    { Anybody: "*" },
    undefined,
  ])("%j is in doubt", (Principal) => {
    expect(verdict({ ...allow, Principal })).toBe("doubt");
  });

  it.each([
    "111122223333",
    { AWS: ["111122223333", "arn:aws:iam::999999999999:role/x", "AROAEXAMPLEEXAMPLE000"] },
    { AWS: "arn:aws:iam::111122223333:user/*" },
    { AWS: "arn:aws-cn:sts::111122223333:assumed-role/x/y" },
    { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EXAMPLE" },
    { Service: ["s3.amazonaws.com", "sns.amazonaws.com"] },
    { Federated: "cognito-identity.amazonaws.com" },
    { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
    { AWS: [] },
  ])("%j is somebody", (Principal) => {
    expect(verdict({ ...allow, Principal })).toBe("clean");
  });

  it("a Deny lets nobody in", () => {
    expect(verdict({ ...allow, Effect: "Deny" })).toBe("clean");
  });

  it("a statement that can't be read is in doubt", () => {
    expect(found([allow, { ...allow, Effect: "allow" }])).toMatchObject([
      { index: 0, certainty: "public" },
      { index: 1, certainty: "doubt", why: "a statement that can't be read may let anyone in" },
    ]);
  });
});

describe("publicStatements by condition", () => {
  it.each([
    { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { stringequals: { "AWS:principalorgid": ["o-exampleorgid", "o-otherorgid1"] } },
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/r-ab12/*" } },
    { "ForAnyValue:StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { StringEquals: { "aws:PrincipalAccount": 111122223333 } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
    { ArnLike: { "aws:PrincipalArn": "arn:*:iam::111122223333:role/*" } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:*" } },
    { StringEquals: { "AWS:SourceOwner": "111122223333" } },
    { StringEquals: { "aws:SourceAccount": "111122223333" } },
    { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:topic" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::site" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:site" } },
    { ArnLike: { "aws:SourceArn": "arn:*:s3:::site" } },
    { StringEquals: { "aws:SourceOrgID": "o-exampleorgid" } },
    { StringEqualsIgnoreCase: { "aws:SourceVpc": "vpc-1" } },
    { StringEquals: { "aws:SourceVpce": ["vpce-1", "vpce-2"] } },
    { StringEquals: { "aws:VpceOrgID": "o-exampleorgid" } },
    { StringLike: { "aws:userid": "AROAEXAMPLEEXAMPLE000:*" } },
    { StringLike: { "aws:userid": "111122223333:*" } },
    { StringEquals: { "aws:userid": "AIDAEXAMPLEEXAMPLE000" } },
    { StringEquals: { "kms:CallerAccount": "111122223333", "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
    { StringLike: { "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/*" } },
    { IpAddress: { "aws:SourceIp": "198.51.100.7" } },
    { IpAddress: { "aws:SourceIp": ["52.1.0.0/16", "2600:1f00::/40", "2600:1f00::1"] } },
    { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": true, "aws:SecureTransport": true } },
    {
      StringEquals: { "aws:SourceVpc": "vpc-1" },
      StringLike: { "aws:PrincipalArn": "*", "sns:Endpoint": "x" },
    },
  ])("%j keeps outsiders out", (condition) => {
    expect(verdictOf(condition)).toBe("clean");
  });

  it.each([
    {},
    { StringEquals: {} },
    { StringLike: { "aws:PrincipalOrgID": "*" } },
    { StringLike: { "aws:PrincipalOrgID": ["o-exampleorgid", "*"] } },
    { ArnLike: { "aws:SourceArn": "**" } },
    { StringEquals: { "aws:userid": "anonymous" } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { ArnLikeIfExists: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:topic" } },
    { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/*" } },
    { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } },
    { NotIpAddress: { "aws:SourceIp": "198.51.100.7" } },
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
    { StringNotLikeIfExists: { "aws:SourceVpc": "vpc-1" } },
    { Null: { "aws:PrincipalOrgID": "true" } },
    { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
    { IpAddress: { "aws:SourceIp": ["198.51.100.7", "::/0"] } },
    { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
    { IpAddress: { "aws:SourceIp": ["52.0.0.0/9", "52.128.0.0/9"] } },
    { IpAddress: { "aws:SourceIp": ["52.0.0.0/8", "nonsense"] } },
    { Bool: { "aws:SecureTransport": "true" } },
    { StringLike: { "aws:Referer": "https://example.com/*" } },
    { StringEquals: { "aws:UserAgent": "x" } },
    { StringEquals: { "sts:ExternalId": "x" } },
    { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    { StringEquals: { "s3:ExistingObjectTag/public": "yes" } },
    { StringEquals: { "s3:RequestObjectTagKeys": "yes" } },
    { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    { StringEquals: { "aws:PrincipalTag/team": "a" } },
    { StringEquals: { "aws:ResourceAccount": "111122223333" } },
    { StringLike: { "s3:prefix": "public/*" } },
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } },
    { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
  ])("%j keeps nobody out", (condition) => {
    expect(verdictOf(condition)).toBe("public");
  });

  it.each([
    { StringEquals: { "sns:Endpoint": "x" } },
    { StringEquals: { "s3:prefixes": "x" } },
    { SomethingNew: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { Bool: { "aws:PrincipalOrgID": "true" } },
    { StringEquals: { "aws:SourceIp": "198.51.100.7" } },
    { IpAddress: { "aws:SourceIp": "nonsense" } },
    { IpAddress: { "aws:SourceIp": ["198.51.100.7", "${x}"] } },
    { IpAddressIfExists: { "aws:SourceIp": "198.51.100.7" } },
    { StringEqualsIfExists: { "aws:PrincipalAccount": "111122223333" } },
    { "ForAllValues:StringEquals": { "kms:CallerAccount": "111122223333" } },
    { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
    { StringEquals: { "aws:PrincipalOrgID": "o-*" } },
    { StringEquals: { "aws:PrincipalOrgID": "" } },
    { StringEquals: { "aws:PrincipalOrgID": [] } },
    { StringLike: { "aws:PrincipalOrgID": "o-example*" } },
    { StringLike: { "aws:PrincipalOrgPaths": "o-*" } },
    { StringLike: { "aws:PrincipalAccount": "11112222333?" } },
    { StringLike: { "aws:userid": "AROA*" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::1111222233*:role/x" } },
    { StringLike: { "aws:PrincipalArn": "arn:*:iam::111122223333:role/x" } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333*" } },
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:::site*" } },
    { ArnLike: { "aws:SourceArn": ["arn:aws:s3:::site", "arn:aws:sns:us-east-1:*:x"] } },
    { StringLike: { "aws:SourceArn": "arn:aws:s3:*:*:site" } },
    { StringLike: { "aws:SourceArn": "arn:aws:s3:::site*" } },
    { ArnLike: { "aws:SourceAccount": "arn:aws:iam::111122223333:*" } },
    { Null: { "aws:PrincipalOrgID": "false" } },
    { StringNotLike: { "aws:PrincipalArn": "*" } },
    { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
    { Bool: { "elasticfilesystem:AccessedViaMountTarget": [] } },
    { Null: { "aws:PrincipalOrgID": ["true", "false"] } },
    { StringEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } },
    { BoolIfExists: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
    { StringEquals: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
    { DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } },
  ])("%j leaves a doubt", (condition) => {
    expect(verdictOf(condition)).toBe("doubt");
  });

  it.each([
    ["2030-01-01T00:00:00Z", "public"],
    ["2020-01-01T00:00:00Z", "doubt"],
    ["1893456000", "public"],
    ["1577836800", "doubt"],
    ["nonsense", "doubt"],
  ])("an end at %s is %s in 2026", (end, expected) => {
    const Condition = { DateLessThanEquals: { "aws:CurrentTime": end } };
    expect(verdict({ ...allow, Condition }, new Date("2026-11-01T00:00:00Z"))).toBe(expected);
  });
});

describe("publicStatements with a Deny", () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };

  it.each([
    deny,
    { ...deny, Principal: { AWS: "*" } },
    { ...deny, Action: "S3:getobject", Resource: ARN },
    { ...deny, Resource: undefined },
    { ...deny, Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/admin" } },
    { ...deny, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } } },
    { ...deny, Condition: { StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-1", "vpce-2"] } } },
    { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "198.51.100.7" } } },
    { ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } },
    { ...deny, Condition: { "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/*" } } },
    {
      ...deny,
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        NotIpAddress: { "aws:SourceIp": "198.51.100.7" },
      },
    },
  ])("%j takes the Allow away", (statement) => {
    expect(verdict([allow, statement])).toBe("clean");
    expect(verdict([statement, allow])).toBe("clean");
  });

  it.each([
    { ...deny, Effect: "Allow", Principal: { AWS: "111122223333" } },
    { ...deny, Principal: { AWS: "111122223333" } },
    { ...deny, Principal: undefined },
    { ...deny, Principal: undefined, NotPrincipal: { AWS: "*" } },
    { ...deny, Principal: { Service: "s3.amazonaws.com" } },
    { ...deny, Action: "s3:PutObject" },
    { ...deny, Action: undefined, NotAction: "s3:*" },
    { ...deny, Resource: "arn:aws:s3:::site/private/*" },
    { ...deny, Resource: undefined, NotResource: "*" },
    { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { ...deny, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } } },
    { ...deny, Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": "o-exampleorgid/*" } } },
    { ...deny, Condition: { StringNotLike: { "aws:PrincipalOrgID": "*" } } },
    { ...deny, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "${x}" } } },
    { ...deny, Condition: { StringNotEquals: { "aws:PrincipalTag/team": "a" } } },
    { ...deny, Condition: { Null: { "aws:PrincipalOrgID": "true" } } },
    { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } } },
    {
      ...deny,
      Condition: {
        StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    "unreadable",
  ])("%j does not", (statement) => {
    expect(found([allow, statement])[0]).toMatchObject({ index: 0, certainty: "public" });
  });

  it("may take it away in parts, and has to take all of them", () => {
    const both = {
      ...allow,
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
    };
    const denies = [
      { ...deny, Action: "s3:Get*" },
      { ...deny, Action: "s3:Put*", Resource: "arn:aws:s3:::a/*" },
      { ...deny, Action: "s3:Put*", Resource: "arn:aws:s3:::b/*" },
    ];
    expect(verdict([both, ...denies])).toBe("clean");
    for (const left of denies)
      expect(verdict([both, ...denies.filter((each) => each !== left)])).toBe("public");
  });

  it("of some actions is none of all but some", () => {
    const wide = { ...allow, Action: undefined, NotAction: "s3:DeleteBucket" };
    expect(verdict([wide, deny])).toBe("public");
    expect(verdict([wide, { ...deny, Action: "*" }])).toBe("clean");
    expect(
      verdict([
        { ...allow, Resource: undefined, NotResource: "x" },
        { ...deny, Resource: ARN },
      ]),
    ).toBe("public");
  });
});

describe("what publicStatements says", () => {
  const why = (statement: unknown) => found(statement)[0]?.why;

  it.each([
    [allow, "anyone may s3:GetObject"],
    [{ ...allow, Action: "*" }, "anyone may do everything"],
    [{ ...allow, Action: undefined, NotAction: ["s3:A", "s3:B"] }, "anyone may do everything but s3:A, s3:B"],
    [{ ...allow, Action: ["a:1", "a:2", "a:3", "a:4", "a:5"] }, "anyone may a:1, a:2, a:3 and 2 more"],
    [
      { ...allow, Principal: { AWS: "arn:aws:iam::*:root" } },
      "whoever arn:aws:iam::*:root stands for may s3:GetObject",
    ],
    [{ ...allow, Principal: undefined }, "whoever a statement without a principal is for may s3:GetObject"],
    [
      {
        ...allow,
        Condition: {
          StringLike: { "aws:Referer": "x", "s3:prefix": "y" },
          StringEquals: { "aws:Referer": "x" },
        },
      },
      "anyone may s3:GetObject; its conditions (aws:Referer, s3:prefix) keep nobody out",
    ],
    [
      { ...allow, Condition: { StringLike: { "aws:Referer": "x", "sns:Endpoint": "y" } } },
      "anyone may s3:GetObject, unless a condition keeps them out, which is in doubt (sns:Endpoint)",
    ],
  ])("of %j", (statement, words) => {
    expect(why(statement)).toBe(words);
  });

  it("is short and without controls, whatever is in the policy", () => {
    const text = `\u001b[31m\u202e${"x".repeat(5000)}`;
    const said =
      why({ ...allow, Action: [text, text, text, text], Condition: { StringEquals: { [text]: "x" } } }) ?? "";
    expect(said.length).toBeLessThan(400);
    expect(said).not.toMatch(/[\u001b\u202e]/);
  });
});
