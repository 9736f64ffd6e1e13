import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IamAccount, iamRecord, listened, openIamAccount, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-federation-changed.ts";

const metadata = (key: string) => `<EntityDescriptor>${key.padEnd(1000, ".")}</EntityDescriptor>`;
const samlArn = (name: string) => `arn:aws:iam::${ACCOUNT}:saml-provider/${name}`;
const oidcArn = (name: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${name}`;
const URL = "https://idp.example.com/tenant";
const detect = (eventName: string, request: unknown, fields = {}, parameters = {}) =>
  detection.detect(iamRecord(eventName, request, fields), place, parameters);
const none = { violations: [], suspicions: [] };

describe("an OpenID Connect provider", () => {
  const request = { url: URL, clientIDList: ["sts.amazonaws.com"], thumbprintList: ["0".repeat(40)] };

  it("that is new is a violation", () => {
    const found = {
      suspicions: [],
      violations: [
        {
          resource: {
            arn: oidcArn("idp.example.com/tenant"),
            type: "AWS::IAM::OIDCProvider",
            id: "idp.example.com/tenant",
          },
          fingerprint: "provider",
          summary: "OpenID Connect provider idp.example.com/tenant: roles can trust whoever it knows",
          severity: "high",
          evidence: { kind: "oidc", arn: oidcArn("idp.example.com/tenant") },
        },
      ],
    };
    expect(detect("CreateOpenIDConnectProvider", request)).toEqual(found);
    const responseElements = { openIDConnectProviderArn: oidcArn("idp.example.com/tenant") };
    expect(detect("CreateOpenIDConnectProvider", null, { responseElements })).toEqual(found);
  });

  it.each([
    ["known", request, {}, { known: ["idp.example.com/tenant"] }],
    ["of a call that failed", request, { errorCode: "EntityAlreadyExistsException" }, {}],
    ["not named", { clientIDList: [] }, {}, {}],
    ["no URL", { url: "https://idp.example.com/<script>" }, {}, {}],
    ["of another type", { url: [URL] }, {}, {}],
  ])("is none that is %s", (_, requested, fields, parameters) => {
    expect(detect("CreateOpenIDConnectProvider", requested, fields, parameters)).toEqual(none);
  });

  it("of another account is none", () => {
    const responseElements = { openIDConnectProviderArn: "arn:aws:iam::999999999999:oidc-provider/x" };
    expect(detect("CreateOpenIDConnectProvider", {}, { responseElements })).toEqual(none);
  });
});

describe("a SAML provider", () => {
  const request = { name: "okta", sAMLMetadataDocument: metadata("one") };

  it("that is new is a violation, by its metadata", () => {
    const { violations } = detect("CreateSAMLProvider", request);
    expect(violations).toMatchObject([
      {
        resource: { arn: samlArn("okta"), type: "AWS::IAM::SAMLProvider", id: "okta" },
        fingerprint: expect.stringMatching(/^metadata\/[0-9a-f]{24}$/),
        severity: "high",
      },
    ]);
    const responseElements = { sAMLProviderArn: samlArn("okta") };
    const answered = detect("CreateSAMLProvider", { ...request, name: undefined }, { responseElements });
    expect(answered.violations).toEqual(violations);
  });

  it("that is changed is one, known or not", () => {
    const update = (key: string) =>
      detect(
        "UpdateSAMLProvider",
        { sAMLProviderArn: samlArn("okta"), sAMLMetadataDocument: metadata(key) },
        {},
        { known: ["okta"] },
      ).violations;
    expect(update("one")).toEqual(detect("CreateSAMLProvider", request).violations);
    expect(update("two")[0]?.fingerprint).not.toBe(update("one")[0]?.fingerprint);
    // Deleted and made again, a known one would have an intruder's metadata.
    expect(detect("CreateSAMLProvider", request, {}, { known: ["okta"] })).toEqual(
      detect("CreateSAMLProvider", request),
    );
  });

  it("has the same metadata whatever becomes of its white space", () => {
    const mark = (sAMLMetadataDocument: string) =>
      detect("CreateSAMLProvider", { name: "okta", sAMLMetadataDocument }).violations[0]?.fingerprint;
    expect(mark("<a>\r\n  <b/></a>\r\n")).toBe(mark("<a>\n  <b/></a>"));
  });

  it("is asked for where the record leaves out its metadata", () => {
    for (const sAMLMetadataDocument of [undefined, "", { omitted: true }]) {
      expect(detect("CreateSAMLProvider", { ...request, sAMLMetadataDocument })).toMatchObject({
        violations: [],
        suspicions: [{ ask: { kind: "saml", arn: samlArn("okta") } }],
      });
    }
  });

  it("is not taken from other calls, nor from another service", () => {
    const names = [
      "CreateSAMLProvider",
      "UpdateSAMLProvider",
      "CreateOpenIDConnectProvider",
      "DeleteSAMLProvider",
    ];
    expect(listened(detection, names)).toEqual(names.slice(0, 3));
    expect(listened(detection, names, "cognito-idp.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
  });
  afterAll(() => account.close());

  it("an OpenID Connect provider is deleted when a person says so, and its undo makes it again", async () => {
    const Tags = [{ Key: "team", Value: "" }];
    const ThumbprintList = ["0".repeat(40), "1".repeat(40)];
    await account.iam.createOpenIDConnectProvider({
      Url: URL,
      ClientIDList: ["a", "b"],
      ThumbprintList,
      Tags,
    });
    const violation = await account.one(detection);
    const before = await account.inspect(detection, violation);
    expect(before.plan?.confirm).toBeDefined();
    const known = { known: ["idp.example.com/tenant"] };
    expect(await account.inspect(detection, violation, [], known)).toEqual({ state: before.state });
    expect(before.plan?.steps).toMatchObject([{ operation: "DeleteOpenIDConnectProvider" }]);
    expect(before.plan?.undo).toMatchObject([
      { input: { Url: URL, ClientIDList: ["a", "b"], ThumbprintList, Tags }, undoes: 0 },
    ]);
    expect(before.state).toEqual({
      provider: oidcArn("idp.example.com/tenant"),
      url: "idp.example.com/tenant",
      clientIds: ["a", "b"],
      thumbprints: ThumbprintList,
      tags: Tags,
    });
    await account.run(before.plan?.steps ?? []);
    await expect(account.inspect(detection, violation)).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    await account.run(before.plan?.undo ?? []);
    expect(await account.inspect(detection, violation)).toEqual(before);
  });

  it("a SAML provider is left to a person, until its metadata is another one", async () => {
    await account.iam.createSAMLProvider({ Name: "okta", SAMLMetadataDocument: metadata("one") });
    const first = await account.one(detection);
    expect(await account.inspect(detection, first)).toEqual({
      state: { provider: samlArn("okta"), metadata: first.fingerprint.slice("metadata/".length) },
      stuck: expect.stringMatching(/check it/),
    });
    await account.iam.updateSAMLProvider({
      SAMLProviderArn: samlArn("okta"),
      SAMLMetadataDocument: metadata("two"),
    });
    const second = await account.one(detection);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect((await account.inspect(detection, first)).stuck).toBeUndefined();
    expect((await account.inspect(detection, second)).stuck).toBeDefined();
    const hidden = iamRecord("UpdateSAMLProvider", { sAMLProviderArn: samlArn("okta") });
    expect(await account.found(detection, hidden)).toEqual([second]);
  });

  it("the sweep finds the same as the event, and nothing of what is known", async () => {
    const Url = "https://swept.example.com";
    await account.iam.createSAMLProvider({ Name: "swept", SAMLMetadataDocument: metadata("s") });
    const saml = await account.one(detection);
    await account.iam.createOpenIDConnectProvider({ Url, ClientIDList: [], ThumbprintList: [] });
    const oidc = await account.one(detection);
    const { plan } = await account.inspect(detection, oidc);
    expect(plan?.undo).toMatchObject([{ input: { Url } }]);
    expect(Object.keys(plan?.undo[0]?.input ?? {})).toEqual(["Url"]);
    const swept = (await account.sweep(detection)).flatMap(({ violations }) => violations);
    expect(swept).toEqual(expect.arrayContaining([saml, oidc]));
    const known = await account.sweep(detection, { known: ["swept", "swept.example.com"] });
    expect(known).toContainEqual({ resource: samlArn("swept"), violations: [] });
    expect(known).toContainEqual({ resource: oidcArn("swept.example.com"), violations: [] });
  });
});
