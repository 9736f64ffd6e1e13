import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-flow-logs-deleted.ts";

const FIRST = "fl-0a1b2c3d4e5f60718";
const SECOND = "fl-0a1b2c3d4e5f60719";
const nothing = { violations: [], suspicions: [] };
const judge = (eventName: string, fields: Record<string, unknown>) =>
  detection.detect(parsed(ec2Record(eventName, fields)), place, {});
const arnOf = (id: string) => `arn:aws:ec2:us-east-1:${place.account}:vpc-flow-log/${id}`;

describe("a call that deletes flow logs", () => {
  const deleted = (requestParameters: unknown, fields: Record<string, unknown> = {}) =>
    judge("DeleteFlowLogs", {
      requestParameters,
      responseElements: { DeleteFlowLogsResponse: { unsuccessful: "" } },
      ...fields,
    });
  const request = (FlowLogId: unknown) => ({ DeleteFlowLogsRequest: { FlowLogId } });
  const askedOf = (...found: Parameters<typeof deleted>) =>
    deleted(...found).suspicions.map(({ ask }) => ask.flowLogId);

  it("is a question for each of them: the record says nothing of what they were", () => {
    expect(deleted(request({ content: FIRST, tag: 1 }))).toEqual({
      violations: [],
      suspicions: [{ ask: { flowLogId: FIRST, account: place.account }, reason: expect.any(String) }],
    });
  });

  it.each([
    ["one", request({ content: FIRST, tag: 1 }), [FIRST]],
    [
      "many",
      request([
        { content: FIRST, tag: 1 },
        { content: SECOND, tag: 2 },
      ]),
      [FIRST, SECOND],
    ],
    ["the same twice", request([{ content: FIRST }, { content: FIRST }]), [FIRST]],
    ["plain ids", request([FIRST, SECOND]), [FIRST, SECOND]],
    ["the form of earlier years", { flowLogId: [FIRST, SECOND] }, [FIRST, SECOND]],
    ["garbage among them", request([{ content: FIRST }, 7, null, { content: "fl-*" }, "vpc-1"]), [FIRST]],
    ["nothing", request(""), []],
    ["garbage alone", { DeleteFlowLogsRequest: 7 }, []],
  ])("names %s", (_what, requestParameters, ids) => {
    expect(askedOf(requestParameters)).toEqual(ids);
  });

  it("leaves out those that AWS says no to, in an answer that is no error", () => {
    const both = request([{ content: FIRST }, { content: SECOND }]);
    const unsuccessful = (item: unknown) => ({
      responseElements: { DeleteFlowLogsResponse: { unsuccessful: { item } } },
    });
    const item = { resourceId: SECOND, error: { code: "InvalidFlowLogId.NotFound", message: "" } };
    expect(askedOf(both, unsuccessful(item))).toEqual([FIRST]);
    expect(askedOf(both, unsuccessful([item, { resourceId: FIRST }]))).toEqual([]);
  });

  it("that failed is none", () => {
    const errorCode = "Client.UnauthorizedOperation";
    expect(deleted(request({ content: FIRST, tag: 1 }), { errorCode })).toEqual(nothing);
  });

  it("of another service is not listened to", () => {
    const listening = listeners([detection]);
    const listened = (source: string, name: string) => isListenedTo(parsed(record(source, name)), listening);
    expect(listened("ec2.amazonaws.com", "DeleteFlowLogs")).toBe(true);
    expect(listened("logs.amazonaws.com", "DeleteFlowLogs")).toBe(false);
    expect(listened("ec2.amazonaws.com", "DescribeFlowLogs")).toBe(false);
  });
});

