import { describe, expect, it } from "vitest";
import { readPolicy } from "./document.ts";
import { openTrustStatements } from "./trust.ts";

const context = { account: "111122223333", allowedAccounts: ["444455556666"] };
const allow = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "sts:AssumeRole",
};
const github = "token.actions.githubusercontent.com";

function found(...statements: unknown[]) {
  const policy = readPolicy({ Version: "2012-10-17", Statement: statements });
  return policy.readable ? openTrustStatements(policy, context) : [];
}
const verdict = (statement: unknown) => found(statement)[0]?.certainty ?? "clean";

describe("openTrustStatements", () => {
  it.each([
    allow,
    { ...allow, Principal: { Service: "ec2.amazonaws.com" } },
    { ...allow, Principal: { AWS: ["111122223333", "arn:aws:iam::444455556666:role/ci"] } },
    { ...allow, Principal: { AWS: "AROAEXAMPLEEXAMPLE000" } },
    {
      ...allow,
      Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" },
      Action: "sts:AssumeRoleWithSAML",
    },
    { ...allow, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } } },
    { ...allow, Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "444455556666" } } },
    { ...allow, Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } },
    { ...allow, Principal: "*", Action: ["sts:TagSession", "sts:SetSourceIdentity"] },
    { ...allow, Principal: { AWS: "999999999999" }, Action: "sts:TagSession" },
    { ...allow, Principal: "*", Effect: "Deny" },
    { ...allow, Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::999999999999:role/*" } } },
    {
      ...allow,
      Principal: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        StringNotEquals: { "aws:PrincipalAccount": "999999999999" },
      },
    },
    {
      ...allow,
      Principal: undefined,
      NotPrincipal: { AWS: "999999999999" },
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    },
  ])("finds nothing in %j", (statement) => {
    expect(found(statement)).toEqual([]);
  });

  it.each([
    { ...allow, Principal: "*" },
    { ...allow, Principal: { AWS: ["111122223333", "*"] } },
    { ...allow, Principal: "*", Action: ["sts:TagSession", "STS:assume*"] },
    { ...allow, Principal: "*", Action: undefined, NotAction: "sts:AssumeRole" },
    { ...allow, Principal: "*", Condition: { StringEquals: { "sts:ExternalId": "example" } } },
    { ...allow, Principal: undefined, NotPrincipal: { AWS: "111122223333" } },
  ])("%j trusts everyone", (statement) => {
    expect(found(statement)).toMatchObject([{ index: 0, certainty: "public", accounts: [] }]);
  });

  it.each([
    { ...allow, Principal: { AWS: ["999999999999", "arn:aws:iam::111122223333:root"] } },
    { ...allow, Principal: { AWS: "arn:aws:iam::999999999999:user/x" } },
    { ...allow, Principal: { AWS: "arn:aws:sts::999999999999:assumed-role/x/y" } },
    { ...allow, Principal: { AWS: "arn:aws:iam::999999999999:role/*" } },
    {
      ...allow,
      Principal: { AWS: "999999999999" },
      Condition: { StringEquals: { "sts:ExternalId": "example" } },
    },
    {
      ...allow,
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": ["111122223333", "999999999999"] } },
    },
    {
      ...allow,
      Principal: "*",
      Condition: { ArnLike: { "AWS:PrincipalArn": "arn:aws:iam::999999999999:role/*" } },
    },
    {
      ...allow,
      Principal: { Federated: "arn:aws:iam::999999999999:saml-provider/idp" },
      Action: "sts:AssumeRoleWithSAML",
    },
  ])("%j trusts another account", (statement) => {
    expect(found(statement)).toMatchObject([
      {
        certainty: "foreign",
        accounts: ["999999999999"],
        why: "account 999999999999, which is neither this one nor allowed, may assume it",
      },
    ]);
  });

  it("is in doubt of what it can't read, and of accounts by a wildcard", () => {
    expect(verdict("x")).toBe("doubt");
    expect(verdict({ ...allow, Principal: { AWS: "arn:aws:iam::*:root" } })).toBe("doubt");
  });

  it.each([
    { IpAddress: { "aws:SourceIp": "198.51.100.7/32" } },
    { StringLike: { "aws:userid": "AROAEXAMPLEEXAMPLE000:*" } },
    { StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0", "sts:ExternalId": "example" } },
  ])("is in doubt of everyone under %j, which may be an outsider's own", (Condition) => {
    const everyone = { ...allow, Principal: "*", Condition };
    expect(found(everyone)).toMatchObject([{ index: 0, certainty: "doubt" }]);
    const inside = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };
    expect(found({ ...everyone, Condition: { ...Condition, ...inside } })).toEqual([]);
    expect(found({ ...allow, Condition })).toEqual([]);
    expect(found({ Effect: "Deny", Principal: "*", Action: "sts:*" }, everyone)).toEqual([]);
  });

  it("names the accounts beside everyone, too", () => {
    expect(found({ ...allow, Principal: { AWS: ["*", "999999999999"] } })).toMatchObject([
      { certainty: "public", accounts: ["999999999999"] },
    ]);
  });
});

describe("openTrustStatements of web identities", () => {
  const web = (provider: string, Condition?: unknown) => ({
    Effect: "Allow",
    Principal: {
      Federated:
        provider.includes(":") || !provider.includes("/")
          ? provider
          : `arn:aws:iam::111122223333:${provider}`,
    },
    Action: "sts:AssumeRoleWithWebIdentity",
    ...(Condition !== undefined && { Condition }),
  });
  const actions = (Condition?: unknown) => web(`oidc-provider/${github}`, Condition);
  const cluster = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";

  it.each([
    actions({ StringEquals: { [`${github}:sub`]: "repo:example/app:ref:refs/heads/main" } }),
    actions({ StringLike: { [`${github}:SUB`]: ["repo:example/*", "repo:example/app:*"] } }),
    actions({ "ForAnyValue:StringLike": { [`${github}:sub`]: "repo:example/*" } }),
    actions({ IpAddress: { "aws:SourceIp": "198.51.100.7" } }),
    web(`oidc-provider/${cluster}`, { StringLike: { [`${cluster}:sub`]: "system:serviceaccount:app:*" } }),
    web("oidc-provider/app.terraform.io", {
      StringLike: { "app.terraform.io:sub": "organization:example:project:*" },
    }),
    web("accounts.google.com", { StringEquals: { "accounts.google.com:aud": "example" } }),
    web("cognito-identity.amazonaws.com", {
      StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:example" },
    }),
    web("www.amazon.com", { StringEquals: { "www.amazon.com:app_id": "example" } }),
  ])("finds nothing in %j", (statement) => {
    expect(found(statement)).toEqual([]);
  });

  it.each([
    actions(),
    actions({ StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" } }),
    actions({ StringLike: { [`${github}:sub`]: "*" } }),
    actions({ StringLike: { [`${github}:sub`]: "repo:*" } }),
    actions({ StringLike: { [`${github}:sub`]: ["repo:example/*", "re*"] } }),
    actions({ StringNotLike: { [`${github}:sub`]: "repo:example/*" } }),
    actions({ Null: { [`${github}:sub`]: "false" } }),
    actions({ StringEquals: { "gitlab.com:sub": "project_path:example/app" } }),
    web("cognito-identity.amazonaws.com"),
    web("graph.facebook.com", { StringLike: { "graph.facebook.com:app_id": "*" } }),
  ])("%j trusts whoever has an identity there", (statement) => {
    expect(verdict(statement)).toBe("public");
  });

  it.each([
    actions({ StringLike: { [`${github}:sub`]: "repo:example*" } }),
    web(`oidc-provider/${cluster}`),
    actions({ StringEquals: { [`${github}:sub`]: "repo:*" } }),
    {
      ...actions({ Bool: { "example:key": "true" } }),
      Principal: undefined,
      NotPrincipal: actions().Principal,
    },
    web(`oidc-provider/${cluster}`, { StringLike: { [`${cluster}:sub`]: "system:serviceaccount:*" } }),
    actions({ StringEquals: { [`${github}:sub`]: "${x}" } }),
    actions({ StringEqualsIfExists: { [`${github}:sub`]: "repo:example/app:ref:refs/heads/main" } }),
    actions({ "ForAllValues:StringLike": { [`${github}:sub`]: "repo:example/*" } }),
    actions({ StringEquals: { [`${github}:sub`]: [] } }),
    web("accounts.google.com", { StringLike: { "accounts.google.com:aud": "a:b:c*" } }),
  ])("%j is in doubt", (statement) => {
    expect(verdict(statement)).toBe("doubt");
  });

  it("says which provider, and by which claim", () => {
    const why = (statement: unknown) => found(statement)[0]?.why;
    expect(why(actions())).toBe(`whoever ${github} knows may assume it: no condition on sub`);
    expect(why(actions({ StringLike: { [`${github}:sub`]: "repo:example*" } }))).toBe(
      `whoever ${github} knows may assume it, unless sub narrows it down, which is in doubt`,
    );
    expect(why(web("accounts.google.com"))).toMatch(/no condition on sub or aud or oaud/);
  });

  it("is sure of the provider where it is in doubt of others", () => {
    const Principal = { AWS: "arn:aws:iam::*:root", ...actions().Principal };
    expect(verdict({ ...actions(), Principal })).toBe("public");
  });

  it("goes by the worst of several providers", () => {
    const own = `arn:aws:iam::111122223333:oidc-provider/${cluster}`;
    const Federated = [own, `arn:aws:iam::111122223333:oidc-provider/${github}`];
    expect(found({ ...actions(), Principal: { Federated } })).toMatchObject([{ certainty: "public" }]);
  });
});
