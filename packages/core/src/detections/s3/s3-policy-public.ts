import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { bucketNamed, bucketResource, bucketTags, listBuckets, orNone, sweepBuckets } from "./bucket.ts";
import { policyAttacks } from "./exposure-attacks.ts";
import { blockReads, isHeldOff } from "./public-access-block.ts";

export default defineDetection({
  id: "s3-policy-public",
  title: "Bucket that is public by its policy",
  severity: "critical",
  why: "Everyone on the internet may do with the bucket's objects what the policy says: read them all, and, where it says so, change and delete them.",
  triage: [
    "See which actions are open, and to which objects: the finding names the actions.",
    "See whether the objects were ever meant for everyone, and what is among them.",
    "The bucket's server access logs, or CloudTrail's data events, have who read what since.",
  ],
  falsePositives: [
    ...publicPolicyWords.falsePositives,
    "A website that is served from the bucket itself: exempt it, or put CloudFront before it.",
  ],
  references: [
    ...publicPolicyWords.references,
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.2", "S3.3"] },
  ],
  notes: [
    "A bucket that restricts public buckets (its own block of public access, or the account's) is closed to strangers whatever its policy says. A sweep, which looks, then says medium.",
    "Policies of access points are not looked at.",
  ],
  events: [{ source: "s3.amazonaws.com", names: ["PutBucketPolicy"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ bucket: z.string(), account: z.string() }),

  detect(record, place) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    const policy = record.requestParameters?.bucketPolicy;
    const { account } = place;
    // No bucket has an empty policy: the record doesn't show it.
    if (policy === undefined || policy === "" || !readPolicy(policy).readable)
      return { violations: [], suspicions: [{ ask: { bucket, account }, reason: POLICY_UNREADABLE }] };
    return { violations: violations(bucket, policy, place), suspicions: [] };
  },

  assess: ({ bucket, account }, live) => look(bucket, account, live),

  response: {
    calls: [
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
      "s3:DeleteBucketPolicy",
      "s3:GetBucketTagging",
      ...blockReads,
    ],
    async inspect({ evidence: { name, offence } }, { live, now }) {
      return inspectPolicy({
        policy: await policyOf(name, live),
        fingerprint: offence,
        what: `bucket ${name}`,
        put: (Policy) => ({ service: "s3", operation: "PutBucketPolicy", input: { Bucket: name, Policy } }),
        empty: {
          remove: () => ({ service: "s3", operation: "DeleteBucketPolicy", input: { Bucket: name } }),
        },
        now,
      });
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "s3:GetBucketPolicy", ...blockReads],
    resources: ({ live, account }) =>
      sweepBuckets(live, async (bucket) => ({ violations: await look(bucket, account, live) })),
  },

  attacks: policyAttacks,
});

async function look(
  bucket: string,
  account: string,
  live: LiveAccount,
): Promise<Violation<PolicyEvidence>[]> {
  const found = violations(bucket, await policyOf(bucket, live), live);
  if (found.length === 0 || !(await isHeldOff("RestrictPublicBuckets", { bucket, account }, live)))
    return found;
  return found.map((one) => ({ ...one, severity: "medium" as const }));
}

function violations(
  bucket: string,
  policy: unknown,
  where: Pick<Place, "region">,
): Violation<PolicyEvidence>[] {
  const about = {
    resource: bucketResource(bucket, where),
    name: bucket,
    what: `bucket ${bucket}`,
    severity: "critical" as const,
  };
  return policyViolation(about, policy);
}

/** "" where there is none. */
async function policyOf(Bucket: string, live: LiveAccount): Promise<string> {
  const s3 = await live.client("s3");
  return (await orNone("NoSuchBucketPolicy", () => s3.GetBucketPolicy({ Bucket })))?.Policy ?? "";
}
