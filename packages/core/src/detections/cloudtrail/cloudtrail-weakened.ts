import { failed, omitted } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { leftOut, readSelectors, recordedSelectors } from "./event-selectors.ts";
import { ownTrails, trailNamed, trailTags } from "./trail.ts";
import { weakenings } from "./trail-attacks.ts";
import { inspectTrail } from "./trail-inspection.ts";
import {
  BUCKET,
  Demands,
  Evidence,
  formerBucket,
  goodBucket,
  goodKey,
  goodSelectors,
  otherBucket,
  Question,
  remade,
  selectorsWeak,
  weakUpdate,
} from "./trail-weakness.ts";

const OMITTED = "the record leaves out which events the trail has now";

export default defineDetection({
  id: "cloudtrail-weakened",
  title: "CloudTrail trail weakened",
  severity: "high",
  why: "The trail still logs, and looks well, while what matters no longer reaches it: calls in other regions, changes, or proof that nobody edited the files.",
  triage: [
    "Ask whoever changed it. An intruder weakens a trail rather than stopping it, since it is noticed less.",
    "Look at the event history for what the trail did not get since: management events of 90 days are there, whatever trails say.",
    "If the logs go to another bucket: see whose it is, and who reads it.",
  ],
  falsePositives: [
    "A second trail that is there for data events, or for one region: exempt it.",
    "A trail that moves to a new bucket on purpose: dismiss the finding; the sweep learns the new one.",
  ],
  byHand: [
    "Where the bucket or the key that the trail had is not known: set it again by hand (aws cloudtrail update-trail).",
  ],
  notes: [
    "A trail without a KMS key is found only when a call takes the key away: one that never had a key is no change.",
    "A trail that is made anew under an old one's name, with another bucket, is found as well; what else is weak of a new trail is the sweep's to find.",
    "A trail of the organization that becomes one of the account alone, or whose key becomes another one, is not found.",
    "That an empty kmsKeyId takes the key away was not seen on a real record.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.1", "3.2", "3.5"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.1", "3.2", "3.5"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  events: [
    { source: "cloudtrail.amazonaws.com", names: ["CreateTrail", "UpdateTrail", "PutEventSelectors"] },
  ],
  parameters: Demands,
  evidence: Evidence,
  question: Question,

  detect(record, place, demands) {
    if (failed(record)) return nothing;
    const { eventName, requestParameters } = record;
    if (eventName === "CreateTrail") {
      const made = trailNamed(requestParameters?.name, place);
      return made ? remade(made, requestParameters ?? {}) : nothing;
    }
    if (eventName === "UpdateTrail") {
      const trail = trailNamed(requestParameters?.name, place);
      return trail ? weakUpdate(trail, requestParameters ?? {}, demands) : nothing;
    }
    const trail = trailNamed(requestParameters?.trailName, place);
    const selectors = recordedSelectors(requestParameters);
    if (trail === undefined || selectors === undefined) {
      const { account } = place;
      const ask = { about: "selectors" as const, account, ...(trail && { trail: trail.name }) };
      const unclear = omitted(requestParameters) || trail !== undefined;
      return unclear ? { violations: [], suspicions: [{ ask, reason: OMITTED }] } : nothing;
    }
    const violation = selectorsWeak(trail, leftOut(selectors), demands);
    if (violation) return { violations: [violation], suspicions: [] };
    return { ...nothing, baselines: goodSelectors(trail, selectors) };
  },

  async assess({ about, account, trail: name, bucket, made, hold }, live, demands, baseline) {
    const cloudtrail = await live.client("cloudtrail");
    const wrong = [];
    for (const trail of await ownTrails(cloudtrail, { account, region: live.region })) {
      if (name !== undefined && name !== trail.name) continue;
      if (about === "selectors") {
        wrong.push(selectorsWeak(trail, leftOut(await readSelectors(trail.name, cloudtrail)), demands));
      } else if (bucket !== undefined && bucket === trail.trail.S3BucketName) {
        const before = await baseline(trail.resource.arn, BUCKET);
        const former = formerBucket(before);
        if (former !== bucket && !(made && former === undefined))
          wrong.push(otherBucket(trail, bucket, before));
      }
    }
    return wrong.flatMap((one) => (one === undefined ? [] : [hold === undefined ? one : { ...one, hold }]));
  },

  response: {
    calls: [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetTrail",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:UpdateTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:ListTags",
    ],
    inspect: ({ resource, evidence }, look, demands) => inspectTrail(resource, evidence, look, demands),
    async tags({ arn }, live) {
      const tags = await trailTags(arn, await live.client("cloudtrail"));
      return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["cloudtrail:DescribeTrails", "cloudtrail:GetEventSelectors"],
    misses: ["bucket/", "no-key"],
    async *resources({ live, ...place }, demands) {
      const cloudtrail = await live.client("cloudtrail");
      for (const one of await ownTrails(cloudtrail, place)) {
        const selectors = await readSelectors(one.name, cloudtrail);
        const weak = selectorsWeak(one, leftOut(selectors), demands);
        const { IsMultiRegionTrail, IncludeGlobalServiceEvents, LogFileValidationEnabled } = one.trail;
        const flags = {
          isMultiRegionTrail: IsMultiRegionTrail,
          includeGlobalServiceEvents: IncludeGlobalServiceEvents,
          enableLogFileValidation: LogFileValidationEnabled,
        };
        const { violations } = weakUpdate(one, flags, demands);
        yield {
          resource: one.resource.arn,
          violations: [...violations, ...(weak ? [weak] : [])],
          baselines: [
            ...goodBucket(one, one.trail.S3BucketName),
            ...goodKey(one, one.trail.KmsKeyId),
            ...(weak ? [] : goodSelectors(one, selectors)),
          ],
        };
      }
    },
  },

  attacks: weakenings,
});
