import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-imdsv1.ts";

const ID = "i-0a1b2c3d4e5f60718";
const OTHER = "i-0a1b2c3d4e5f60719";
const nothing = { violations: [], suspicions: [] };
const judge = (eventName: string, fields: Record<string, unknown>) =>
  detection.detect(parsed(ec2Record(eventName, fields)), place, {});
const idsOf = ({ violations }: ReturnType<typeof judge>) => violations.map(({ resource }) => resource.id);

/** A modification, with the options that the instance has after it. */
const modified = (request: unknown, after: unknown = {}, fields: Record<string, unknown> = {}) =>
  judge("ModifyInstanceMetadataOptions", {
    requestParameters: { ModifyInstanceMetadataOptionsRequest: request },
    responseElements: {
      ModifyInstanceMetadataOptionsResponse: { instanceId: ID, instanceMetadataOptions: after },
    },
    ...fields,
  });
const open = { httpTokens: "optional", httpEndpoint: "enabled" };

describe("a modification of an instance's metadata options", () => {
  it("that requires no token any more is a violation", () => {
    expect(modified({ InstanceId: ID, HttpTokens: "optional", HttpEndpoint: "enabled" }, open)).toEqual({
      violations: [
        {
          resource: {
            arn: `arn:aws:ec2:us-east-1:${place.account}:instance/${ID}`,
            type: "AWS::EC2::Instance",
            id: ID,
          },
          fingerprint: "imdsv1",
          summary: `The metadata service of instance ${ID} answers without a token (IMDSv1)`,
          severity: "medium",
          evidence: { instanceId: ID },
        },
      ],
      suspicions: [],
    });
  });

  it("is judged by the request where the answer says nothing", () => {
    expect(idsOf(modified({ InstanceId: ID, HttpTokens: "optional" }, "garbage"))).toEqual([ID]);
    expect(
      idsOf(modified({ InstanceId: ID, HttpTokens: "optional" }, {}, { responseElements: null })),
    ).toEqual([ID]);
  });

  it("that switches the service on, where it requires no token, is one, too", () => {
    expect(idsOf(modified({ InstanceId: ID, HttpEndpoint: "enabled" }, open))).toEqual([ID]);
    const required = { ...open, httpTokens: "required" };
    expect(modified({ InstanceId: ID, HttpEndpoint: "enabled" }, required)).toEqual(nothing);
  });

  it.each([
    ["requires a token", { InstanceId: ID, HttpTokens: "required" }, { ...open, httpTokens: "required" }],
    [
      "switches the service off",
      { InstanceId: ID, HttpTokens: "optional", HttpEndpoint: "disabled" },
      { ...open, httpEndpoint: "disabled" },
    ],
    [
      "leaves it switched off",
      { InstanceId: ID, HttpTokens: "optional" },
      { ...open, httpEndpoint: "disabled" },
    ],
    [
      "switches the service off, and the answer does not say so",
      { InstanceId: ID, HttpTokens: "optional", HttpEndpoint: "disabled" },
      {},
    ],
    ["changes something else", { InstanceId: ID, HttpPutResponseHopLimit: 2 }, open],
    [
      "requires a token of what is switched on",
      { InstanceId: ID, HttpTokens: "required", HttpEndpoint: "enabled" },
      {},
    ],
    ["names no instance", { HttpTokens: "optional" }, open],
    ["names a strange one", { InstanceId: "i-*", HttpTokens: "optional" }, open],
    ["is garbage", "HttpTokens", open],
  ])("that %s is none", (_what, request, after) => {
    expect(modified(request, after)).toEqual(nothing);
  });

  it("that failed is none", () => {
    const errorCode = "Client.DryRunOperation";
    expect(modified({ InstanceId: ID, HttpTokens: "optional" }, {}, { errorCode })).toEqual(nothing);
  });
});

describe("a launch", () => {
  const launched = (items: unknown, fields: Record<string, unknown> = {}) =>
    judge("RunInstances", { responseElements: { instancesSet: { items } }, ...fields });

  it("is a violation for each instance that requires no token", () => {
    const found = launched([
      { instanceId: ID, metadataOptions: open },
      { instanceId: "i-0f", metadataOptions: { ...open, httpTokens: "required" } },
      { instanceId: "i-0e", metadataOptions: { ...open, httpEndpoint: "disabled" } },
      { instanceId: "i-0d" },
      { metadataOptions: open },
      "garbage",
      { instanceId: OTHER, metadataOptions: open },
    ]);
    expect(idsOf(found)).toEqual([ID, OTHER]);
    expect(idsOf(launched({ instanceId: ID, metadataOptions: open }))).toEqual([ID]);
  });

  it("that failed, or whose instances are not in the record, is none", () => {
    const items = [{ instanceId: ID, metadataOptions: open }];
    expect(launched(items, { errorCode: "Client.UnauthorizedOperation" })).toEqual(nothing);
    expect(launched(items, { responseElements: null })).toEqual(nothing);
  });

  it("of so many that the record leaves them out is a question for the live account", () => {
    const left = { responseElements: { omitted: true, reason: "size" } };
    expect(launched([], { ...left, requestParameters: { clientToken: "token-1" } })).toEqual({
      violations: [],
      suspicions: [{ ask: { clientToken: "token-1", account: place.account }, reason: expect.any(String) }],
    });
    // It would be a pattern in the filter, for anybody's instances.
    expect(launched([], { ...left, requestParameters: { clientToken: "token-*" } })).toEqual(nothing);
    expect(launched([], left)).toEqual(nothing);
  });

  it("of another service, or of another name, is not listened to", () => {
    const listening = listeners([detection]);
    const listened = (source: string, name: string) => isListenedTo(parsed(record(source, name)), listening);
    expect(listened("ec2.amazonaws.com", "RunInstances")).toBe(true);
    expect(listened("lightsail.amazonaws.com", "RunInstances")).toBe(false);
    expect(listened("ec2.amazonaws.com", "ModifyInstanceMetadataDefaults")).toBe(false);
  });
});

