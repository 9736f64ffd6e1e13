import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type IamAccount,
  iamRecord,
  listened,
  openIamAccount,
  place,
  policy,
} from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-trust-open.ts";

const FOREIGN = "999999999999";
const assume = (Principal: unknown, more = {}) => ({ Principal, Action: "sts:AssumeRole", ...more });
const EC2 = assume({ Service: "ec2.amazonaws.com" });
const OUTSIDER = assume({ AWS: `arn:aws:iam::${FOREIGN}:root` });
const EVERYONE = assume({ AWS: "*" });
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const update = (policyDocument: unknown, fields = {}, parameters = {}) =>
  detection.detect(
    iamRecord("UpdateAssumeRolePolicy", { roleName: "job", policyDocument }, fields),
    place,
    parameters,
  );
const create = (assumeRolePolicyDocument: unknown) =>
  detection.detect(
    iamRecord("CreateRole", { roleName: "job", path: "/x/", assumeRolePolicyDocument }),
    place,
    {},
  );

describe("a role that trusts", () => {
  it("another account is a violation", () => {
    const { violations, suspicions } = update(policy(EC2, OUTSIDER));
    expect(suspicions).toEqual([]);
    expect(violations).toEqual([
      {
        resource: { arn: roleArn("job"), type: "AWS::IAM::Role", id: "job" },
        fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/),
        summary: expect.stringContaining(`Trust of role job: account ${FOREIGN}`),
        severity: "high",
        evidence: { roleName: "job", account: ACCOUNT, offence: violations[0]?.fingerprint },
      },
    ]);
  });

  it.each([
    ["everyone", EVERYONE, "critical"],
    ["everyone, in short", assume("*"), "critical"],
    [
      "everyone with an external id",
      assume("*", { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
      "critical",
    ],
    ["an account by its id", assume({ AWS: FOREIGN }), "high"],
    ["a user of another account", assume({ AWS: [`arn:aws:iam::${FOREIGN}:user/eve`] }), "high"],
    [
      "whoever a public provider knows",
      {
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        Action: "sts:AssumeRoleWithWebIdentity",
      },
      "critical",
    ],
  ])("%s is a violation", (_, statement, severity) => {
    expect(update(policy(statement)).violations).toMatchObject([{ severity }]);
    expect(create(policy(statement)).violations).toMatchObject([{ severity }]);
  });

  it.each([
    ["a service", EC2],
    ["its own account", assume({ AWS: `arn:aws:iam::${ACCOUNT}:root` })],
    [
      "its own SAML provider",
      {
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` },
        Action: "sts:AssumeRoleWithSAML",
      },
    ],
    ["nobody", { ...EVERYONE, Effect: "Deny" }],
  ])("%s is fine, and good to go back to", (_, statement) => {
    const document = policy(statement);
    for (const { violations, baselines } of [update(document), create(document)]) {
      expect(violations).toEqual([]);
      expect(baselines).toEqual([{ resource: roleArn("job"), aspect: "trust-policy", value: { document } }]);
    }
  });

  it("an account that the parameters allow is fine", () => {
    expect(update(policy(OUTSIDER), {}, { allowedAccounts: [FOREIGN] }).violations).toEqual([]);
    expect(update(policy(OUTSIDER), {}, { allowedAccounts: ["888888888888"] }).violations).toHaveLength(1);
  });

  it("outsiders from the first has nothing to go back to, of whatever role had the name before", () => {
    expect(create(policy(OUTSIDER)).baselines).toEqual([
      { resource: roleArn("job"), aspect: "trust-policy", value: undefined },
    ]);
    expect(update(policy(OUTSIDER)).baselines).toEqual([]);
  });

  it("the same has the same fingerprint, however it is spelled", () => {
    const mark = (document: unknown) => update(document).violations[0]?.fingerprint;
    const text = policy(OUTSIDER);
    expect(mark(JSON.parse(text))).toBe(mark(text));
    expect(mark(encodeURIComponent(text))).toBe(mark(text));
    expect(mark(policy(EC2, assume({ AWS: [FOREIGN] })))).toBe(mark(text));
    expect(mark(policy(EVERYONE))).not.toBe(mark(text));
  });
});

describe("a record that shows nothing", () => {
  it.each([
    ["of a call that failed", { errorCode: "MalformedPolicyDocumentException" }],
    ["without a request", { requestParameters: null }],
    ["without a name", { requestParameters: { policyDocument: policy(EVERYONE) } }],
  ])("%s", (_, fields) => {
    expect(update(policy(EVERYONE), fields)).toEqual({ violations: [], suspicions: [] });
  });

  it("is not taken from other calls, nor from another service", () => {
    const names = ["UpdateAssumeRolePolicy", "CreateRole", "AssumeRole", "UpdateRole"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "sts.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
  });
  afterAll(() => account.close());
  async function role(RoleName: string, first: string, then?: string) {
    await account.iam.createRole({ RoleName, AssumeRolePolicyDocument: first });
    if (then !== undefined) await account.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: then });
  }
  const before = (name: string, document: string) => [
    { resource: roleArn(name), aspect: "trust-policy", value: { document } },
  ];

  it("the trust is put back to what it was, and its undo brings it back to the letter", async () => {
    const spaced = policy(EVERYONE).replaceAll(",", " ,");
    await role("former", policy(EC2), spaced);
    const life = await account.putRight(
      detection,
      await account.one(detection),
      before("former", policy(EC2)),
    );
    expect(life.before.plan).toMatchObject({
      steps: [
        {
          operation: "UpdateAssumeRolePolicy",
          input: { RoleName: "former", PolicyDocument: policy(EC2) },
        },
      ],
      undo: [{ operation: "UpdateAssumeRolePolicy", input: { PolicyDocument: spaced }, undoes: 0 }],
    });
    expect(life.after).toEqual({
      state: { role: "former", trust: policy(EC2) },
      baselines: before("former", policy(EC2)),
    });
    expect(life.undone).toEqual(life.before);
  });

  it("what it was is not put back where that trusts outsiders, too: their statements go", async () => {
    await role("worse", policy(EC2), policy(EC2, OUTSIDER, EVERYONE));
    const life = await account.putRight(
      detection,
      await account.one(detection),
      before("worse", policy(OUTSIDER)),
    );
    expect(life.after.state).toEqual({ role: "worse", trust: policy(EC2) });
    expect(life.before.plan?.caveats).toEqual([expect.stringMatching(/not known/)]);
    expect(life.undone).toEqual(life.before);
  });

  it("what it was waits for a person where a record alone has told it, which may be forged", async () => {
    await role("hearsay", policy(EVERYONE));
    const [told] = before("hearsay", policy(EC2));
    const violation = await account.one(detection);
    const look = (source: "event" | "sweep") =>
      account.inspect(detection, violation, told && [{ ...told, source }]);
    expect((await look("event")).plan?.confirm).toMatch(/event alone/);
    expect((await look("sweep")).plan).not.toHaveProperty("confirm");
  });

  it("nobody is let in where no statement would be left", async () => {
    await role("open", policy(EVERYONE));
    const life = await account.putRight(detection, await account.one(detection));
    const { trust } = life.after.state;
    expect(JSON.parse(typeof trust === "string" ? trust : "")).toMatchObject({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    });
    expect(life.after.plan).toBeUndefined();
    expect(life.undone).toEqual(life.before);
  });

  it("other outsiders are another finding, and an allowed account none", async () => {
    await role("other", policy(OUTSIDER));
    const violation = await account.one(detection);
    const allowed = { allowedAccounts: [FOREIGN] };
    expect((await account.inspect(detection, violation, [], allowed)).plan).toBeUndefined();
    expect(await account.found(detection, account.latest(), allowed)).toEqual([]);
    await account.iam.updateAssumeRolePolicy({ RoleName: "other", PolicyDocument: policy(EVERYONE) });
    expect((await account.inspect(detection, violation)).plan).toBeUndefined();
  });

  it("what could not be read of the record is looked up", async () => {
    await role("hidden", policy(OUTSIDER));
    const violation = await account.one(detection);
    const request = { roleName: "hidden", policyDocument: { omitted: true } };
    expect(await account.found(detection, iamRecord("UpdateAssumeRolePolicy", request))).toEqual([violation]);
  });

  it("the sweep finds the same as the event, and keeps what is good", async () => {
    await role("sweptgood", policy(EC2));
    await role("sweptbad", policy(EC2, assume({ AWS: FOREIGN })));
    const fromEvent = await account.one(detection);
    const swept = new Map((await account.sweep(detection)).map((each) => [each.resource, each]));
    expect(swept.get(roleArn("sweptbad"))).toEqual({
      resource: roleArn("sweptbad"),
      violations: [fromEvent],
      baselines: [],
    });
    expect(swept.get(roleArn("sweptgood"))).toEqual({
      resource: roleArn("sweptgood"),
      violations: [],
      baselines: before("sweptgood", policy(EC2)),
    });
  });
});
