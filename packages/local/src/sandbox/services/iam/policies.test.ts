import { IAM } from "@aws-sdk/client-iam";
import { describe, expect, onTestFinished, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const missing = { name: "NoSuchEntityException", status: 404 };
const text = (document = "") => decodeURIComponent(document);

/** A client that sends each call once: the SDK takes a limit for one of the rate, and tries again. */
function once(endpoint: string): IAM {
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const iam = new IAM({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  onTestFinished(() => iam.destroy());
  return iam;
}

async function open() {
  const opened = await openTestSandbox({ now: () => new Date("2024-08-01T00:05:09Z") });
  const iam = once(opened.url);
  const { Policy } = await iam.createPolicy({
    PolicyName: "work",
    Path: "/team/",
    PolicyDocument: allow("s3:*"),
  });
  return { ...opened, iam, PolicyArn: Policy?.Arn ?? "" };
}

describe("a managed policy", () => {
  test("has versions, one of them in force", async () => {
    const { iam, PolicyArn, records } = await open();
    expect(PolicyArn).toBe("arn:aws:iam::111122223333:policy/team/work");
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: allow("ec2:*") });
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: allow("*"), SetAsDefault: true });
    expect(records.at(-1)).toMatchObject({
      requestParameters: { policyArn: PolicyArn, policyDocument: allow("*"), setAsDefault: true },
      responseElements: {
        policyVersion: { versionId: "v3", isDefaultVersion: true, createDate: "Aug 1, 2024 12:05:09 AM" },
      },
    });
    expect((await iam.getPolicy({ PolicyArn })).Policy).toMatchObject({ DefaultVersionId: "v3" });
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v2" });
    const { Versions } = await iam.listPolicyVersions({ PolicyArn });
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ["v3", false],
      ["v2", true],
      ["v1", false],
    ]);
    const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: "v3" });
    expect(text(PolicyVersion?.Document)).toBe(allow("*"));
  });

  test("has five versions at most, and a deleted one's number does not come again", async () => {
    const { iam, PolicyArn } = await open();
    const create = () => iam.createPolicyVersion({ PolicyArn, PolicyDocument: allow("s3:*") });
    for (let count = 2; count <= 5; count++) await create();
    expect(await refusal(create())).toMatchObject({ name: "LimitExceededException" });
    await iam.deletePolicyVersion({ PolicyArn, VersionId: "v5" });
    expect((await create()).PolicyVersion?.VersionId).toBe("v6");
    const inForce = { PolicyArn, VersionId: "v1" };
    expect(await refusal(iam.deletePolicyVersion(inForce))).toMatchObject({
      name: "DeleteConflictException",
    });
  });

  test("is refused where it is there already, malformed, or AWS's own", async () => {
    const { iam, PolicyArn } = await open();
    const again = { PolicyName: "work", Path: "/team/", PolicyDocument: allow("s3:*") };
    expect(await refusal(iam.createPolicy(again))).toMatchObject({ name: "EntityAlreadyExistsException" });
    const malformed = { name: "MalformedPolicyDocumentException" };
    const named = { ...again, PolicyName: "other" };
    for (const PolicyDocument of [
      "{",
      allow("*").replace("Resource", "Other"),
      allow("*").replace("Action", "Principal"),
    ])
      expect(await refusal(iam.createPolicy({ ...named, PolicyDocument }))).toMatchObject(malformed);
    expect(await refusal(iam.getPolicyVersion({ PolicyArn, VersionId: "v9" }))).toMatchObject(missing);
    const own = { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess", VersionId: "v1" };
    expect(await refusal(iam.setDefaultPolicyVersion(own))).toMatchObject(missing);
    const { PolicyVersion } = await iam.getPolicyVersion(own);
    expect(text(PolicyVersion?.Document)).toBe(allow("*"));
  });
});

describe("attached policies", () => {
  test("are listed, each once, and detached", async () => {
    const { iam, PolicyArn } = await open();
    await iam.createUser({ UserName: "ada" });
    await iam.createGroup({ GroupName: "crew" });
    const AwsArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await iam.attachUserPolicy({ UserName: "ada", PolicyArn });
    await iam.attachUserPolicy({ UserName: "ada", PolicyArn });
    await iam.attachGroupPolicy({ GroupName: "crew", PolicyArn });
    await iam.attachGroupPolicy({ GroupName: "crew", PolicyArn: AwsArn });
    expect((await iam.listAttachedUserPolicies({ UserName: "ada" })).AttachedPolicies).toEqual([
      { PolicyName: "work", PolicyArn },
    ]);
    expect((await iam.getPolicy({ PolicyArn })).Policy?.AttachmentCount).toBe(2);
    await iam.detachGroupPolicy({ GroupName: "crew", PolicyArn });
    expect(await refusal(iam.detachGroupPolicy({ GroupName: "crew", PolicyArn }))).toMatchObject(missing);
    expect((await iam.listAttachedGroupPolicies({ GroupName: "crew" })).AttachedPolicies).toEqual([
      { PolicyName: "ReadOnlyAccess", PolicyArn: AwsArn },
    ]);
  });

  test("are ten at most, and exist", async () => {
    const { iam, PolicyArn } = await open();
    await iam.createUser({ UserName: "ada" });
    const none = { UserName: "ada", PolicyArn: `${PolicyArn}-none` };
    expect(await refusal(iam.attachUserPolicy(none))).toMatchObject(missing);
    for (let count = 1; count <= 10; count++) {
      const arn = `arn:aws:iam::aws:policy/Example${count}`;
      await iam.attachUserPolicy({ UserName: "ada", PolicyArn: arn });
    }
    expect(await refusal(iam.attachUserPolicy({ UserName: "ada", PolicyArn }))).toMatchObject({
      name: "LimitExceededException",
    });
  });
});

test("all that has policies is told at once, as far as it is asked for", async () => {
  const { iam, PolicyArn } = await open();
  await iam.createUser({ UserName: "ada", Path: "/staff/" });
  await iam.putUserPolicy({ UserName: "ada", PolicyName: "inline", PolicyDocument: allow("s3:*") });
  await iam.createGroup({ GroupName: "crew" });
  await iam.addUserToGroup({ UserName: "ada", GroupName: "crew" });
  await iam.attachGroupPolicy({ GroupName: "crew", PolicyArn });
  const all = await iam.getAccountAuthorizationDetails({});
  expect(all.UserDetailList).toMatchObject([
    {
      UserName: "ada",
      Arn: "arn:aws:iam::111122223333:user/staff/ada",
      GroupList: ["crew"],
      UserPolicyList: [
        { PolicyName: "inline", PolicyDocument: encodeURIComponent(allow("s3:*")).replaceAll("*", "%2A") },
      ],
      AttachedManagedPolicies: [],
    },
  ]);
  expect(all.GroupDetailList).toMatchObject([
    { GroupName: "crew", AttachedManagedPolicies: [{ PolicyName: "work", PolicyArn }] },
  ]);
  expect(all.Policies).toMatchObject([
    {
      Arn: PolicyArn,
      DefaultVersionId: "v1",
      AttachmentCount: 1,
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true }],
    },
  ]);
  const some = await iam.getAccountAuthorizationDetails({ Filter: ["User"] });
  expect(some.UserDetailList).toHaveLength(1);
  expect([some.GroupDetailList, some.RoleDetailList, some.Policies]).toEqual([[], [], []]);
});
