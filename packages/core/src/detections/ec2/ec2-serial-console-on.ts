import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { settingResource, settingStep, wrongSetting } from "./region-setting.ts";

const Evidence = z.object({});

export default defineDetection({
  id: "ec2-serial-console-on",
  title: "EC2 serial console switched on",
  severity: "medium",
  why: "A way into instances that no security group, network ACL or missing public address stands in: whoever may push a key to the serial console gets a login prompt.",
  triage: [
    "See whether anybody has used it: SendSerialConsoleSSHPublicKey in CloudTrail.",
    "Ask whoever switched it on which instance they mean to mend.",
  ],
  falsePositives: ["Somebody mends an instance that has lost its network: exempt the region for that long."],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1021"] }],
  events: [{ source: "ec2.amazonaws.com", names: ["EnableSerialConsoleAccess"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    return failed(record) ? nothing : { violations: [violation(place)], suspicions: [] };
  },

  response: {
    calls: [
      "ec2:GetSerialConsoleAccessStatus",
      "ec2:DisableSerialConsoleAccess",
      "ec2:EnableSerialConsoleAccess",
    ],
    async inspect(_violation, { live }) {
      const ec2 = await live.client("ec2");
      const { SerialConsoleAccessEnabled: on = false, ManagedBy } = await ec2.GetSerialConsoleAccessStatus(
        {},
      );
      const state = { serialConsoleAccess: on };
      if (!on) return { state };
      return wrongSetting(state, ManagedBy, [
        settingStep("DisableSerialConsoleAccess", {}, "let nobody reach instances by the serial console"),
        settingStep("EnableSerialConsoleAccess", {}, "let the serial console be used again"),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:GetSerialConsoleAccessStatus"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      const { SerialConsoleAccessEnabled: on = false } = await ec2.GetSerialConsoleAccessStatus({});
      const found = violation({ account, region });
      yield { resource: found.resource.arn, violations: on ? [found] : [] };
    },
  },

  attacks: [
    {
      name: "open-serial-console",
      title: "Instances can be reached by the serial console",
      steps: [settingStep("EnableSerialConsoleAccess", {}, "switch the serial console on")],
    },
  ],
});

function violation(place: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: settingResource("serial-console-access", place),
    fingerprint: "on",
    summary: `Instances in ${place.region} can be reached by the serial console`,
    severity: "medium",
    evidence: {},
  };
}
