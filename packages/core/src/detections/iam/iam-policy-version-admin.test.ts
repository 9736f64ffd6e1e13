import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  EVERYTHING,
  type IamAccount,
  iamRecord,
  listened,
  openIamAccount,
  place,
  policy,
  READING,
} from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./iam-policy-version-admin.ts";

const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const policyArn = arnOf("team/work");
const created = {
  policyVersion: { versionId: "v2", isDefaultVersion: true, createDate: "Aug 1, 2024 1:33:28 PM" },
};
const create = (request: Record<string, unknown>, fields: Record<string, unknown> = {}, parameters = {}) =>
  detection.detect(
    iamRecord(
      "CreatePolicyVersion",
      { policyArn, policyDocument: EVERYTHING, setAsDefault: true, ...request },
      { responseElements: created, ...fields },
    ),
    place,
    parameters,
  );

describe("a new version that is put in force", () => {
  it("and allows everything is a violation of the policy", () => {
    expect(create({})).toEqual({
      suspicions: [],
      violations: [
        {
          resource: { arn: policyArn, type: "AWS::IAM::ManagedPolicy", id: "work" },
          fingerprint: "v2",
          summary:
            "Policy work, version v2, which is in force: may do everything: all of IAM, and so everything",
          severity: "high",
          evidence: { policyArn, versionId: "v2" },
        },
      ],
    });
  });

  it("is good to go back to where it gives less", () => {
    expect(create({ policyDocument: READING })).toEqual({
      violations: [],
      suspicions: [],
      baselines: [{ resource: policyArn, aspect: "default-version", value: { versionId: "v2" } }],
    });
  });

  it.each([[null], [{}], [{ policyVersion: { versionId: "latest" } }], [{ policyVersion: 2 }]])(
    "is asked for where the answer does not name it: %j",
    (responseElements) => {
      expect(create({}, { responseElements })).toMatchObject({
        violations: [],
        suspicions: [{ ask: { policyArn, account: ACCOUNT } }],
      });
      expect(create({ policyDocument: READING }, { responseElements })).toEqual({
        violations: [],
        suspicions: [],
      });
    },
  );

  it("is asked for where its document can't be read", () => {
    expect(create({ policyDocument: { omitted: true } }).suspicions).toHaveLength(1);
  });

  it("gives rights that lead to all others, unless the parameters say no", () => {
    const policyDocument = policy({ Action: "iam:CreatePolicyVersion", Resource: "*" });
    expect(create({ policyDocument }).violations).toHaveLength(1);
    expect(create({ policyDocument }, {}, { escalation: false }).violations).toEqual([]);
  });

  it.each([
    ["it is not put in force", { setAsDefault: false }, {}],
    ["nothing is said of that", { setAsDefault: undefined }, {}],
    ["the call failed", {}, { errorCode: "LimitExceededException" }],
    ["the policy is another account's", { policyArn: policyArn.replace(ACCOUNT, "999999999999") }, {}],
    ["the policy is AWS's own", { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }, {}],
    ["the policy is none", { policyArn: 7 }, {}],
  ])("is none where %s", (_, request, fields) => {
    expect(create(request, fields)).toEqual({ violations: [], suspicions: [] });
  });

  it("may be said in text", () => {
    expect(create({ setAsDefault: "true" }).violations).toHaveLength(1);
  });

  it("is not taken from other calls", () => {
    const names = ["CreatePolicyVersion", "SetDefaultPolicyVersion", "CreatePolicy", "DeletePolicyVersion"];
    expect(listened(detection, names)).toEqual(names.slice(0, 2));
    expect(listened(detection, names, "iot.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
  });
  afterAll(() => account.close());
  /** A policy with these versions, the last in force, and what the detection finds. */
  async function versions(PolicyName: string, first: string, ...others: string[]) {
    await account.iam.createPolicy({ PolicyName, PolicyDocument: first });
    for (const PolicyDocument of others) {
      await account.iam.createPolicyVersion({
        PolicyArn: arnOf(PolicyName),
        PolicyDocument,
        SetAsDefault: true,
      });
    }
    return arnOf(PolicyName);
  }
  const inForce = async (PolicyArn: string) =>
    (await account.iam.getPolicy({ PolicyArn })).Policy?.DefaultVersionId;
  const known = (resource: string, versionId: unknown) => [
    { resource, aspect: "default-version", value: { versionId: String(versionId) } },
  ];

  it("the version that was in force is put back, and the undo puts the other one in force", async () => {
    const arn = await versions("former", READING, READING, EVERYTHING);
    const violation = await account.one(detection);
    expect(violation.fingerprint).toBe("v3");
    const life = await account.putRight(detection, violation, known(arn, "v1"));
    expect(life.before.plan?.steps).toMatchObject([{ input: { PolicyArn: arn, VersionId: "v1" } }]);
    expect(life.before.plan).not.toHaveProperty("caveats");
    expect(life.after).toEqual({
      state: { policyArn: arn, defaultVersion: "v1" },
      baselines: known(arn, "v1"),
    });
    expect(life.undone).toEqual(life.before);
    expect(await inForce(arn)).toBe("v3");
  });

  it.each([
    ["is not known", undefined],
    ["is there no more", "v9"],
    ["gives too much, too", "v3"],
    ["is the offending one", "v4"],
  ])("the latest earlier one that gives less is taken where the former %s", async (words, former) => {
    const arn = await versions(words.replaceAll(/\W/g, ""), READING, READING, EVERYTHING, EVERYTHING);
    const violation = await account.one(detection);
    const { plan } = await account.inspect(detection, violation, former ? known(arn, former) : []);
    expect(plan?.steps).toMatchObject([{ input: { VersionId: "v2" } }]);
    expect(plan?.caveats).toEqual([expect.stringMatching(/v2 is the latest/)]);
  });

  it("a version is put in force later: that is looked up", async () => {
    const arn = await versions("later", READING);
    await account.iam.createPolicyVersion({ PolicyArn: arn, PolicyDocument: EVERYTHING });
    expect(await account.found(detection, account.latest())).toEqual([]);
    await account.iam.setDefaultPolicyVersion({ PolicyArn: arn, VersionId: "v2" });
    const record = account.latest();
    expect(await account.one(detection)).toMatchObject({ fingerprint: "v2" });
    await account.iam.setDefaultPolicyVersion({ PolicyArn: arn, VersionId: "v1" });
    expect(await account.found(detection, account.latest())).toEqual([]);
    expect(await account.found(detection, record)).toEqual([]);
  });

  it("nothing can be done where no earlier version gives less", async () => {
    await versions("always", EVERYTHING, EVERYTHING);
    const seen = await account.inspect(detection, await account.one(detection));
    expect(seen.plan).toBeUndefined();
    expect(seen.stuck).toMatch(/no earlier version of always/);
  });

  it("a later version is not put in force, however little it gives", async () => {
    const arn = await versions("forward", EVERYTHING, READING);
    await account.iam.setDefaultPolicyVersion({ PolicyArn: arn, VersionId: "v1" });
    expect((await account.inspect(detection, await account.one(detection))).stuck).toBeDefined();
  });

  it("another version that gives too much is another finding", async () => {
    const arn = await versions("other", READING, EVERYTHING);
    const first = await account.one(detection);
    await account.iam.createPolicyVersion({
      PolicyArn: arn,
      PolicyDocument: EVERYTHING,
      SetAsDefault: true,
    });
    const seen = await account.inspect(detection, first);
    expect(seen).toEqual({ state: { policyArn: arn, defaultVersion: "v3" } });
  });

  it("of versions past the ninth the number counts", async () => {
    const arn = await versions("many", READING, ...Array<string>(4).fill(READING));
    for (let made = 6; made <= 11; made++) {
      await account.iam.deletePolicyVersion({ PolicyArn: arn, VersionId: `v${made - 5}` });
      const PolicyDocument = made === 11 ? EVERYTHING : READING;
      await account.iam.createPolicyVersion({ PolicyArn: arn, PolicyDocument, SetAsDefault: true });
    }
    const { plan } = await account.inspect(detection, await account.one(detection));
    expect(plan?.steps).toMatchObject([{ input: { VersionId: "v10" } }]);
  });

  it("the sweep finds the same as the event, and keeps what is good", async () => {
    const good = await versions("sweptgood", READING);
    const bad = await versions("sweptbad", READING, EVERYTHING);
    const fromEvent = await account.one(detection);
    const swept = new Map((await account.sweep(detection)).map((each) => [each.resource, each]));
    expect(swept.get(bad)).toEqual({ resource: bad, violations: [fromEvent], baselines: [] });
    expect(swept.get(good)).toEqual({ resource: good, violations: [], baselines: known(good, "v1") });
  });
});