describe("a call that makes a flow log", () => {
  const request = {
    ResourceId: { content: "vpc-0a", tag: 1 },
    ResourceType: "VPC",
    TrafficType: "ALL",
    LogDestinationType: "s3",
    LogDestination: "arn:aws:s3:::logs/network",
  };
  const made = (changes: object, ids: unknown = { item: FIRST }, fields: Record<string, unknown> = {}) =>
    judge("CreateFlowLogs", {
      requestParameters: { CreateFlowLogsRequest: { ...request, ...changes } },
      responseElements: { CreateFlowLogsResponse: { flowLogIdSet: ids, unsuccessful: "" } },
      ...fields,
    }).baselines;
  const value = {
    ResourceIds: ["vpc-0a"],
    ResourceType: "VPC",
    TrafficType: "ALL",
    LogDestinationType: "s3",
    LogDestination: "arn:aws:s3:::logs/network",
  };

  it("tells what it would take to make it again", () => {
    expect(made({})).toEqual([{ resource: arnOf(FIRST), aspect: "flow-log", value }]);
    const more = {
      MaxAggregationInterval: 60,
      LogFormat: "${srcaddr}",
      DestinationOptions: {
        FileFormat: "parquet",
        HiveCompatiblePartitions: "true",
        PerHourPartition: false,
      },
      TagSpecification: {
        tag: 1,
        ResourceType: "vpc-flow-log",
        Tag: [
          { tag: 1, Key: "owner", Value: "security" },
          { tag: 2, Key: "aws:x", Value: "y" },
        ],
      },
    };
    expect(made(more)?.[0]?.value).toEqual({
      ...value,
      MaxAggregationInterval: 60,
      LogFormat: "${srcaddr}",
      DestinationOptions: { FileFormat: "parquet", HiveCompatiblePartitions: true, PerHourPartition: false },
      TagSpecifications: [{ ResourceType: "vpc-flow-log", Tags: [{ Key: "owner", Value: "security" }] }],
    });
  });

  it("goes to CloudWatch Logs unless it says otherwise", () => {
    const { LogDestination: _, ...without } = value;
    const logs = { LogDestinationType: undefined, LogDestination: undefined, LogGroupName: "flows" };
    expect(made(logs)?.[0]?.value).toEqual({
      ...without,
      LogDestinationType: "cloud-watch-logs",
      LogGroupName: "flows",
    });
  });

  it.each([
    ["to Firehose", { LogDestinationType: "kinesis-data-firehose" }],
    ["to another account", { DeliverCrossAccountRole: "arn:aws:iam::999999999999:role/logs" }],
    ["of something unknown", { ResourceId: { content: "core-network-0a", tag: 1 } }],
    ["with fields of tags", { TagFieldSpecification: { tag: 1, TagKeys: { item: "name" } } }],
  ])("%s tells why Snapback can't make it again", (_what, changes) => {
    expect(made(changes)?.[0]?.value).toEqual({
      ResourceIds: [expect.any(String)],
      cannot: expect.any(String),
    });
  });

  it.each<[string, object, unknown?]>([
    [
      "makes several",
      { ResourceId: [{ content: "vpc-0a" }, { content: "vpc-0b" }] },
      { item: [FIRST, SECOND] },
    ],
    ["makes one of several", { ResourceId: [{ content: "vpc-0a" }, { content: "vpc-0b" }] }],
    ["makes none", {}, ""],
    ["names no destination", { LogDestination: undefined }],
    ["names a traffic type that there is none of", { TrafficType: "SOME" }],
    ["answers with something else", {}, { item: "vpc-0a" }],
  ])("that %s tells nothing", (_what, changes, ids) => {
    expect(made(changes, ids ?? { item: FIRST }) ?? []).toEqual([]);
  });

  it("that failed tells nothing", () => {
    expect(made({}, { item: FIRST }, { errorCode: "Client.FlowLogAlreadyExists" })).toBeUndefined();
  });
});

