import * as z from "zod";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { memberOf, SettingQuestion, settingResource, settingStep, wrongSetting } from "./region-setting.ts";

const Evidence = z.object({});
const UNREADABLE = "the record does not say in a known way what the defaults are from now on";

export default defineDetection({
  id: "ec2-imds-default-off",
  title: "New instances no longer get IMDSv2 by default",
  severity: "medium",
  why: "Instances that are started without saying otherwise answer requests for their role's credentials without a token, which makes a forged request from an application (SSRF) enough to steal them.",
  triage: [
    "See which instances were started since then: each keeps what it was started with.",
    "Ask whoever changed the default which software can't do with IMDSv2: it can be let off by itself.",
  ],
  falsePositives: [
    "Software that knows IMDSv1 alone, on many instances: exempt the region until it is updated.",
  ],
  notes: [
    "The record of this call was not seen: its shape is that of EC2's other calls of these years. One that can't be read is looked up in the live account.",
    "Other defaults of the metadata service, and whether they are enforced, are not looked at.",
    "A region in which nobody has set a default is found by the sweep: AWS's own is IMDSv1 for images that do not say otherwise.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1552.005"] }],
  events: [{ source: "ec2.amazonaws.com", names: ["ModifyInstanceMetadataDefaults"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: SettingQuestion,

  detect(record, place) {
    if (failed(record)) return nothing;
    const tokens = tokensAsked(record);
    if (tokens === "unreadable")
      return { violations: [], suspicions: [{ ask: { account: place.account }, reason: UNREADABLE }] };
    return { violations: tokens === "not required" ? [violation(place)] : [], suspicions: [] };
  },

  async assess({ account, hold }, live) {
    const ec2 = await live.client("ec2");
    const { AccountLevel } = await ec2.GetInstanceMetadataDefaults({});
    const found = violation({ account, region: live.region });
    return AccountLevel?.HttpTokens === "required" ? [] : [{ ...found, hold }];
  },

  response: {
    calls: ["ec2:GetInstanceMetadataDefaults", "ec2:ModifyInstanceMetadataDefaults"],
    async inspect(_violation, { live }) {
      const ec2 = await live.client("ec2");
      const { HttpTokens, ManagedBy } = (await ec2.GetInstanceMetadataDefaults({})).AccountLevel ?? {};
      const now = HttpTokens ?? "no-preference";
      const state = { httpTokens: now };
      if (now === "required") return { state };
      const step = (tokens: string, does: string) =>
        settingStep("ModifyInstanceMetadataDefaults", { HttpTokens: tokens }, does);
      return wrongSetting(state, ManagedBy, [
        step("required", "start instances with IMDSv2, unless their launch says otherwise"),
        step(
          now,
          now === "optional" ? "start them with IMDSv1, too, again" : "have no default for that again",
        ),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:GetInstanceMetadataDefaults"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      const { AccountLevel } = await ec2.GetInstanceMetadataDefaults({});
      const found = violation({ account, region });
      yield {
        resource: found.resource.arn,
        violations: AccountLevel?.HttpTokens === "required" ? [] : [found],
      };
    },
  },

  attacks: [
    {
      name: "default-to-imdsv1",
      title: "New instances do without IMDSv2",
      steps: [
        settingStep(
          "ModifyInstanceMetadataDefaults",
          { HttpTokens: "required" },
          "require a token of new instances' metadata",
        ),
        settingStep("ModifyInstanceMetadataDefaults", { HttpTokens: "optional" }, "require none any more"),
      ],
    },
  ],
});

/** What a call asks for; what it does not name stays as it was. */
function tokensAsked({
  requestParameters,
}: CloudTrailRecord): "required" | "not required" | "unnamed" | "unreadable" {
  const wrapper = "ModifyInstanceMetadataDefaultsRequest";
  const request = requestParameters?.[wrapper];
  if (typeof request !== "object" || request === null) return "unreadable";
  const tokens = memberOf(requestParameters, wrapper, "HttpTokens");
  if (tokens === undefined) return "unnamed";
  if (typeof tokens !== "string") return "unreadable";
  return tokens === "required" ? "required" : "not required";
}

function violation(place: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: settingResource("instance-metadata-defaults", place),
    fingerprint: "http-tokens",
    summary: `New instances in ${place.region} do not get IMDSv2 by default`,
    severity: "medium",
    evidence: {},
  };
}
