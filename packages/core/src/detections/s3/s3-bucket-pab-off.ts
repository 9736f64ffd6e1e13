import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { blockAttacks } from "./block-attacks.ts";
import { bucketNamed, bucketResource, bucketTags, listBuckets, sweepBuckets } from "./bucket.ts";
import {
  BLOCK_UNREADABLE,
  blockFingerprint,
  blockOfBucket,
  blockSummary,
  inspectBlock,
  Off,
  offIn,
  recordedBlock,
} from "./public-access-block.ts";

const Evidence = z.object({ bucket: z.string(), off: Off });
type Evidence = z.infer<typeof Evidence>;

export default defineDetection({
  id: "s3-bucket-pab-off",
  title: "Block of public access to a bucket switched off",
  severity: "high",
  why: "One more call now opens the bucket to everyone, by its policy or by ACLs. Where one already said so, its objects are readable on the internet from this moment on.",
  triage: [
    "See whether the bucket's policy or ACL, or an ACL of an object, lets everyone in (aws s3api get-bucket-policy-status).",
    "See what the same principal did next: PutBucketPolicy and PutBucketAcl are what this makes room for.",
    "If the bucket was open: its server access logs, or CloudTrail's data events, have who read it.",
  ],
  falsePositives: [
    "A website that is served from the bucket itself: exempt it, or put CloudFront before it.",
    "A bucket that is made by a template which sets only some of the four: have it set all.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["2.1.4"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["2.1.4"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.8"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562"] },
  ],
  notes: [
    "The account's own block holds for all its buckets: where it is on, a bucket without one is not open. It is reported all the same.",
    "The fields of PutBucketPublicAccessBlock were not seen on a real record. One that can't be read is looked up in the live account.",
  ],
  events: [
    {
      source: "s3.amazonaws.com",
      names: ["PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock"],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ bucket: z.string() }),

  detect(record, place) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    const block = recordedBlock(record);
    if (block) return { violations: violations(bucket, offIn(block), place), suspicions: [] };
    return { violations: [], suspicions: [{ ask: { bucket }, reason: BLOCK_UNREADABLE }] };
  },

  async assess({ bucket }, live) {
    return violations(bucket, offIn(await blockOfBucket(bucket, live)), live);
  },

  response: {
    calls: [
      "s3:GetPublicAccessBlock",
      "s3:PutPublicAccessBlock",
      "s3:DeletePublicAccessBlock",
      "s3:GetBucketTagging",
    ],
    async inspect({ evidence }, { live }) {
      const { bucket } = evidence;
      const of = { service: "s3", of: { Bucket: bucket }, what: `bucket ${bucket}` } as const;
      return inspectBlock(await blockOfBucket(bucket, live), evidence, of);
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "s3:GetPublicAccessBlock"],
    resources: ({ live }) =>
      sweepBuckets(live, async (bucket) => ({
        violations: violations(bucket, offIn(await blockOfBucket(bucket, live)), live),
      })),
  },

  attacks: blockAttacks,
});

function violations(bucket: string, off: Off, where: Pick<Place, "region">): Violation<Evidence>[] {
  if (off.length === 0) return [];
  return [
    {
      resource: bucketResource(bucket, where),
      fingerprint: blockFingerprint(off),
      summary: blockSummary(`bucket ${bucket}`, off),
      severity: "high",
      evidence: { bucket, off },
    },
  ];
}