describe("a deleted flow log in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  const role = `arn:aws:iam::${place.account}:role/flow-logs`;
  async function newVpc(): Promise<string> {
    const { Vpc } = await account.ec2.createVpc({ CidrBlock: "10.1.0.0/16" });
    return Vpc?.VpcId ?? "";
  }
  async function log(id: string, changes: object = {}): Promise<string> {
    const { FlowLogIds = [] } = await account.ec2.createFlowLogs({
      ResourceIds: [id],
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogGroupName: "flows",
      DeliverLogsPermissionArn: role,
      TagSpecifications: [{ ResourceType: "vpc-flow-log", Tags: [{ Key: "owner", Value: "security" }] }],
      ...changes,
    });
    return FlowLogIds[0] ?? "";
  }
  const logsOf = async (id: string) =>
    (await account.ec2.describeFlowLogs({ Filter: [{ Name: "resource-id", Values: [id] }] })).FlowLogs ?? [];

  /** What a sweep has learnt, as it is kept. */
  async function learnt(source: "event" | "sweep" = "sweep") {
    const swept = await account.sweep(detection);
    expect(swept.flatMap(({ violations }) => violations)).toEqual([]);
    return swept
      .flatMap(({ baselines = [] }) => baselines)
      .map((each) => ({ ...each, at: "2026-11-20T07:00:00Z", source }));
  }
  async function removed(id: string, baselines: Awaited<ReturnType<typeof learnt>>) {
    await account.ec2.deleteFlowLogs({ FlowLogIds: [id] });
    return account.found(detection, account.latest(), { baselines });
  }

  it("is made again as it was, under another id, and is gone again after the undo", async () => {
    const vpc = await newVpc();
    const id = await log(vpc, { MaxAggregationInterval: 60, LogFormat: "${srcaddr} ${dstaddr}" });
    const [was] = await logsOf(vpc);
    const found = await removed(id, await learnt());
    expect(found).toMatchObject([
      {
        resource: {
          arn: `arn:aws:ec2:us-east-1:${place.account}:vpc/${vpc}`,
          type: "AWS::EC2::VPC",
          id: vpc,
        },
        fingerprint: "no flow log to cloud-watch-logs:flows",
        summary: `${vpc} has no flow log to cloud-watch-logs:flows any more`,
        severity: "high",
      },
    ]);
    const [violation] = found;
    if (!violation) throw new Error("it is found");
    const { plan, state } = await account.inspect(detection, violation);
    expect(plan?.lost?.[0]).toContain(id);
    expect(plan).not.toHaveProperty("confirm");
    const made = await account.run(plan?.steps);
    const [now] = await logsOf(vpc);
    const { FlowLogId: newId = "", CreationTime: _, ...same } = now ?? {};
    expect(was).toMatchObject(same);
    expect(newId).not.toBe(id);
    const after = await account.inspect(detection, violation);
    expect(after).toMatchObject({
      guard: { flowLog: { traffic: "ALL", to: "cloud-watch-logs:flows" } },
      baselines: [{ resource: arnOf(newId), value: { ResourceIds: [vpc] } }],
    });
    expect(after.plan).toBeUndefined();
    await account.run(plan?.undo, "undo", made);
    expect(await logsOf(vpc)).toEqual([]);
    expect((await account.inspect(detection, violation)).state).toEqual(state);
  });

  it("is the same finding when the one is deleted that was made in its place", async () => {
    const vpc = await newVpc();
    const [first] = await removed(await log(vpc), await learnt());
    const again = await removed(await log(vpc), await learnt());
    expect(again.map(({ resource, fingerprint }) => ({ resource, fingerprint }))).toEqual([
      { resource: first?.resource, fingerprint: first?.fingerprint },
    ]);
  });

  it.each([
    ["a subnet", "AWS::EC2::Subnet", "subnet"],
    ["a network interface", "AWS::EC2::NetworkInterface", "network-interface"],
  ])("may have been of %s", async (_what, type, path) => {
    const isSubnet = type === "AWS::EC2::Subnet";
    const of = isSubnet ? await newSubnet() : await newInterface();
    const id = await log(of, { ResourceType: isSubnet ? "Subnet" : "NetworkInterface" });
    const [found] = await removed(id, await learnt());
    expect(found?.resource).toEqual({
      arn: `arn:aws:ec2:us-east-1:${place.account}:${path}/${of}`,
      type,
      id: of,
    });
    if (!found) throw new Error("it is found");
    const { plan } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    expect(await logsOf(of)).toHaveLength(1);
    await account.ec2.deleteFlowLogs({ FlowLogIds: [(await logsOf(of))[0]?.FlowLogId ?? ""] });
    if (isSubnet) await account.ec2.deleteSubnet({ SubnetId: of });
    else await terminateAll();
    expect((await account.inspect(detection, found)).state).toEqual({ resourceId: of, gone: true });
  });

  async function newSubnet(): Promise<string> {
    const { Subnet } = await account.ec2.createSubnet({ VpcId: await newVpc(), CidrBlock: "10.1.1.0/24" });
    return Subnet?.SubnetId ?? "";
  }
  async function newInterface(): Promise<string> {
    const { Images = [] } = await account.ec2.describeImages({ Owners: ["amazon"] });
    await account.ec2.runInstances({ ImageId: Images[0]?.ImageId, MinCount: 1, MaxCount: 1 });
    const { NetworkInterfaces = [] } = await account.ec2.describeNetworkInterfaces({});
    return NetworkInterfaces[0]?.NetworkInterfaceId ?? "";
  }
  async function terminateAll() {
    const { Reservations = [] } = await account.ec2.describeInstances({});
    const ids = Reservations.flatMap(({ Instances = [] }) =>
      Instances.flatMap(({ InstanceId }) => InstanceId ?? []),
    );
    await account.ec2.terminateInstances({ InstanceIds: ids });
  }

  it("is no matter where its network went with it", async () => {
    const vpc = await newVpc();
    const id = await log(vpc);
    const baselines = await learnt();
    const [found] = await removed(id, baselines);
    await account.ec2.deleteVpc({ VpcId: vpc });
    const ask = { flowLogId: id, account: place.account };
    const baseline = baselines.find(({ resource }) => resource === arnOf(id));
    if (!found || !baseline) throw new Error("it is known");
    expect(await detection.assess(ask, account.live, {}, async () => ({ ...place, ...baseline }))).toEqual(
      [],
    );
    expect((await account.inspect(detection, found)).state).toEqual({ resourceId: vpc, gone: true });
  });

  it("is no matter where another one does the same, or more", async () => {
    const vpc = await newVpc();
    const id = await log(vpc, { TrafficType: "REJECT" });
    const baselines = await learnt();
    const [found] = await removed(id, baselines);
    await log(vpc);
    if (!found) throw new Error("it is found");
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect(await account.found(detection, account.records.at(-2) ?? account.latest(), { baselines })).toEqual(
      [],
    );
  });

  it("waits for a person where another one may be its replacement, and where only a record has told of it", async () => {
    const vpc = await newVpc();
    const id = await log(vpc);
    const other = await log(vpc, { LogGroupName: "elsewhere" });
    const less = await log(vpc, { LogGroupName: "less" });
    const [found] = await removed(id, await learnt());
    if (!found) throw new Error("it is found");
    const { plan, guard } = await account.inspect(detection, found);
    expect(plan?.confirm).toContain(other);
    expect(plan?.confirm).toContain(less);
    expect(guard).toEqual({ flowLog: null });
    const [told] = await removed(other, await learnt("event"));
    if (!told) throw new Error("it is found");
    expect((await account.inspect(detection, told)).plan?.confirm).toContain("record");
  });

  it("that logged all traffic is not made up for by one that logs less", async () => {
    const vpc = await newVpc();
    const [found] = await removed(await log(vpc), await learnt());
    await log(vpc, { TrafficType: "ACCEPT" });
    if (!found) throw new Error("it is found");
    expect((await account.inspect(detection, found)).plan).toBeDefined();
  });

  it("that nobody knows anything of is told, and left to a person", async () => {
    const id = await log(await newVpc());
    const [found] = await removed(id, []);
    expect(found).toMatchObject({
      resource: { arn: arnOf(id), type: "AWS::EC2::FlowLog", id },
      fingerprint: "deleted",
    });
    if (!found) throw new Error("it is found");
    expect(await account.inspect(detection, found)).toEqual({
      state: { flowLogId: id, exists: false },
      stuck: expect.stringContaining("not known"),
    });
  });

  it("that Snapback may not make again is told, and why", async () => {
    const vpc = await newVpc();
    const id = await log(vpc);
    const value = { ResourceIds: [vpc], cannot: "it went to Firehose" };
    const baselines = [
      {
        resource: arnOf(id),
        aspect: "flow-log",
        value,
        at: "2026-11-20T07:00:00Z",
        source: "sweep" as const,
      },
    ];
    const [found] = await removed(id, baselines);
    expect(found?.resource.id).toBe(vpc);
    if (!found) throw new Error("it is found");
    expect((await account.inspect(detection, found)).stuck).toContain("Firehose");
  });

  it("that is still there was not deleted", async () => {
    const id = await log(await newVpc());
    const ask = { flowLogId: id, account: place.account, hold: "a service's" };
    expect(await detection.assess(ask, account.live, {})).toEqual([]);
    const resource = { arn: arnOf(id), type: "AWS::EC2::FlowLog", id };
    const seen = await account.inspect(detection, { resource, evidence: { flowLogId: id } });
    expect(seen).toMatchObject({ state: { exists: true }, baselines: [{ resource: arnOf(id) }] });
    expect(seen).not.toHaveProperty("stuck");
    const [held] = await detection.assess({ ...ask, flowLogId: FIRST }, account.live, {});
    expect(held?.hold).toBe("a service's");
  });
});
