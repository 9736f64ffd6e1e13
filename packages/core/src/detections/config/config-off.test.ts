import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./config-off.ts";

const resource = `arn:aws:config:us-east-1:${ACCOUNT}:configuration-recorder`;
const judge = (eventName: string, fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(record("config.amazonaws.com", eventName, fields)), place, {});
const [found] = judge("StopConfigurationRecorder").violations;

const recorder = {
  name: "default",
  roleARN: `arn:aws:iam::${ACCOUNT}:role/config`,
  recordingGroup: {
    allSupported: true,
    includeGlobalResourceTypes: true,
    recordingStrategy: { useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" },
  },
  recordingMode: { recordingFrequency: "DAILY" },
};
const channel = {
  name: "default",
  s3BucketName: "config",
  configSnapshotDeliveryProperties: { deliveryFrequency: "One_Hour" },
};

describe("a call that turns Config off", () => {
  it("is one violation of the region, whichever part it takes away", () => {
    expect(found).toEqual({
      resource: { arn: resource, type: "AWS::Config::ConfigurationRecorder", id: "us-east-1" },
      fingerprint: "off",
      summary: "AWS Config does not record in us-east-1",
      severity: "high",
      evidence: { region: "us-east-1" },
    });
    for (const name of ["DeleteConfigurationRecorder", "DeleteDeliveryChannel"])
      expect(judge(name).violations).toEqual([found]);
  });

  it("is none where it failed", () => {
    const refused = { errorCode: "LastDeliveryChannelDeleteFailedException" };
    expect(judge("DeleteDeliveryChannel", refused)).toEqual({ violations: [], suspicions: [] });
  });
});

describe("a call that sets Config up", () => {
  it("shows what it set up", () => {
    expect(
      judge("PutConfigurationRecorder", { requestParameters: { configurationRecorder: recorder } }),
    ).toEqual({
      violations: [],
      suspicions: [],
      baselines: [{ resource, aspect: "recorder", value: recorder }],
    });
    expect(
      judge("PutDeliveryChannel", { requestParameters: { deliveryChannel: channel } }).baselines,
    ).toEqual([{ resource, aspect: "delivery-channel", value: channel }]);
  });

  it.each<[Record<string, unknown>]>([
    [{ requestParameters: { configurationRecorder: recorder }, errorCode: "AccessDenied" }],
    [{ requestParameters: { configurationRecorder: { name: "default" } } }],
    [{ requestParameters: { configurationRecorder: null } }],
    [{ requestParameters: null }],
  ])("shows nothing by %j", (fields) => {
    expect(judge("PutConfigurationRecorder", fields)).toEqual({ violations: [], suspicions: [] });
  });
});

describe("in the live account", () => {
  interface State {
    recorders: JsonObject[];
    channels: JsonObject[];
    recording: string[];
  }
  let state: State = { recorders: [], channels: [], recording: [] };
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      switch (call) {
        case "DescribeConfigurationRecorders":
          return { ConfigurationRecorders: state.recorders };
        case "DescribeConfigurationRecorderStatus":
          return {
            ConfigurationRecordersStatus: state.recorders.map(({ name = "" }) => ({
              name,
              recording: state.recording.includes(said(name)),
            })),
          };
        case "DescribeDeliveryChannels":
          return { DeliveryChannels: state.channels };
        case "PutConfigurationRecorder":
          state.recorders.push(JSON.parse(JSON.stringify(input.ConfigurationRecorder)));
          return {};
        case "PutDeliveryChannel":
          if (state.recorders.length === 0) return { error: "NoAvailableConfigurationRecorderException" };
          state.channels = [JSON.parse(JSON.stringify(input.DeliveryChannel))];
          return {};
        case "StartConfigurationRecorder":
          if (state.channels.length === 0) return { error: "NoAvailableDeliveryChannelException" };
          state.recording = [said(input.ConfigurationRecorderName)];
          return {};
        case "StopConfigurationRecorder":
          state.recording = [];
          return {};
        case "DeleteDeliveryChannel":
          if (state.recording.length > 0) return { error: "LastDeliveryChannelDeleteFailedException" };
          state.channels = [];
          return {};
        case "DeleteConfigurationRecorder":
          state.recorders = state.recorders.filter(({ name }) => name !== input.ConfigurationRecorderName);
          return {};
        default:
          return undefined;
      }
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    state = { recorders: [recorder], channels: [channel], recording: ["default"] };
    const unknown = ["recorder", "delivery-channel"].map((aspect) => ({
      resource,
      aspect,
      value: undefined,
    }));
    aws.keep(unknown);
  });
  if (!found) throw new Error("there is one");

  /** Puts it right, and takes that back: what is read must be as it was. Answers with the operations. */
  async function proven(): Promise<string[]> {
    if (!found) throw new Error("there is one");
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error(before.stuck ?? "nothing is wrong");
    const answers = await aws.run(plan);
    expect(await aws.inspect(detection, found)).toMatchObject({ state: { recording: true } });
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    expect(await aws.sweep(detection)).toEqual([]);
    await aws.undo(plan, answers);
    expect((await aws.inspect(detection, found)).state).toEqual(before.state);
    return plan.steps.map(({ operation }) => operation);
  }

  it("starts a recorder that was stopped", async () => {
    state.recording = [];
    expect(await aws.sweep(detection, { everywhere: false })).toEqual([`${resource} off`]);
    expect(await proven()).toEqual(["StartConfigurationRecorder"]);
  });

  it("puts back what a sweep has seen, in the order that Config demands, and takes it back in the opposite one", async () => {
    expect(await aws.sweep(detection)).toEqual([]);
    state = { recorders: [], channels: [], recording: [] };
    expect(await proven()).toEqual([
      "PutConfigurationRecorder",
      "PutDeliveryChannel",
      "StartConfigurationRecorder",
    ]);
    state = { recorders: [recorder], channels: [], recording: [] };
    expect(await proven()).toEqual(["PutDeliveryChannel", "StartConfigurationRecorder"]);
    state = { recorders: [], channels: [channel], recording: [] };
    expect(await proven()).toEqual(["PutConfigurationRecorder", "StartConfigurationRecorder"]);
  });

  it("puts a recorder back as it was, without the empty lists that Config answers with", async () => {
    const listed = {
      ...recorder.recordingGroup,
      resourceTypes: [],
      exclusionByResourceTypes: { resourceTypes: [] },
    };
    state.recorders = [{ ...recorder, recordingGroup: listed }];
    await aws.sweep(detection);
    state = { recorders: [], channels: [], recording: [] };
    const { plan } = await aws.inspect(detection, found);
    expect(plan?.steps[0]?.input).toEqual({ ConfigurationRecorder: recorder });
    expect(plan?.steps[1]?.input).toEqual({ DeliveryChannel: channel });
  });

  it("leaves it to a person where the parts were never seen", async () => {
    state = { recorders: [recorder], channels: [], recording: [] };
    expect((await aws.inspect(detection, found)).stuck).toContain("delivery channel");
    aws.keep([{ resource, aspect: "recorder", value: undefined }]);
    state = { recorders: [], channels: [channel], recording: [] };
    expect((await aws.inspect(detection, found)).stuck).toContain("recorder");
  });

  it("asks a person where a part of it is known from a record alone", async () => {
    aws.keep([{ resource, aspect: "recorder", value: recorder }]);
    aws.keep([{ resource, aspect: "delivery-channel", value: channel }], "event");
    state = { recorders: [], channels: [], recording: [] };
    expect((await aws.inspect(detection, found)).plan?.confirm).toBeDefined();
    state = { recorders: [recorder], channels: [channel], recording: [] };
    expect((await aws.inspect(detection, found)).plan?.confirm).toBeUndefined();
  });

  it("takes no other service's recorder for the account's own", async () => {
    const others = { name: "AWSConfigurationRecorderForX", servicePrincipal: "x.amazonaws.com" };
    state = { recorders: [others], channels: [], recording: [others.name] };
    expect(await aws.sweep(detection)).toEqual([`${resource} off`]);
    expect(await aws.sweep(detection, { everywhere: false })).toEqual([]);
  });
});
