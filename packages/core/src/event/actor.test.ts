import { describe, expect, it } from "vitest";
import { ec2Record, parsed } from "../../test/records.ts";
import { actorOf, ownService } from "./actor.ts";

const by = (userIdentity: unknown, fields = {}) =>
  parsed(ec2Record("CreateVpc", { userIdentity, ...fields }));

const session = (role: string, fields = {}) => ({
  type: "AssumedRole",
  arn: "arn:aws:sts::111122223333:assumed-role/admin/not-the-name-of-anyone",
  accountId: "111122223333",
  sessionContext: {
    sessionIssuer: { type: "Role", arn: role, userName: "admin" },
    attributes: { mfaAuthenticated: "true" },
  },
  ...fields,
});

describe("actorOf", () => {
  it("names a session by its role, and by no name that the caller chose", () => {
    const actor = actorOf(by(session("arn:aws:iam::111122223333:role/admin")));
    expect(actor).toMatchObject({
      name: "admin",
      principal: "arn:aws:iam::111122223333:role/admin",
      mfa: true,
    });
  });

  it.each<[string, unknown, string]>([
    ["root", { type: "Root", arn: "arn:aws:iam::111122223333:root", accessKeyId: "" }, "root"],
    [
      "a user",
      { type: "IAMUser", userName: "deploy", arn: "arn:aws:iam::111122223333:user/deploy" },
      "deploy",
    ],
    ["a service", { type: "AWSService", invokedBy: "eks.amazonaws.com" }, "eks.amazonaws.com"],
    ["another account", { type: "AWSAccount", accountId: "444455556666", principalId: "AIDA2" }, "AIDA2"],
    ["nobody", undefined, "unknown"],
  ])("names %s", (_, identity, name) => {
    expect(actorOf(by(identity)).name).toBe(name);
  });

  it("tells for whom and since when there is a session, and who vouched for them, where the record does", () => {
    const sessionContext = {
      sourceIdentity: "ada@example.com",
      webIdFederationData: {
        federatedProvider: "arn:aws:iam::1:oidc-provider/idp.example.com",
        attributes: {},
      },
      attributes: { creationDate: "2026-11-23T08:00:00Z", mfaAuthenticated: "false" },
    };
    expect(actorOf(by({ type: "AssumedRole", sessionContext }))).toMatchObject({
      sourceIdentity: "ada@example.com",
      identityProvider: "arn:aws:iam::1:oidc-provider/idp.example.com",
      sessionSince: "2026-11-23T08:00:00Z",
    });
    const saml = { type: "SAMLUser", identityProvider: "bdGOnTesti4+ExamplexL/jEvs=" };
    expect(actorOf(by(saml)).identityProvider).toBe("bdGOnTesti4+ExamplexL/jEvs=");
    const odd = { sourceIdentity: 1, webIdFederationData: "x", attributes: { creationDate: "" } };
    const actor = actorOf(by({ type: "AssumedRole", sessionContext: odd }));
    for (const name of ["sourceIdentity", "identityProvider", "sessionSince"])
      expect(actor).not.toHaveProperty(name);
  });

  it("leaves out what is empty", () => {
    expect(actorOf(by({ type: "Root", accessKeyId: "" }))).not.toHaveProperty("accessKeyId");
  });
});

describe("ownService", () => {
  it.each<[string, unknown, string]>([
    ["a service", { type: "AWSService", invokedBy: "eks.amazonaws.com" }, "eks.amazonaws.com"],
    [
      "a service with a user's rights",
      { type: "IAMUser", invokedBy: "elasticloadbalancing.amazonaws.com" },
      "elasticloadbalancing.amazonaws.com",
    ],
    [
      "a service-linked role",
      session("arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"),
      "eks.amazonaws.com",
    ],
  ])("finds %s", (_, identity, service) => {
    expect(ownService(by(identity))).toBe(service);
  });

  it.each<[string, unknown]>([
    ["a user", { type: "IAMUser", userName: "deploy" }],
    [
      "CloudFormation, which does what anyone tells it",
      session("arn:aws:iam::1:role/x", { invokedBy: "cloudformation.amazonaws.com" }),
    ],
    [
      "Step Functions, which can make any call",
      session("arn:aws:iam::1:role/x", { invokedBy: "states.amazonaws.com" }),
    ],
    ["a role with a service's name in its own", session("arn:aws:iam::111122223333:role/eks.amazonaws.com")],
    [
      "a name that only looks like a service",
      session("arn:aws:iam::1:role/x", { invokedBy: "eks.amazonaws.com.evil.example" }),
    ],
  ])("is not %s", (_, identity) => {
    expect(ownService(by(identity))).toBeUndefined();
  });
});
