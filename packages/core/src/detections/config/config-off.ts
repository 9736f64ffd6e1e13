import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { Channel, Recorder } from "../../aws/configservice/operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { configAttacks } from "./config-attacks.ts";
import { isOn, type Recording, recordingNow } from "./recording.ts";
import { CHANNEL, RECORDER, restoration } from "./recording-restoration.ts";

const Evidence = z.object({ region: z.string() });

export default defineDetection({
  id: "config-off",
  title: "AWS Config turned off",
  severity: "high",
  why: "What resources look like, and what they looked like before, is no longer written down, and Config's rules and Security Hub's controls, which lean on it, show old results as if they were new.",
  triage: [
    "Ask whoever stopped it.",
    "Look at what was changed in the region since, in CloudTrail: Config has a gap there for good.",
  ],
  falsePositives: [
    "A region that is given up: exempt it.",
    "A region in which Config was never wanted: set `everywhere` to false, and sweeps leave it alone.",
  ],
  byHand: [
    "Where Snapback never saw the recorder or the delivery channel: make them again, with the role and the bucket that they had.",
  ],
  notes: [
    "A recorder that records less than before is not looked at.",
    "Records of PutConfigurationRecorder and PutDeliveryChannel were not seen: they are read as Config's API has it.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.3"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.3", "4.9"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["Config.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  events: [
    {
      source: "config.amazonaws.com",
      names: [
        "StopConfigurationRecorder",
        "DeleteConfigurationRecorder",
        "DeleteDeliveryChannel",
        "PutConfigurationRecorder",
        "PutDeliveryChannel",
      ],
    },
  ],
  parameters: z.object({
    everywhere: z.boolean().default(true).describe("A sweep reports every watched region without AWS Config"),
  }),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const { configurationRecorder, deliveryChannel } = record.requestParameters ?? {};
    const recorder = Recorder.safeParse(configurationRecorder).data;
    const channel = Channel.safeParse(deliveryChannel).data;
    if (!record.eventName?.startsWith("Put")) return { violations: [off(place)], suspicions: [] };
    const baselines = known(resourceOf(place), { recorder, channel, recording: true });
    return baselines.length > 0 ? { ...nothing, baselines } : nothing;
  },

  response: {
    calls: [
      "configservice:DescribeConfigurationRecorders",
      "configservice:DescribeConfigurationRecorderStatus",
      "configservice:DescribeDeliveryChannels",
      "configservice:PutConfigurationRecorder",
      "configservice:PutDeliveryChannel",
      "configservice:StartConfigurationRecorder",
      "configservice:StopConfigurationRecorder",
      "configservice:DeleteDeliveryChannel",
      "configservice:DeleteConfigurationRecorder",
    ],
    async inspect({ resource, evidence: { region } }, { live, baseline }) {
      const now = await recordingNow(await live.client("configservice"));
      const state = {
        recorder: now.recorder?.name ?? "none",
        channel: now.channel?.name ?? "none",
        recording: now.recording,
      };
      const seen = { state, baselines: known(resource.arn, now) };
      if (isOn(now)) return seen;
      return { ...seen, ...(await restoration(now, region, (aspect) => baseline(resource.arn, aspect))) };
    },
  },

  sweep: {
    calls: [
      "configservice:DescribeConfigurationRecorders",
      "configservice:DescribeConfigurationRecorderStatus",
      "configservice:DescribeDeliveryChannels",
    ],
    async *resources({ live, ...place }, { everywhere }) {
      const now = await recordingNow(await live.client("configservice"));
      const resource = resourceOf(place);
      const wanted = everywhere || now.recorder !== undefined || now.channel !== undefined;
      const violations = isOn(now) || !wanted ? [] : [off(place)];
      yield { resource, violations, baselines: known(resource, now) };
    },
  },

  attacks: configAttacks,
});

/** Config has one recorder and one channel in a region: it is off as soon as one of them is gone, or the recorder stopped. */
function off(place: Place): Violation<z.infer<typeof Evidence>> {
  const { region } = place;
  return {
    resource: { arn: resourceOf(place), type: "AWS::Config::ConfigurationRecorder", id: region },
    fingerprint: "off",
    summary: `AWS Config does not record in ${region}`,
    severity: "high",
    evidence: { region },
  };
}

function resourceOf({ account, region }: Place): string {
  return arn("config", region, account, "configuration-recorder");
}

function known(resource: string, { recorder, channel }: Recording): GoodState[] {
  return [
    ...(recorder ? [{ resource, aspect: RECORDER, value: { ...recorder } }] : []),
    ...(channel ? [{ resource, aspect: CHANNEL, value: { ...channel } }] : []),
  ];
}
