import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { bucketNamed, bucketResource, bucketTags, element, listBuckets, sweepBuckets } from "./bucket.ts";
import { versioningAttacks } from "./setting-attacks.ts";

const Wrong = z.enum(["suspended", "mfa-delete-off"]);
const Evidence = z.object({ bucket: z.string(), wrong: Wrong });
type Evidence = z.infer<typeof Evidence>;

/** Under which aspect of a bucket it is kept that deleting a version takes an MFA device. */
const MFA_DELETE = "mfa-delete";
const BY_ROOT =
  "only the account's root user, with its MFA device, can do that: aws s3api put-bucket-versioning with --mfa";

export default defineDetection({
  id: "s3-versioning-suspended",
  title: "Versioning of a bucket suspended",
  severity: "medium",
  why: "What is overwritten or deleted from now on is gone for good. It is what is done before objects are encrypted for ransom, or destroyed.",
  triage: [
    "Ask whoever did it. See what the same principal did next: lifecycle rules, deletions, new objects in place of old ones.",
    "Versions from before are still there: see that nobody deletes them.",
  ],
  falsePositives: [
    "A bucket of temporary objects whose versions cost too much: exempt it. A lifecycle rule for old versions does the same.",
  ],
  byHand: [`Where deleting versions took an MFA device (MFA delete): ${BY_ROOT}.`],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.14"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1490"] },
  ],
  notes: [
    "Buckets that never had versioning are not reported.",
    "That MFA delete was switched off is told where it was seen to be on before: some tools always say that it is off.",
  ],
  events: [{ source: "s3.amazonaws.com", names: ["PutBucketVersioning"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ bucket: z.string(), about: Wrong }),

  detect(record, place) {
    const bucket = bucketNamed(record);
    if (failed(record) || bucket === undefined) return nothing;
    const ask = (about: z.infer<typeof Wrong>, reason: string) => ({ ask: { bucket, about }, reason });
    const asked = element(record.requestParameters, "VersioningConfiguration");
    if (!asked)
      return {
        violations: [],
        suspicions: [ask("suspended", "the record leaves out what versioning becomes")],
      };
    const mfaDelete = asked.MfaDelete ?? asked.MFADelete;
    return {
      violations: asked.Status === "Suspended" ? [violation(bucket, "suspended", place)] : [],
      suspicions:
        mfaDelete === "Disabled"
          ? [ask("mfa-delete-off", "the record does not say whether MFA delete was on before")]
          : [],
      baselines: mfaDelete === "Enabled" ? [mfaDeleteOn(bucket, place)] : [],
    };
  },

  async assess({ bucket, about }, live, _parameters, baseline) {
    const s3 = await live.client("s3");
    const { Status, MFADelete } = await s3.GetBucketVersioning({ Bucket: bucket });
    if (about === "suspended") return Status === "Suspended" ? [violation(bucket, about, live)] : [];
    const before = await baseline(bucketResource(bucket, live).arn, MFA_DELETE);
    return before?.value && MFADelete !== "Enabled" ? [violation(bucket, about, live)] : [];
  },

  response: {
    calls: ["s3:GetBucketVersioning", "s3:PutBucketVersioning", "s3:GetBucketTagging"],
    async inspect({ evidence: { bucket, wrong } }, { live }) {
      const s3 = await live.client("s3");
      const { Status = "never", MFADelete = "Disabled" } = await s3.GetBucketVersioning({ Bucket: bucket });
      const needsMfa = MFADelete === "Enabled";
      const seen = {
        state: { versioning: Status, mfaDelete: MFADelete },
        baselines: needsMfa ? [mfaDeleteOn(bucket, live)] : [],
      };
      if (wrong === "mfa-delete-off")
        return needsMfa ? seen : { ...seen, stuck: `MFA delete has to be switched on again: ${BY_ROOT}` };
      if (Status !== "Suspended") return seen;
      if (needsMfa) return { ...seen, stuck: `Versioning has to be switched on again: ${BY_ROOT}` };
      const put = (status: string, does: string): Step => ({
        service: "s3",
        operation: "PutBucketVersioning",
        input: { Bucket: bucket, VersioningConfiguration: { Status: status } },
        does,
      });
      return {
        ...seen,
        plan: {
          version: 1,
          steps: [put("Enabled", `keep versions of the objects in bucket ${bucket} again`)],
          undo: [{ ...put("Suspended", `suspend versioning of bucket ${bucket} again`), undoes: 0 }],
        },
      };
    },
    tags: bucketTags,
  },

  sweep: {
    calls: [...listBuckets, "s3:GetBucketVersioning"],
    misses: ["mfa-delete-off"],
    resources: ({ live }) =>
      sweepBuckets(live, async (bucket) => {
        const s3 = await live.client("s3");
        const { Status, MFADelete } = await s3.GetBucketVersioning({ Bucket: bucket });
        return {
          violations: Status === "Suspended" ? [violation(bucket, "suspended", live)] : [],
          baselines: MFADelete === "Enabled" ? [mfaDeleteOn(bucket, live)] : [],
        };
      }),
  },

  attacks: versioningAttacks,
});

function violation(
  bucket: string,
  wrong: z.infer<typeof Wrong>,
  where: Pick<Place, "region">,
): Violation<Evidence> {
  return {
    resource: bucketResource(bucket, where),
    fingerprint: wrong,
    summary:
      wrong === "suspended"
        ? `bucket ${bucket} keeps no versions of what is overwritten or deleted any more`
        : `bucket ${bucket}: versions of objects can be deleted without an MFA device`,
    severity: "medium",
    evidence: { bucket, wrong },
  };
}

function mfaDeleteOn(bucket: string, where: Pick<Place, "region">): GoodState {
  return { resource: bucketResource(bucket, where).arn, aspect: MFA_DELETE, value: { on: true } };
}
