import { describe, expect, it } from "vitest";
import type { Actor } from "../../finding-types.ts";
import { identityLinks } from "./identity-links.ts";

const chain = (actor: Actor) => identityLinks(actor).map(({ kind, text }) => `${kind}: ${text}`);
const noteOf = (actor: Actor, kind: string) => identityLinks(actor).find((link) => link.kind === kind)?.note;

const session = (role: string, name: string): Actor => ({
  type: "AssumedRole",
  name: role.split("/").at(-1) ?? "",
  arn: `arn:aws:sts::111122223333:assumed-role/${role.split("/").at(-1)}/${name}`,
  principal: `arn:aws:iam::111122223333:role/${role}`,
});

describe("identityLinks", () => {
  it("goes from the account over the role and its session to the key, and to the service that called", () => {
    expect(
      chain({
        ...session("deploy", "ci-42"),
        accountId: "111122223333",
        accessKeyId: "ASIAIOSFODNN7EXAMPLE",
        identityProvider: "arn:aws:iam::111122223333:oidc-provider/idp.example.com",
        sourceIdentity: "ada@example.com",
        service: "cloudformation.amazonaws.com",
      }),
    ).toEqual([
      "Account: 111122223333",
      "Identity provider: arn:aws:iam::111122223333:oidc-provider/idp.example.com",
      "Source identity: ada@example.com",
      "Role: deploy",
      "Session: ci-42",
      "Temporary key: ASIAIOSFODNN7EXAMPLE",
      "Called by: cloudformation.amazonaws.com",
    ]);
  });

  it.each<[string, Actor, string[]]>([
    [
      "a user with a key of its own",
      { type: "IAMUser", name: "laptop", accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
      ["IAM user: laptop", "Access key: AKIAIOSFODNN7EXAMPLE"],
    ],
    ["root", { type: "Root", name: "root", accountId: "1" }, ["Account: 1", "Root user: root"]],
    [
      "a service, which is not told twice",
      { type: "AWSService", name: "eks.amazonaws.com", service: "eks.amazonaws.com" },
      ["AWS service: eks.amazonaws.com"],
    ],
    [
      "a federated user, by whose rights it acts",
      {
        type: "FederatedUser",
        name: "broker",
        arn: "arn:aws:sts::1:federated-user/ada",
        principal: "arn:aws:iam::1:user/broker",
      },
      ["Rights from: arn:aws:iam::1:user/broker", "Federated user: ada"],
    ],
    ["a type that is new", { type: "Robot", name: "r2" }, ["Identity of type Robot: r2"]],
    ["a session whose ARN is none", { type: "AssumedRole", name: "x", arn: "hello" }, ["Role: x"]],
    ["a sweep", { type: "Snapback", name: "sweep" }, ["Snapback: sweep"]],
  ])("tells of %s", (_, actor, links) => {
    expect(chain(actor)).toEqual(links);
  });

  it("says what a session's name is worth", () => {
    const sso = "aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef";

    expect(noteOf(session(sso, "ada@example.com"), "Session")).toContain("after who signed in");
    expect(noteOf(session("web", "i-0123456789abcdef0"), "Session")).toContain("EC2");
    expect(noteOf(session("web", "i-am-an-instance"), "Session")).toContain("chose this name");
    // The name of a role says nothing: its path is what IAM keeps for AWS.
    expect(noteOf(session("sso.amazonaws.com", "ada@example.com"), "Session")).toContain("chose this name");
  });

  it("knows a role that only a service can assume", () => {
    const linked = session("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS", "eks");

    expect(noteOf(linked, "Role")).toBe("Only eks.amazonaws.com can assume it.");
    expect(noteOf(session("eks.amazonaws.com", "eks"), "Role")).toBeUndefined();
  });
});
