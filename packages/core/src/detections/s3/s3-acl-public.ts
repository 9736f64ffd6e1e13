import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import { isRegion } from "../../finding/reach.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { bucketNamed, bucketResource, bucketTags, element, listBuckets, sweepBuckets } from "./bucket.ts";
import { aclOf, aclSummary, type PublicGrant, recordedPublicGrants } from "./bucket-acl.ts";
import { aclAttacks } from "./exposure-attacks.ts";
import { blockReads, isHeldOff } from "./public-access-block.ts";

/** What the ACL lets everyone do: its fingerprint. */
const Evidence = z.object({ bucket: z.string(), open: z.string() });
type Evidence = z.infer<typeof Evidence>;

const UNREADABLE = "the record does not show the ACL that it sets";

export default defineDetection({
  id: "s3-acl-public",
  title: "Bucket that is public by its ACL",
  severity: "high",
  why: "READ lists all objects to everyone, WRITE lets everyone add, overwrite and delete them, and WRITE_ACP lets everyone give himself the rest.",
  triage: [
    "See what is open: with WRITE, look for objects that are not yours, and for such as were changed.",
    "See whether objects have public ACLs of their own: those stay when the bucket's is put right.",
    "The bucket's server access logs, or CloudTrail's data events, have who read what since.",
  ],
  falsePositives: [
    "A bucket whose list of objects is meant for everyone: exempt it.",
    "An old tool that sets ACLs by habit: let the bucket's owner own all objects (BucketOwnerEnforced), and ACLs count no more.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.2", "S3.3", "S3.12"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1530"] },
  ],
  notes: [
    "A bucket that ignores public ACLs (its own block of public access, or the account's) is closed to strangers whatever its ACL says. A sweep, which looks, then says medium.",
    "ACLs of objects are data events, which Snapback does not see.",
    "The calls' fields were not seen on a real record in all their forms. An ACL that can't be read is looked up in the live account.",
  ],
  events: [{ source: "s3.amazonaws.com", names: ["PutBucketAcl", "CreateBucket"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ bucket: z.string(), account: z.string() }),

  detect(record, { account, region }) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    const open = recordedPublicGrants(record);
    if (open === undefined)
      return { violations: [], suspicions: [{ ask: { bucket, account }, reason: UNREADABLE }] };
    const made = element(record.requestParameters, "CreateBucketConfiguration")?.LocationConstraint;
    const elsewhere = typeof made === "string" && isRegion(made) && made !== region;
    const found = violations(bucket, open, elsewhere ? { region: made } : { region });
    return { violations: elsewhere ? found.map((one) => ({ ...one, region: made })) : found, suspicions: [] };
  },

  assess: ({ bucket, account }, live) => look(bucket, account, live),

  response: {
    calls: ["s3:GetBucketAcl", "s3:PutBucketAcl", "s3:GetBucketTagging", ...blockReads],
    async inspect({ evidence: { bucket, open: found } }, { live }) {
      const { acl, open, closed } = await aclOf(bucket, live);
      const state = { acl };
      // What it lets everyone do by now in another way is another finding's.
      if (open.length === 0 || fingerprintOf(open) !== found) return { state };
      const put = (AccessControlPolicy: typeof acl, does: string): Step => ({
        service: "s3",
        operation: "PutBucketAcl",
        input: { Bucket: bucket, AccessControlPolicy },
        does,
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [put(closed, `drop from the ACL of bucket ${bucket} what is for everyone: ${found}`)],
          undo: [{ ...put(acl, `give bucket ${bucket} the ACL that it had: ${found}`), undoes: 0 }],
        },
      };
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "s3:GetBucketAcl", ...blockReads],
    resources: ({ live, account }) =>
      sweepBuckets(live, async (bucket) => ({ violations: await look(bucket, account, live) })),
  },

  attacks: aclAttacks,
});

const fingerprintOf = (open: readonly PublicGrant[]) => open.join(",");

async function look(bucket: string, account: string, live: LiveAccount): Promise<Violation<Evidence>[]> {
  const { open } = await aclOf(bucket, live);
  const found = violations(bucket, open, live);
  if (found.length === 0 || !(await isHeldOff("IgnorePublicAcls", { bucket, account }, live))) return found;
  return found.map((one) => ({ ...one, severity: "medium" as const }));
}

function violations(
  bucket: string,
  open: readonly PublicGrant[],
  where: Pick<Place, "region">,
): Violation<Evidence>[] {
  if (open.length === 0) return [];
  const fingerprint = fingerprintOf(open);
  return [
    {
      resource: bucketResource(bucket, where),
      fingerprint,
      summary: aclSummary(bucket, open),
      severity: "high",
      evidence: { bucket, open: fingerprint },
    },
  ];
}
