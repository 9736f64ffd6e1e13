import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-snapshot-public.ts";

const ID = "snap-0a1b2c3d4e5f60718";
const OTHER = "999999999999";
const arn = `arn:aws:ec2:us-east-1::snapshot/${ID}`;

const request = (createVolumePermission: unknown, fields: Record<string, unknown> = {}) => ({
  attributeType: "CREATE_VOLUME_PERMISSION",
  createVolumePermission,
  snapshotId: ID,
  ...fields,
});
const judge = (requestParameters: unknown, fields: Record<string, unknown> = {}, parameters: unknown = {}) =>
  detection.detect(
    parsed(
      ec2Record("ModifySnapshotAttribute", {
        requestParameters,
        responseElements: { _return: true },
        ...fields,
      }),
    ),
    place,
    parameters,
  );
const nothing = { violations: [], suspicions: [] };
const added = (...items: unknown[]) => request({ add: { items } });
const fingerprints = (requestParameters: unknown, parameters: unknown = {}) =>
  judge(requestParameters, {}, parameters).violations.map(({ fingerprint }) => fingerprint);

describe("a call that shares a snapshot", () => {
  it("with everyone is critical", () => {
    expect(judge(added({ group: "all" }))).toEqual({
      violations: [
        {
          resource: { arn, type: "AWS::EC2::Snapshot", id: ID },
          fingerprint: "public",
          summary: `Snapshot ${ID} is shared with everyone`,
          severity: "critical",
          evidence: { id: ID, to: { kind: "Group", value: "all" } },
        },
      ],
      suspicions: [],
    });
  });

  it("with an account that nobody has allowed is of medium severity, one violation for each", () => {
    const { violations } = judge(added({ userId: OTHER }, { userId: "888888888888" }));
    expect(violations).toMatchObject([
      {
        fingerprint: `UserId/${OTHER}`,
        severity: "medium",
        summary: `Snapshot ${ID} is shared with account ${OTHER}`,
      },
      { fingerprint: "UserId/888888888888" },
    ]);
  });

  it("is seen among harmless ones, in a list or by itself", () => {
    const parameters = { allowedAccounts: [OTHER] };
    expect(fingerprints(added({ userId: OTHER }, { group: "all" }), parameters)).toEqual(["public"]);
    expect(fingerprints(request({ add: { items: { group: "all" } } }))).toEqual(["public"]);
  });

  it("may share with allowed accounts, and with the account itself", () => {
    expect(fingerprints(added({ userId: OTHER }), { allowedAccounts: [OTHER] })).toEqual([]);
    expect(fingerprints(added({ userId: place.account }))).toEqual([]);
    expect(fingerprints(added({ group: "all" }), { allowedAccounts: [OTHER] })).toEqual(["public"]);
  });

  it.each([
    ["shares it with nobody any more", request({ remove: { items: [{ group: "all" }] } })],
    ["adds nobody", request({ add: {} })],
    ["is about product codes", { snapshotId: ID, attributeType: "PRODUCT_CODES" }],
    ["names no snapshot", request({ add: { items: [{ group: "all" }] } }, { snapshotId: undefined })],
    ["names a strange one", request({ add: { items: [{ group: "all" }] } }, { snapshotId: "snap-*" })],
    ["names a strange group", added({ group: "some" })],
    ["names a strange account", added({ userId: "account" })],
    ["has garbage for grantees", added(null, 1, "all", ["all"], { group: ["all"] })],
    ["has no parameters", null],
  ])("that %s is none", (_what, requestParameters) => {
    expect(judge(requestParameters)).toEqual(nothing);
  });

  it.each(["Client.UnauthorizedOperation", "Client.DryRunOperation"])(
    "that failed with %s is none",
    (errorCode) => {
      expect(judge(added({ group: "all" }), { errorCode, responseElements: null })).toEqual(nothing);
    },
  );

  it("that says it in an unknown way is a question for the live account", () => {
    const unknown = { snapshotId: ID, attributeType: "createVolumePermission", operationType: "add" };
    const elsewhere = request({ add: [{ group: "all" }] });
    for (const parameters of [unknown, request("all"), request({}), elsewhere]) {
      expect(judge(parameters)).toEqual({
        violations: [],
        suspicions: [{ ask: { id: ID, account: place.account }, reason: expect.any(String) }],
      });
    }
  });

  it("of another service, or of another name, is not listened to", () => {
    const listening = listeners([detection]);
    const listened = (source: string, name: string) => isListenedTo(parsed(record(source, name)), listening);
    expect(listened("ec2.amazonaws.com", "ModifySnapshotAttribute")).toBe(true);
    expect(listened("rds.amazonaws.com", "ModifySnapshotAttribute")).toBe(false);
    expect(listened("ec2.amazonaws.com", "ResetSnapshotAttribute")).toBe(false);
  });
});