describe("an instance in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  async function launch(options: object, more: object = {}): Promise<string[]> {
    const { Images = [] } = await account.ec2.describeImages({ Owners: ["amazon"] });
    const { Instances = [] } = await account.ec2.runInstances({
      ImageId: Images[0]?.ImageId,
      MinCount: 1,
      MaxCount: 1,
      MetadataOptions: options,
      ...more,
    });
    return Instances.flatMap(({ InstanceId }) => InstanceId ?? []);
  }
  const optionsOf = async (id: string) => {
    const { Reservations = [] } = await account.ec2.describeInstances({ InstanceIds: [id] });
    return Reservations[0]?.Instances?.[0]?.MetadataOptions;
  };
  async function opened() {
    const [id = ""] = await launch({ HttpTokens: "optional", HttpPutResponseHopLimit: 2 });
    const [found] = await account.found(detection, account.latest());
    if (!found) throw new Error("it is found");
    return { id, found };
  }

  it("requires a token again, keeps its other options, and the undo brings back what was", async () => {
    const { id, found } = await opened();
    expect(found.resource.id).toBe(id);
    const { plan, state } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    expect(await optionsOf(id)).toMatchObject({ HttpTokens: "required", HttpPutResponseHopLimit: 2 });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo, "undo");
    expect(await optionsOf(id)).toMatchObject({ HttpTokens: "optional", HttpPutResponseHopLimit: 2 });
    expect((await account.inspect(detection, found)).state).toEqual(state);
  });

  it("is fine where its service is switched off, and where it is gone", async () => {
    const { id, found } = await opened();
    await account.ec2.modifyInstanceMetadataOptions({ InstanceId: id, HttpEndpoint: "disabled" });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.ec2.modifyInstanceMetadataOptions({ InstanceId: id, HttpEndpoint: "enabled" });
    expect((await account.inspect(detection, found)).plan).toBeDefined();
    const gone = { state: { instanceId: id, gone: true } };
    await account.ec2.terminateInstances({ InstanceIds: [id] });
    expect(await account.inspect(detection, found)).toEqual(gone);
    const never = { ...found, evidence: { instanceId: "i-00000000000000000" } };
    expect((await account.inspect(detection, never)).state).toMatchObject({ gone: true });
  });

  it("is swept under the key that the call gives; one that is gone is not", async () => {
    const { id, found } = await opened();
    const [fine = ""] = await launch({ HttpTokens: "required" });
    const [gone = ""] = await launch({ HttpTokens: "optional" });
    await account.ec2.terminateInstances({ InstanceIds: [gone] });
    const swept = await account.sweep(detection);
    const of = (each: string) => swept.filter(({ resource }) => resource.endsWith(each));
    expect(of(id)).toEqual([{ resource: found.resource.arn, violations: [found] }]);
    expect(of(fine)).toMatchObject([{ violations: [] }]);
    expect(of(gone)).toEqual([]);
  });

  it("is found by the launch's token where the record leaves it out", async () => {
    const clientToken = "launch-1";
    const [first = "", second = ""] = await launch(
      { HttpTokens: "optional" },
      { ClientToken: clientToken, MaxCount: 2 },
    );
    await launch({ HttpTokens: "required" }, { ClientToken: "launch-2" });
    const ask = { clientToken, account: place.account };
    const found = await detection.assess({ ...ask, hold: "a service's" }, account.live, {});
    expect(found.map(({ resource }) => resource.id).toSorted()).toEqual([first, second].toSorted());
    expect(found[0]?.hold).toBe("a service's");
    expect(await detection.assess({ ...ask, clientToken: "launch-2" }, account.live, {})).toEqual([]);
    // A filter's value is a pattern.
    expect(await detection.assess({ ...ask, clientToken: "launch-?" }, account.live, {})).toEqual([]);
  });

  it("has tags that exemptions can go by", async () => {
    const { id, found } = await opened();
    await account.ec2.createTags({ Resources: [id], Tags: [{ Key: "legacy", Value: "yes" }] });
    expect(await detection.response?.tags?.(found.resource, account.live)).toEqual({ legacy: "yes" });
  });
});
