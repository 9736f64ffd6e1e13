import { IAM } from "@aws-sdk/client-iam";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const allow = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "arn:aws:ec2:*:111122223333:security-group/*" }],
});
const role = {
  name: "snapback-test-respond-ec2",
  roleId: "AROATEST",
  trust,
  policies: { rights: allow("ec2:RevokeSecurityGroupIngress") },
};
const stack = { trail: "management", roles: [role] };
const RoleName = role.name;

async function openRoles(options: Parameters<typeof openTestSandbox>[0] = {}) {
  const opened = await openTestSandbox({ stack, now: () => new Date("2026-11-24T08:00:00Z"), ...options });
  const iam = opened.sdk(IAM);
  const policy = async (PolicyName: string) => {
    const { PolicyDocument = "" } = await iam.getRolePolicy({ RoleName, PolicyName });
    return JSON.parse(decodeURIComponent(PolicyDocument));
  };
  return { ...opened, iam, policy };
}

describe("a role", () => {
  test("tells whom it trusts", async () => {
    const { iam } = await openRoles();
    const { Role } = await iam.getRole({ RoleName });
    expect(Role).toMatchObject({
      RoleName,
      RoleId: "AROATEST",
      Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
      CreateDate: new Date("2026-11-24T08:00:00Z"),
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22%3A/);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toEqual(trust);
  });

  test("has its policies, inline and no other", async () => {
    const { iam, policy } = await openRoles();
    expect(await iam.listRolePolicies({ RoleName })).toMatchObject({
      PolicyNames: ["rights"],
      IsTruncated: false,
    });
    expect(await policy("rights")).toEqual(role.policies.rights);
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName: "rights" });
    expect(PolicyDocument).toContain("%3A%2A%3A111122223333");
    expect(await iam.listAttachedRolePolicies({ RoleName })).toMatchObject({ AttachedPolicies: [] });
  });

  test("is the same from whatever region it is looked at", async () => {
    const { sdk } = await openRoles();
    const { Role } = await sdk(IAM, "eu-west-1").getRole({ RoleName });
    expect(Role).toMatchObject({ RoleName });
  });

  test("of another name, and a policy that it doesn't have, are not there", async () => {
    const { iam } = await openRoles();
    const missing = { name: "NoSuchEntityException", status: 404 };
    expect(await refusal(iam.getRole({ RoleName: "other" }))).toMatchObject({
      ...missing,
      message: "The role with name other cannot be found.",
    });
    expect(await refusal(iam.listAttachedRolePolicies({ RoleName: "other" }))).toMatchObject(missing);
    expect(await refusal(iam.getRolePolicy({ RoleName, PolicyName: "toString" }))).toMatchObject(missing);
    expect(await refusal(iam.deleteRolePolicy({ RoleName, PolicyName: "other" }))).toMatchObject(missing);
  });
});

describe("a role's policies", () => {
  test("are changed by calls, which CloudTrail records in us-east-1", async () => {
    const { sdk, iam, policy, records } = await openRoles();
    const document = JSON.stringify(allow("ec2:*"));
    const abroad = sdk(IAM, "eu-west-1");
    await abroad.putRolePolicy({ RoleName, PolicyName: "more", PolicyDocument: document });
    expect(await policy("more")).toEqual(allow("ec2:*"));
    await abroad.deleteRolePolicy({ RoleName, PolicyName: "rights" });
    expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(["more"]);
    expect(records).toMatchObject([
      {
        eventSource: "iam.amazonaws.com",
        eventName: "PutRolePolicy",
        awsRegion: "us-east-1",
        requestParameters: { roleName: RoleName, policyName: "more", policyDocument: document },
        responseElements: null,
      },
      { eventName: "DeleteRolePolicy", requestParameters: { roleName: RoleName, policyName: "rights" } },
    ]);
  });

  test("stay changed after a restart, until the next deploy changes the role", async () => {
    const storage = await openStorage(undefined);
    const before = await openRoles({ storage });
    await before.iam.deleteRolePolicy({ RoleName, PolicyName: "rights" });
    await before.sandbox.close();
    const again = await openRoles({ storage });
    expect((await again.iam.listRolePolicies({ RoleName })).PolicyNames).toEqual([]);
    await again.sandbox.close();
    const roles = [{ ...role, policies: { rights: allow("ec2:DescribeSecurityGroups") } }];
    const deployed = await openRoles({ storage, stack: { ...stack, roles } });
    expect(await deployed.policy("rights")).toEqual(allow("ec2:DescribeSecurityGroups"));
  });

  test.each([
    ["no JSON", "{", "MalformedPolicyDocumentException"],
    ["no policy", "{}", "MalformedPolicyDocumentException"],
    ["too large", JSON.stringify(allow("x".repeat(10_240))), "LimitExceededException"],
  ])("that are %s are refused", async (_, PolicyDocument, name) => {
    const { iam, url } = await openRoles();
    const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
    // The SDK takes a limit for one of the rate, and tries again.
    const once = new IAM({ endpoint: url, region: "us-east-1", credentials, maxAttempts: 1 });
    onTestFinished(() => once.destroy());
    const more = { RoleName, PolicyName: "more", PolicyDocument };
    expect(await refusal(once.putRolePolicy(more))).toMatchObject({ name });
    expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(["rights"]);
  });

  test("are not enforced: a role without rights may do everything", async () => {
    const identity = {
      type: "AssumedRole",
      principalId: "AROATEST:session",
      arn: `arn:aws:sts::111122223333:assumed-role/${RoleName}/session`,
      accountId: "111122223333",
    };
    const { sdk, policy } = await openRoles({ identities: { ASIATEST: identity } });
    const own = sdk(IAM, "us-east-1", "ASIATEST");
    await own.deleteRolePolicy({ RoleName, PolicyName: "rights" });
    await own.putRolePolicy({ RoleName, PolicyName: "all", PolicyDocument: JSON.stringify(allow("*")) });
    expect(await policy("all")).toEqual(allow("*"));
  });
});

test("a role that the stack has no more goes", async () => {
  const storage = await openStorage(undefined);
  const before = await openRoles({ storage });
  await before.sandbox.close();
  const { iam } = await openRoles({ storage, stack: { trail: "management" } });
  expect(await refusal(iam.getRole({ RoleName }))).toMatchObject({ name: "NoSuchEntityException" });
});
