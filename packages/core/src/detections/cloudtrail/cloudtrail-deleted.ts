import * as z from "zod";
import { hearsay } from "../../baseline/hearsay.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan, Step } from "../../response/plan.ts";
import { defineDetection, nothing } from "../define.ts";
import { KnownTrail, readTrail, recordedTrail, TRAIL } from "./known-trail.ts";
import { type NamedTrail, ownTrails, trailNamed, trailViolation } from "./trail.ts";
import { makeTrail } from "./trail-attacks.ts";

const Evidence = z.object({ trail: z.string() });

export default defineDetection({
  id: "cloudtrail-deleted",
  title: "CloudTrail trail deleted",
  severity: "critical",
  why: "Nothing that is done in the account is written down any more, and detections that live on CloudTrail's events, these among them, go blind, unless another trail logs.",
  triage: [
    "Ask whoever deleted it. A trail that is replaced is first joined by the new one.",
    "See that the bucket with the logs so far still stands, and who could write to it.",
    "What happened since is in the event history of the last 90 days alone.",
  ],
  falsePositives: ["A trail that another one has replaced: exempt it before it is deleted."],
  byHand: [
    "Where Snapback never saw the trail whole (in a sweep, or when it was made): make it again, with the bucket, the key and the selectors that it had.",
    "An organization's trail can only be made again by the organization's management account.",
  ],
  notes: [
    "The trail comes back as it was at the latest sweep, or when it was made. Changes since then are not in it.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.1"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.1", "4.5"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["CloudTrail.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  events: [{ source: "cloudtrail.amazonaws.com", names: ["DeleteTrail", "CreateTrail"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    if (record.eventName === "CreateTrail") {
      const made = recordedTrail(record);
      const trail = made && trailNamed(made.settings.Name, place);
      return made && trail ? { ...nothing, baselines: [known(trail, made)] } : nothing;
    }
    const trail = trailNamed(record.requestParameters?.name, place);
    if (trail === undefined) return nothing;
    const { name } = trail;
    const violation = trailViolation(trail, {
      fingerprint: "deleted",
      summary: `Trail ${name} was deleted`,
      severity: "critical",
      evidence: { trail: name },
    });
    return { violations: [violation], suspicions: [] };
  },

  response: {
    calls: [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:ListTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:StartLogging",
      "cloudtrail:DeleteTrail",
    ],
    async inspect({ resource, evidence: { trail: name } }, { live, baseline }) {
      const cloudtrail = await live.client("cloudtrail");
      const { trailList = [] } = await cloudtrail.DescribeTrails({
        trailNameList: [name],
        includeShadowTrails: false,
      });
      const there = trailList.find(({ TrailARN }) => TrailARN === resource.arn);
      if (there) {
        const trail = { name, resource, account: "", region: live.region };
        const now = await readTrail(trail, there, cloudtrail);
        // Whoever makes it again, and however: it is there.
        return { state: { exists: true, trail: { ...now } }, baselines: [known(trail, now)] };
      }
      const state = { exists: false };
      const before = await baseline(resource.arn, TRAIL);
      const read = KnownTrail.safeParse(before?.value);
      if (before === undefined || !read.success)
        return { state, stuck: `What trail ${name} was is not known: make it again by hand.` };
      if (read.data.organization)
        return {
          state,
          stuck: `Trail ${name} is the organization's: its management account has to make it again.`,
        };
      return { state, plan: { ...planOf(name, read.data, before.at.slice(0, 10)), ...hearsay(before) } };
    },
  },

  sweep: {
    calls: [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:ListTags",
    ],
    misses: ["deleted"],
    async *resources({ live, ...place }) {
      const cloudtrail = await live.client("cloudtrail");
      for (const trail of await ownTrails(cloudtrail, place)) {
        const now = await readTrail(trail, trail.trail, cloudtrail);
        yield { resource: trail.resource.arn, violations: [], baselines: [known(trail, now)] };
      }
    },
  },

  attacks: [
    {
      name: "delete-trail",
      title: "A trail is deleted",
      steps: [
        ...makeTrail("attacked-delete-trail", {
          TagsList: [{ Key: "owner", Value: "security" }],
        }),
        {
          service: "cloudtrail",
          operation: "DeleteTrail",
          input: { Name: "attacked-delete-trail" },
          does: "delete the trail",
        },
      ],
    },
  ],
});

function known({ resource }: NamedTrail, trail: KnownTrail): GoodState {
  return { resource: resource.arn, aspect: TRAIL, value: { ...trail } };
}

function planOf(name: string, { settings, selectors, insights, tags = [] }: KnownTrail, day: string): Plan {
  const step = (operation: string, input: JsonObject, does: string): Step => ({
    service: "cloudtrail",
    operation,
    input,
    does,
  });
  const made = { ...settings, ...(tags.length > 0 && { TagsList: tags }) };
  const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = selectors ?? {};
  const told = advanced.length > 0 ? { AdvancedEventSelectors: advanced } : { EventSelectors: basic };
  return {
    version: 1,
    steps: [
      step(
        "CreateTrail",
        made,
        `make trail ${name} again, as it was on ${day}, with bucket ${settings.S3BucketName}`,
      ),
      ...(basic.length + advanced.length > 0
        ? [step("PutEventSelectors", { TrailName: name, ...told }, "with the events that it had")]
        : []),
      ...(insights
        ? [step("PutInsightSelectors", { TrailName: name, InsightSelectors: insights }, "with its insights")]
        : []),
      step("StartLogging", { Name: name }, "let it log"),
    ],
    undo: [{ ...step("DeleteTrail", { Name: name }, `delete trail ${name} again`), undoes: 0 }],
    ...(selectors === undefined && {
      caveats: ["which events it had besides the usual ones is not known: it gets all management events"],
    }),
  };
}
