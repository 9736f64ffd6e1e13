import * as z from "zod";
import { DetectorSettings } from "../../aws/guardduty/operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { detectorArn } from "./detector.ts";
import { type DetectorNow, detectorNow } from "./detector-state.ts";

const Evidence = z.object({ region: z.string() });
const DETECTOR = "detector";

export default defineDetection({
  id: "guardduty-off",
  title: "GuardDuty turned off",
  severity: "critical",
  why: "Nobody looks through the region's traffic, DNS and API calls for signs of an intruder any more, and deleting the detector deletes what it had found. Intruders turn it off before they go on.",
  triage: [
    "Ask whoever turned it off.",
    "Export what Security Hub or EventBridge still have of its findings: those of a deleted detector are gone.",
    "Look at what was done in the region since, in CloudTrail.",
  ],
  falsePositives: [
    "A region that is given up: exempt it.",
    "A region in which GuardDuty was never wanted: set `everywhere` to false, and sweeps leave it alone.",
  ],
  byHand: [
    "After a deleted detector: make its filters, lists of addresses, members and export again; AWS deleted them with it.",
  ],
  notes: [
    "Features that are turned off one by one (UpdateDetector with features) are not looked at.",
    "Members of an organization's GuardDuty can't turn it on or off themselves: AWS refuses the response, and says so.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["GuardDuty.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] },
  ],
  events: [{ source: "guardduty.amazonaws.com", names: ["DeleteDetector", "UpdateDetector"] }],
  parameters: z.object({
    everywhere: z.boolean().default(true).describe("A sweep reports every watched region without GuardDuty"),
  }),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const { enable } = record.requestParameters ?? {};
    if (record.eventName === "UpdateDetector" && enable !== false && enable !== "false") return nothing;
    return { violations: [off(place)], suspicions: [] };
  },

  response: {
    calls: [
      "guardduty:ListDetectors",
      "guardduty:GetDetector",
      "guardduty:CreateDetector",
      "guardduty:UpdateDetector",
      "guardduty:DeleteDetector",
    ],
    async inspect({ resource: { arn }, evidence: { region } }, { live, baseline }) {
      const now = await detectorNow(await live.client("guardduty"));
      if (now?.enabled) return { state: { enabled: true }, baselines: [known(arn, now)] };
      if (now) return { state: { enabled: false, detector: now.id }, plan: enabling(now.id) };
      const before = await baseline(arn, DETECTOR);
      const settings = DetectorSettings.safeParse(before?.value);
      return {
        state: { enabled: false, detector: "none" },
        plan: creating(region, settings.data, before?.at.slice(0, 10)),
      };
    },
  },

  sweep: {
    calls: ["guardduty:ListDetectors", "guardduty:GetDetector"],
    async *resources({ live, ...place }, { everywhere }) {
      const now = await detectorNow(await live.client("guardduty"));
      const resource = detectorArn(place);
      if (now?.enabled) yield { resource, violations: [], baselines: [known(resource, now)] };
      else yield { resource, violations: now || everywhere ? [off(place)] : [] };
    },
  },

  attacks: [
    {
      name: "delete-guardduty",
      title: "GuardDuty's detector is deleted",
      steps: [
        {
          service: "guardduty",
          operation: "CreateDetector",
          input: {
            Enable: true,
            FindingPublishingFrequency: "FIFTEEN_MINUTES",
            Features: [{ Name: "S3_DATA_EVENTS", Status: "ENABLED" }],
            Tags: { team: "security" },
          },
          does: "turn GuardDuty on",
        },
        {
          service: "guardduty",
          operation: "DeleteDetector",
          input: { DetectorId: { $from: { step: 0, path: ["DetectorId"] } } },
          does: "delete the detector",
        },
      ],
    },
    {
      name: "suspend-guardduty",
      title: "GuardDuty is suspended",
      steps: [
        {
          service: "guardduty",
          operation: "CreateDetector",
          input: { Enable: true },
          does: "turn GuardDuty on",
        },
        {
          service: "guardduty",
          operation: "UpdateDetector",
          input: { DetectorId: { $from: { step: 0, path: ["DetectorId"] } }, Enable: false },
          does: "suspend the detector",
        },
      ],
    },
  ],
});

/** One finding for the region, whichever way it was turned off: a new detector has another id. */
function off(place: Place): Violation<z.infer<typeof Evidence>> {
  const { region } = place;
  return {
    resource: { arn: detectorArn(place), type: "AWS::GuardDuty::Detector", id: region },
    fingerprint: "off",
    summary: `GuardDuty is off in ${region}`,
    severity: "critical",
    evidence: { region },
  };
}

function known(resource: string, { settings }: DetectorNow): GoodState {
  return { resource, aspect: DETECTOR, value: { ...settings } };
}

const step = (operation: string, input: JsonObject, does: string) => ({
  service: "guardduty",
  operation,
  input,
  does,
});

function enabling(DetectorId: string): Plan {
  return {
    version: 1,
    steps: [step("UpdateDetector", { DetectorId, Enable: true }, `turn detector ${DetectorId} on again`)],
    undo: [
      { ...step("UpdateDetector", { DetectorId, Enable: false }, "suspend the detector again"), undoes: 0 },
    ],
  };
}

function creating(
  region: string,
  settings: z.infer<typeof DetectorSettings> | undefined,
  day: string | undefined,
): Plan {
  const created = { $from: { step: 0, path: ["DetectorId"] } };
  const as = settings && day ? `, as it was on ${day}` : "";
  return {
    version: 1,
    steps: [step("CreateDetector", { Enable: true, ...settings }, `turn GuardDuty on in ${region}${as}`)],
    undo: [{ ...step("DeleteDetector", { DetectorId: created }, "delete the new detector"), undoes: 0 }],
    lost: ["what the new detector has found by then, which is deleted with it"],
    caveats: [
      "what a deleted detector had found is lost, and so are its filters, lists of addresses, members and export",
      ...(settings ? [] : ["which features it had is not known: it gets those that AWS turns on by itself"]),
    ],
  };
}
