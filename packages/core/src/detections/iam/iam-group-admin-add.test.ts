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
import detection from "./iam-group-admin-add.ts";

const detect = (request: unknown, fields = {}) =>
  detection.detect(iamRecord("AddUserToGroup", request, fields), place, {});

describe("AddUserToGroup", () => {
  it("asks what the group may do", () => {
    expect(detect({ userName: "ada", groupName: "crew" })).toEqual({
      violations: [],
      suspicions: [
        {
          ask: { userName: "ada", groupName: "crew", account: ACCOUNT },
          reason: "what the group may do is not in the record",
        },
      ],
    });
  });

  it.each([
    ["of a call that failed", { userName: "ada", groupName: "crew" }, { errorCode: "NoSuchEntityException" }],
    ["without a request", null, {}],
    ["without a group", { userName: "ada" }, {}],
    ["without a user", { groupName: "crew" }, {}],
    ["with names that can't be some", { userName: "a b", groupName: 7 }, {}],
  ])("asks nothing %s", (_, request, fields) => {
    expect(detect(request, fields)).toEqual({ violations: [], suspicions: [] });
  });

  it("is not taken from the inverse call, nor from another service", () => {
    expect(listened(detection, ["AddUserToGroup", "RemoveUserFromGroup"])).toEqual(["AddUserToGroup"]);
    expect(listened(detection, ["AddUserToGroup"], "elasticache.amazonaws.com")).toEqual([]);
  });
});

describe("in an account", () => {
  let account: IamAccount;
  beforeAll(async () => {
    account = await openIamAccount();
    const { iam } = account;
    await iam.createUser({ UserName: "ada", Path: "/staff/" });
    for (const GroupName of ["readers", "inline", "attached", "own"]) await iam.createGroup({ GroupName });
    const named = { PolicyName: "work" };
    await iam.putGroupPolicy({ GroupName: "readers", ...named, PolicyDocument: READING });
    await iam.putGroupPolicy({ GroupName: "inline", ...named, PolicyDocument: READING });
    await iam.putGroupPolicy({ GroupName: "inline", PolicyName: "more", PolicyDocument: EVERYTHING });
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await iam.attachGroupPolicy({ GroupName: "attached", PolicyArn });
    await iam.attachGroupPolicy({
      GroupName: "readers",
      PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    const { Policy } = await iam.createPolicy({ PolicyName: "everything", PolicyDocument: EVERYTHING });
    await iam.attachGroupPolicy({ GroupName: "own", PolicyArn: Policy?.Arn });
  });
  afterAll(() => account.close());
  const join = async (GroupName: string) => {
    await account.iam.addUserToGroup({ UserName: "ada", GroupName });
    return account.latest();
  };
  const leave = (GroupName: string) => account.iam.removeUserFromGroup({ UserName: "ada", GroupName });

  it.each([
    ["inline", "more"],
    ["attached", "AdministratorAccess"],
    ["own", "everything"],
  ])("a group of administrators is one by its policies: %s", async (GroupName, name) => {
    await join(GroupName);
    expect(await account.one(detection)).toEqual({
      resource: { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, type: "AWS::IAM::User", id: "ada" },
      fingerprint: `group/${GroupName}`,
      summary: `User ada is in group ${GroupName}, which makes an administrator of everyone in it (${name})`,
      severity: "high",
      evidence: { userName: "ada", groupName: GroupName },
    });
    await leave(GroupName);
  });

  it("the group is found in whatever case the call has spelled it, as IAM finds it", async () => {
    await join("inline");
    const violation = await account.one(detection);
    const spelled = iamRecord("AddUserToGroup", { userName: "ada", groupName: "INLINE" });
    expect(await account.found(detection, spelled)).toEqual([violation]);
    await leave("inline");
  });

  it("another group is none, nor is one that the user has left", async () => {
    expect(await account.found(detection, await join("readers"))).toEqual([]);
    const record = await join("inline");
    const violation = await account.one(detection);
    await leave("inline");
    expect(await account.found(detection, record)).toEqual([]);
    expect((await account.inspect(detection, violation)).plan).toBeUndefined();
  });

  it("the user is taken out of that group alone, and its undo puts them back", async () => {
    await join("readers");
    await join("attached");
    const life = await account.putRight(detection, await account.one(detection));
    const input = { UserName: "ada", GroupName: "attached" };
    expect(life.before.plan).toMatchObject({
      steps: [{ operation: "RemoveUserFromGroup", input }],
      undo: [{ operation: "AddUserToGroup", input, undoes: 0 }],
    });
    expect(life.after).toEqual({
      state: { user: "ada", groups: ["readers"] },
      guard: { group: "attached", member: false },
    });
    expect(life.undone).toEqual(life.before);
    await leave("attached");
  });

  it("in doubt a person has to say yes", async () => {
    await account.iam.createGroup({ GroupName: "doubtful" });
    await account.iam.putGroupPolicy({
      GroupName: "doubtful",
      PolicyName: "work",
      PolicyDocument: policy({
        Action: "*",
        Resource: "*",
        Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      }),
    });
    await join("doubtful");
    const violation = await account.one(detection);
    expect(violation.severity).toBe("medium");
    expect((await account.inspect(detection, violation)).plan?.confirm).toMatch(/in doubt/);
    await leave("doubtful");
    await join("inline");
    const { plan } = await account.inspect(detection, await account.one(detection));
    expect(plan).toBeDefined();
    expect(plan).not.toHaveProperty("confirm");
    await leave("inline");
  });

  it("the sweep finds the same as the event", async () => {
    await join("own");
    const fromEvent = await account.one(detection);
    await join("inline");
    const swept = await account.sweep(detection);
    expect(swept).toEqual([
      { resource: fromEvent.resource.arn, violations: [await account.one(detection), fromEvent] },
    ]);
    await leave("own");
    await leave("inline");
  });
});