describe("a shared snapshot in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  async function newSnapshot(tags: { Key: string; Value: string }[] = []): Promise<string> {
    const { VolumeId } = await account.ec2.createVolume({ AvailabilityZone: "us-east-1a", Size: 1 });
    const { SnapshotId = "" } = await account.ec2.createSnapshot({
      VolumeId,
      ...(tags.length > 0 && { TagSpecifications: [{ ResourceType: "snapshot", Tags: tags }] }),
    });
    return SnapshotId;
  }
  async function share(SnapshotId: string, ...permissions: object[]) {
    await account.ec2.modifySnapshotAttribute({ SnapshotId, CreateVolumePermission: { Add: permissions } });
    return account.found(detection, account.latest());
  }
  const permissionsOf = async (SnapshotId: string) =>
    (await account.ec2.describeSnapshotAttribute({ SnapshotId, Attribute: "createVolumePermission" }))
      .CreateVolumePermissions;

  it("is shared with everyone no more, and again after the undo; with others it stays shared", async () => {
    const id = await newSnapshot();
    const everyone = (await share(id, { UserId: OTHER }, { Group: "all" })).at(-1);
    if (!everyone) throw new Error("it is found");
    const { plan, state } = await account.inspect(detection, everyone);
    expect(plan).toEqual({
      version: 1,
      steps: [
        {
          service: "ec2",
          operation: "ModifySnapshotAttribute",
          input: {
            SnapshotId: id,
            Attribute: "createVolumePermission",
            OperationType: "remove",
            GroupNames: ["all"],
          },
          does: `share snapshot ${id} with everyone no more`,
        },
      ],
      undo: [
        {
          service: "ec2",
          operation: "ModifySnapshotAttribute",
          input: {
            SnapshotId: id,
            Attribute: "createVolumePermission",
            OperationType: "add",
            GroupNames: ["all"],
          },
          does: `share snapshot ${id} with everyone again`,
          undoes: 0,
        },
      ],
    });
    await account.run(plan?.steps);
    expect(await permissionsOf(id)).toEqual([{ UserId: OTHER }]);
    const after = await account.inspect(detection, everyone);
    expect(after.plan).toBeUndefined();
    // The account's share is another finding's, and may go meanwhile.
    expect(after.guard).toEqual({ sharedWith: [] });
    await account.run(plan?.undo, "undo");
    expect((await account.inspect(detection, everyone)).state).toEqual(state);
  });

  it("with one account, waits for a person, and then only that account loses it", async () => {
    const id = await newSnapshot();
    const [found] = await share(id, { UserId: OTHER }, { UserId: "888888888888" });
    if (!found) throw new Error("it is found");
    const { plan } = await account.inspect(detection, found);
    expect(plan?.confirm).toContain(OTHER);
    await account.run(plan?.steps);
    expect(await permissionsOf(id)).toEqual([{ UserId: "888888888888" }]);
    await account.run(plan?.undo, "undo");
    expect(await permissionsOf(id)).toHaveLength(2);
  });

  it("is fine once the account is allowed, and an undo relies on that it still has it", async () => {
    const id = await newSnapshot();
    const [found] = await share(id, { UserId: OTHER });
    if (!found) throw new Error("it is found");
    const allowed = { parameters: { allowedAccounts: [OTHER] } };
    const { plan, guard } = await account.inspect(detection, found, allowed);
    expect(plan).toBeUndefined();
    expect(guard).toEqual({ sharedWith: [`account ${OTHER}`] });
  });

  it("counts in the guard of its own finding: somebody has shared it again", async () => {
    const id = await newSnapshot();
    const [found] = await share(id, { Group: "all" });
    if (!found) throw new Error("it is found");
    expect((await account.inspect(detection, found)).guard).toEqual({ sharedWith: ["everyone"] });
  });

  it("that is gone says so by AWS's error", async () => {
    const id = await newSnapshot();
    const [found] = await share(id, { Group: "all" });
    if (!found) throw new Error("it is found");
    await account.ec2.deleteSnapshot({ SnapshotId: id });
    await expect(account.inspect(detection, found)).rejects.toMatchObject({
      name: "InvalidSnapshot.NotFound",
    });
    expect(await detection.assess({ id, account: place.account }, account.live, {})).toEqual([]);
  });

  it("answers questions as the call would have: with who is shared with now", async () => {
    const id = await newSnapshot();
    const violations = await share(id, { Group: "all" }, { UserId: OTHER });
    const ask = { id, account: place.account };
    expect(await detection.assess(ask, account.live, {})).toEqual(violations);
    const held = await detection.assess({ ...ask, hold: "made by a service" }, account.live, {});
    expect(held.map(({ hold }) => hold)).toEqual(["made by a service", "made by a service"]);
  });

  it("is swept under the key that the call gives, and so are those that are not shared", async () => {
    const [shared, own] = [await newSnapshot(), await newSnapshot()];
    const violations = await share(shared, { Group: "all" }, { UserId: OTHER });
    const swept = await account.sweep(detection);
    const of = (id: string) => swept.filter(({ resource }) => resource.endsWith(id));
    expect(of(shared)).toEqual([{ resource: violations[0]?.resource.arn, violations }]);
    expect(of(own)).toEqual([{ resource: `arn:aws:ec2:us-east-1::snapshot/${own}`, violations: [] }]);
    const allowed = await account.sweep(detection, { allowedAccounts: [OTHER] });
    const still = allowed.find(({ resource }) => resource.endsWith(shared))?.violations;
    expect(still?.map(({ fingerprint }) => fingerprint)).toEqual(["public"]);
  });

  it("that is another account's is that account's to sweep", async () => {
    await share(await newSnapshot(), { Group: "all" });
    expect(await account.sweep(detection, {}, { ...place, account: OTHER })).toEqual([]);
  });

  it("has tags that exemptions can go by", async () => {
    const id = await newSnapshot([{ Key: "data", Value: "public" }]);
    const { tags } = detection.response ?? {};
    const resource = { arn, type: "AWS::EC2::Snapshot", id };
    expect(await tags?.(resource, account.live)).toEqual({ data: "public" });
    expect(await tags?.({ ...resource, id: ID }, account.live)).toEqual({});
  });
});
