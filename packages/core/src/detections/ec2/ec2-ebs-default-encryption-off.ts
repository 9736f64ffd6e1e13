import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { settingResource, settingStep, wrongSetting } from "./region-setting.ts";

const Evidence = z.object({});

export default defineDetection({
  id: "ec2-ebs-default-encryption-off",
  title: "EBS encryption by default switched off",
  severity: "medium",
  why: "New volumes, and the snapshots of them, are in the clear unless whoever makes them remembers otherwise: only unencrypted snapshots can be made public, or be copied away without a key.",
  triage: [
    "See which volumes were made since then, and by whom: they stay as they are.",
    "Ask whoever switched it off for what.",
  ],
  falsePositives: ["An image or a pipeline that can't do with encrypted volumes: exempt the region."],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["6.1.1"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.7"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1486"] },
  ],
  events: [{ source: "ec2.amazonaws.com", names: ["DisableEbsEncryptionByDefault"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    return failed(record) ? nothing : { violations: [violation(place)], suspicions: [] };
  },

  response: {
    calls: [
      "ec2:GetEbsEncryptionByDefault",
      "ec2:EnableEbsEncryptionByDefault",
      "ec2:DisableEbsEncryptionByDefault",
    ],
    async inspect(_violation, { live }) {
      const ec2 = await live.client("ec2");
      const { EbsEncryptionByDefault: encrypted = false } = await ec2.GetEbsEncryptionByDefault({});
      const state = { encryptionByDefault: encrypted };
      if (encrypted) return { state };
      return wrongSetting(state, undefined, [
        settingStep(
          "EnableEbsEncryptionByDefault",
          {},
          "encrypt new volumes by default, with the key set for that",
        ),
        settingStep("DisableEbsEncryptionByDefault", {}, "leave new volumes unencrypted by default again"),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:GetEbsEncryptionByDefault"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      const { EbsEncryptionByDefault: encrypted = false } = await ec2.GetEbsEncryptionByDefault({});
      const found = violation({ account, region });
      yield { resource: found.resource.arn, violations: encrypted ? [] : [found] };
    },
  },

  attacks: [
    {
      name: "stop-volume-encryption",
      title: "New volumes are no longer encrypted",
      steps: [
        settingStep("EnableEbsEncryptionByDefault", {}, "encrypt new volumes"),
        settingStep("DisableEbsEncryptionByDefault", {}, "encrypt them no more"),
      ],
    },
  ],
});

function violation(place: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: settingResource("ebs-encryption-by-default", place),
    fingerprint: "off",
    summary: `New volumes in ${place.region} are not encrypted by default`,
    severity: "medium",
    evidence: {},
  };
}
