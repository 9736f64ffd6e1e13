import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { ownTrails, trailNamed, trailTags, trailViolation } from "./trail.ts";
import { makeTrail } from "./trail-attacks.ts";

const Evidence = z.object({ trail: z.string() });

const stopped = (trail: string) =>
  ({
    fingerprint: "stopped",
    summary: `Trail ${trail} does not log`,
    severity: "critical",
    evidence: { trail },
  }) as const;

export default defineDetection({
  id: "cloudtrail-stopped",
  title: "CloudTrail logging stopped",
  severity: "critical",
  why: "Nothing that is done in the account is written down any more, and detections that live on CloudTrail's events, these among them, go blind. Stopping the trail is what an intruder does first.",
  triage: [
    "Ask whoever stopped it: maintenance of a trail hardly ever needs this.",
    "Look at all that the same person or key did before and after, in the event history of the last 90 days, which needs no trail.",
    "What happened while it was stopped is in that event history alone, and data events are lost.",
  ],
  falsePositives: ["A trail that is being retired: exempt it until it is deleted."],
  notes: ["An organization's trail is the management account's, and is put right there."],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.1"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.1", "4.5"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["CloudTrail.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  events: [{ source: "cloudtrail.amazonaws.com", names: ["StopLogging"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const trail = trailNamed(record.requestParameters?.name, place);
    if (failed(record) || trail === undefined) return nothing;
    return { violations: [trailViolation(trail, stopped(trail.name))], suspicions: [] };
  },

  response: {
    calls: [
      "cloudtrail:GetTrailStatus",
      "cloudtrail:StartLogging",
      "cloudtrail:StopLogging",
      "cloudtrail:ListTags",
    ],
    async inspect({ evidence: { trail } }, { live }) {
      const cloudtrail = await live.client("cloudtrail");
      const { IsLogging = false } = await cloudtrail.GetTrailStatus({ Name: trail });
      const state = { trail, logging: IsLogging };
      if (IsLogging) return { state };
      const step = (operation: string, does: string) => ({
        service: "cloudtrail",
        operation,
        input: { Name: trail },
        does,
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [step("StartLogging", `let trail ${trail} log again`)],
          undo: [{ ...step("StopLogging", `stop trail ${trail} again`), undoes: 0 }],
        },
      };
    },
    async tags({ arn }, live) {
      const tags = await trailTags(arn, await live.client("cloudtrail"));
      return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus"],
    async *resources({ live, ...place }) {
      const cloudtrail = await live.client("cloudtrail");
      for (const trail of await ownTrails(cloudtrail, place)) {
        const { IsLogging } = await cloudtrail.GetTrailStatus({ Name: trail.name });
        const violations = IsLogging === true ? [] : [trailViolation(trail, stopped(trail.name))];
        yield { resource: trail.resource.arn, violations };
      }
    },
  },

  attacks: [
    {
      name: "stop-trail",
      title: "A trail's logging is stopped",
      steps: [
        ...makeTrail("attacked-stop-trail"),
        {
          service: "cloudtrail",
          operation: "StopLogging",
          input: { Name: "attacked-stop-trail" },
          does: "stop the trail",
        },
      ],
    },
  ],
});
