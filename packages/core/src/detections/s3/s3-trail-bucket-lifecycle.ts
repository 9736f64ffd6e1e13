import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { asList } from "../one-or-many.ts";
import { bucketNamed, bucketResource, bucketTags, element, listBuckets, sweepBuckets } from "./bucket.ts";
import {
  areKnown,
  isShort,
  Lifecycle,
  lifecycleOf,
  shortFingerprint,
  shortFor,
  shortSummary,
  trailPrefixes,
} from "./lifecycle.ts";
import { lifecyclePlan } from "./lifecycle-plan.ts";
import { lifecycleAttacks } from "./setting-attacks.ts";

/** `offence`: the fingerprint of the rules. */
const Evidence = z.object({ bucket: z.string(), offence: z.string() });
type Evidence = z.infer<typeof Evidence>;

/** Under which aspect of a bucket its lifecycle is kept. */
const LIFECYCLE = "lifecycle";
const Rules = asList(z.json().catch(null)).catch([]);
const SIZE_HEADER = "x-amz-transition-default-minimum-object-size";

export default defineDetection({
  id: "s3-trail-bucket-lifecycle",
  title: "CloudTrail's files set to be deleted soon",
  severity: "high",
  why: "The trail looks well, and its files are gone before anybody needs them. S3 deletes by itself, and no DeleteObject shows it.",
  triage: [
    "Copy the trail's files to a place that whoever did this can't reach, before S3 begins: it looks once a day.",
    "Ask whoever did it. See what else the same principal did that the files would show.",
    "Object Lock on the trail's bucket makes this impossible.",
  ],
  falsePositives: [
    "Files that are copied elsewhere soon (a SIEM, a log archive): set minimumDays, or exempt the bucket.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] }],
  notes: [
    "A trail of one region alone that writes to a bucket of another region is not known there: only trails of all regions are.",
    "Rules about old versions, and about tagged objects, are left alone.",
  ],
  events: [
    {
      source: "s3.amazonaws.com",
      names: ["PutBucketLifecycle", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle"],
    },
  ],
  parameters: z.object({
    minimumDays: z
      .int()
      .min(1)
      .default(90)
      .describe("How many days a trail's files have to be kept at least"),
  }),
  evidence: Evidence,
  question: z.object({ bucket: z.string() }),

  detect(record, place, { minimumDays }) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    if (record.eventName === "DeleteBucketLifecycle")
      return { ...nothing, baselines: [good(bucket, { rules: [] }, place)] };
    const ask = (reason: string) => ({ violations: [], suspicions: [{ ask: { bucket }, reason }] });
    const asked = element(record.requestParameters, "LifecycleConfiguration");
    if (!asked) return ask("the record leaves out the rules");
    const rules = Rules.parse(asked.Rule);
    if (rules.some((rule) => isShort(rule, minimumDays)))
      return ask("the record does not say whether a trail writes to the bucket");
    // Lists in rules are written otherwise in XML: what has any is left to the next sweep.
    const read = Lifecycle.safeParse({ rules });
    const known = read.success && areKnown(read.data.rules) && !record.requestParameters?.[SIZE_HEADER];
    return { ...nothing, baselines: [good(bucket, known ? read.data : undefined, place)] };
  },

  async assess({ bucket }, live, { minimumDays }) {
    const prefixes = (await trailPrefixes(live)).get(bucket);
    if (!prefixes) return [];
    const { rules } = await lifecycleOf(bucket, live);
    return violations(bucket, shortFor(prefixes, rules, minimumDays), live);
  },

  response: {
    calls: [
      "cloudtrail:DescribeTrails",
      "s3:GetBucketLifecycleConfiguration",
      "s3:PutBucketLifecycleConfiguration",
      "s3:DeleteBucketLifecycle",
      "s3:GetBucketTagging",
    ],
    async inspect({ resource, evidence: { bucket, offence } }, { live, baseline, now }, { minimumDays }) {
      const prefixes = (await trailPrefixes(live)).get(bucket) ?? [];
      const lifecycle = await lifecycleOf(bucket, live);
      const state = { ...lifecycle };
      const short = shortFor(prefixes, lifecycle.rules, minimumDays);
      if (short.length === 0) return { state, baselines: [good(bucket, lifecycle, live)] };
      // What is short by now in another way is another finding's.
      if (shortFingerprint(short) !== offence) return { state };
      if (!areKnown(lifecycle.rules))
        return {
          state,
          stuck: `Bucket ${bucket} has rules that Snapback can't put back: change it by hand.`,
        };
      const before = await baseline(resource.arn, LIFECYCLE);
      const known = Lifecycle.safeParse(before?.value).data;
      const usable =
        known && areKnown(known.rules) && shortFor(prefixes, known.rules, minimumDays).length === 0;
      const rest = { ...lifecycle, rules: lifecycle.rules.filter((rule) => !short.includes(rule)) };
      const to = before && usable ? { lifecycle: known, before } : { lifecycle: rest };
      return { state, plan: lifecyclePlan(bucket, lifecycle, to, now) };
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "cloudtrail:DescribeTrails", "s3:GetBucketLifecycleConfiguration"],
    async *resources({ live }, { minimumDays }) {
      const trails = await trailPrefixes(live);
      yield* sweepBuckets<Evidence>(live, async (bucket) => {
        const prefixes = trails.get(bucket);
        if (!prefixes) return undefined;
        const lifecycle = await lifecycleOf(bucket, live);
        const short = shortFor(prefixes, lifecycle.rules, minimumDays);
        return {
          violations: violations(bucket, short, live),
          baselines: short.length === 0 ? [good(bucket, lifecycle, live)] : [],
        };
      });
    },
  },

  attacks: lifecycleAttacks,
});

function violations(
  bucket: string,
  short: readonly JsonObject[],
  where: Pick<Place, "region">,
): Violation<Evidence>[] {
  if (short.length === 0) return [];
  const offence = shortFingerprint(short);
  return [
    {
      resource: bucketResource(bucket, where),
      fingerprint: offence,
      summary: shortSummary(bucket, short),
      severity: "high",
      evidence: { bucket, offence },
    },
  ];
}

function good(bucket: string, value: Lifecycle | undefined, where: Pick<Place, "region">): GoodState {
  return {
    resource: bucketResource(bucket, where).arn,
    aspect: LIFECYCLE,
    value: value && { ...value },
  };
}
