import * as z from "zod";
import { LoggingEnabled } from "../../aws/s3/operations.ts";
import { hearsay } from "../../baseline/hearsay.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { staleness } from "../../baseline/stale.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { bucketNamed, bucketResource, bucketTags, element, listBuckets, sweepBuckets } from "./bucket.ts";
import { loggingAttacks } from "./setting-attacks.ts";

const Evidence = z.object({ bucket: z.string() });
type Evidence = z.infer<typeof Evidence>;

/** Under which aspect of a bucket it is kept where its logs go. */
const LOGGING = "logging";
/** What a record shows in the form that the API has: a target without grants of its own, which XML writes differently. */
const Recorded = LoggingEnabled.pick({ TargetBucket: true, TargetPrefix: true });

export default defineDetection({
  id: "s3-logging-off",
  title: "Server access logging of a bucket switched off",
  severity: "low",
  why: "From now on nobody can tell who read or changed which object, unless CloudTrail records this bucket's data events.",
  triage: [
    "Ask whoever did it. See what the same principal did with the bucket next.",
    "See whether a trail records the bucket's data events: then they have what the log misses.",
  ],
  falsePositives: [
    "A bucket whose log moves to CloudTrail's data events: dismiss the finding.",
    "A call that switches off what was never on: dismiss the finding.",
  ],
  byHand: [
    "Where it is not known where the log went: switch it on again by hand (aws s3api put-bucket-logging).",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.9"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  notes: [
    "Buckets that never had a log are not reported: it is the call that switches it off.",
    "AWS takes only a bucket of the same account and region for the log, so that it goes to no stranger.",
  ],
  events: [{ source: "s3.amazonaws.com", names: ["PutBucketLogging"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: Evidence,

  detect(record, place) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    const status = element(record.requestParameters, "BucketLoggingStatus");
    if (!status)
      return {
        violations: [],
        suspicions: [{ ask: { bucket }, reason: "the record leaves out where the log goes" }],
      };
    if (status.LoggingEnabled === undefined)
      return { violations: [violation(bucket, place)], suspicions: [] };
    const to = Recorded.safeParse(status.LoggingEnabled).data;
    return { ...nothing, baselines: [good(bucket, to, place)] };
  },

  async assess({ bucket }, live) {
    const s3 = await live.client("s3");
    const { LoggingEnabled: to } = await s3.GetBucketLogging({ Bucket: bucket });
    return to ? [] : [violation(bucket, live)];
  },

  response: {
    calls: ["s3:GetBucketLogging", "s3:PutBucketLogging", "s3:GetBucketTagging"],
    async inspect({ resource, evidence: { bucket } }, { live, baseline, now }) {
      const s3 = await live.client("s3");
      const to = LoggingEnabled.safeParse((await s3.GetBucketLogging({ Bucket: bucket })).LoggingEnabled);
      if (to.success) return { state: { logging: to.data }, baselines: [good(bucket, to.data, live)] };
      const state = { logging: null };
      const before = await baseline(resource.arn, LOGGING);
      const known = LoggingEnabled.safeParse(before?.value).data;
      if (!before || !known)
        return { state, stuck: `Where the log of bucket ${bucket} went is not known: switch it on by hand.` };
      const put = (status: JsonObject, does: string): Step => ({
        service: "s3",
        operation: "PutBucketLogging",
        input: { Bucket: bucket, BucketLoggingStatus: status },
        does,
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [put({ LoggingEnabled: known }, `log requests to ${bucket} in ${known.TargetBucket} again`)],
          undo: [{ ...put({}, `log no requests to bucket ${bucket}`), undoes: 0 }],
          ...staleness("where the log went", before.at, now),
          ...hearsay(before),
        },
      };
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "s3:GetBucketLogging"],
    misses: ["logging-off"],
    resources: ({ live }) =>
      sweepBuckets<Evidence>(live, async (bucket) => {
        const s3 = await live.client("s3");
        const to = LoggingEnabled.safeParse((await s3.GetBucketLogging({ Bucket: bucket })).LoggingEnabled);
        return { violations: [], baselines: to.success ? [good(bucket, to.data, live)] : [] };
      }),
  },

  attacks: loggingAttacks,
});

function violation(bucket: string, where: Pick<Place, "region">): Violation<Evidence> {
  return {
    resource: bucketResource(bucket, where),
    fingerprint: "logging-off",
    summary: `requests to bucket ${bucket} are logged no longer`,
    severity: "low",
    evidence: { bucket },
  };
}

function good(bucket: string, value: JsonObject | undefined, where: Pick<Place, "region">): GoodState {
  return { resource: bucketResource(bucket, where).arn, aspect: LOGGING, value };
}
