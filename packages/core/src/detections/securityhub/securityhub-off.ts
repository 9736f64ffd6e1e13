import type { DescribeHubCommandOutput } from "@aws-sdk/client-securityhub";
import * as z from "zod";
import { FindingGenerator, Standard } from "../../aws/securityhub/operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan, Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { HUB, hubArn, hubNow, STANDARDS } from "./hub.ts";

const Evidence = z.object({ region: z.string() });
const Hub = z.object({
  ControlFindingGenerator: FindingGenerator.optional(),
  AutoEnableControls: z.boolean().optional(),
});
const Standards = z.object({ standards: z.array(Standard).min(1) });

export default defineDetection({
  id: "securityhub-off",
  title: "Security Hub turned off",
  severity: "high",
  why: "Findings of GuardDuty, Config and the standards' checks come together nowhere any more, and whoever is called because of them is not.",
  triage: [
    "Ask whoever turned it off.",
    "See that GuardDuty, Config and CloudTrail are still on: they go together.",
  ],
  falsePositives: [
    "A region that is given up: exempt it.",
    "A region in which Security Hub was never wanted: set `everywhere` to false, and sweeps leave it alone.",
  ],
  byHand: [
    "Within 90 days AWS itself has findings and settings of before back; after that, suppressions, insights and automation rules have to be made again.",
  ],
  notes: [
    "Members of an organization's Security Hub can't turn it on themselves: AWS refuses it, and says so.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["4.16"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["4.16"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] },
  ],
  events: [{ source: "securityhub.amazonaws.com", names: ["DisableSecurityHub"] }],
  parameters: z.object({
    everywhere: z
      .boolean()
      .default(true)
      .describe("A sweep reports every watched region without Security Hub"),
  }),
  evidence: Evidence,

  detect(record, place) {
    return failed(record) ? nothing : { violations: [off(place)], suspicions: [] };
  },

  response: {
    calls: [
      "securityhub:DescribeHub",
      "securityhub:EnableSecurityHub",
      "securityhub:UpdateSecurityHubConfiguration",
      "securityhub:BatchEnableStandards",
      "securityhub:DisableSecurityHub",
    ],
    async inspect({ resource: { arn }, evidence: { region } }, { live, baseline }) {
      const now = await hubNow(await live.client("securityhub"));
      if (now) return { state: { enabled: true }, baselines: [known(arn, now)] };
      const hub = Hub.safeParse((await baseline(arn, HUB))?.value).data;
      const standards = Standards.safeParse((await baseline(arn, STANDARDS))?.value).data?.standards;
      return { state: { enabled: false }, plan: enabling(region, hub, standards) };
    },
  },

  sweep: {
    calls: ["securityhub:DescribeHub"],
    async *resources({ live, ...place }, { everywhere }) {
      const now = await hubNow(await live.client("securityhub"));
      const resource = hubArn(place);
      if (now) yield { resource, violations: [], baselines: [known(resource, now)] };
      else yield { resource, violations: everywhere ? [off(place)] : [] };
    },
  },

  attacks: [
    {
      name: "disable-security-hub",
      title: "Security Hub is turned off",
      steps: [
        {
          service: "securityhub",
          operation: "EnableSecurityHub",
          input: { EnableDefaultStandards: false },
          does: "turn Security Hub on",
        },
        {
          service: "securityhub",
          operation: "DisableSecurityHub",
          input: {},
          does: "turn it off",
        },
      ],
    },
  ],
});

function off(place: Place): Violation<z.infer<typeof Evidence>> {
  const { region } = place;
  return {
    resource: { arn: hubArn(place), type: "AWS::SecurityHub::Hub", id: region },
    fingerprint: "off",
    summary: `Security Hub is off in ${region}`,
    severity: "high",
    evidence: { region },
  };
}

function known(resource: string, hub: DescribeHubCommandOutput): GoodState {
  return { resource, aspect: HUB, value: { ...Hub.parse(hub) } };
}

function enabling(
  region: string,
  hub: z.infer<typeof Hub> | undefined,
  standards: z.infer<typeof Standard>[] | undefined,
): Plan {
  const step = (operation: string, input: JsonObject, does: string): Step => ({
    service: "securityhub",
    operation,
    input,
    does,
  });
  const { ControlFindingGenerator } = hub ?? {};
  const enabled = {
    EnableDefaultStandards: standards === undefined,
    ...(ControlFindingGenerator && { ControlFindingGenerator }),
  };
  return {
    version: 1,
    steps: [
      step("EnableSecurityHub", enabled, `turn Security Hub on in ${region}`),
      ...(hub?.AutoEnableControls === false
        ? [
            step(
              "UpdateSecurityHubConfiguration",
              { AutoEnableControls: false },
              "leave new controls off, as it was",
            ),
          ]
        : []),
      ...(standards
        ? [
            step(
              "BatchEnableStandards",
              { StandardsSubscriptionRequests: standards },
              `check the ${standards.length} standards that it had`,
            ),
          ]
        : []),
    ],
    undo: [{ ...step("DisableSecurityHub", {}, "turn Security Hub off again"), undoes: 0 }],
    ...(standards === undefined && {
      caveats: ["which standards it had is not known: it gets those that AWS turns on by itself"],
    }),
  };
}
