import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { GLOBAL_REGION } from "../../event/pattern.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import { defineDetection, nothing } from "../define.ts";
import { accountBlockAttacks } from "./block-attacks.ts";
import {
  BLOCK_UNREADABLE,
  blockFingerprint,
  blockOfAccount,
  blockSummary,
  inspectBlock,
  Off,
  offIn,
  recordedBlock,
} from "./public-access-block.ts";

const Evidence = z.object({ account: z.string(), off: Off });
type Evidence = z.infer<typeof Evidence>;

export default defineDetection({
  id: "s3-account-pab-off",
  title: "Block of public access to all buckets switched off",
  severity: "critical",
  why: "It was what kept every bucket of the account closed, whatever its own settings say. Buckets that are public by their policy or ACL are so from this moment on, in all regions.",
  triage: [
    "Find the buckets that are public now: IAM Access Analyzer lists them, and so does the sweep of s3-policy-public and s3-acl-public.",
    "Ask whoever made the call which bucket is to be public. One bucket is better served by CloudFront.",
    "See what the same principal did next: PutBucketPolicy, PutBucketAcl.",
  ],
  falsePositives: [
    "An account that serves websites straight from buckets: exempt it, and keep the block of all other buckets.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["2.1.4"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["2.1.4"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["S3.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562"] },
  ],
  notes: [
    "The setting is one for all regions, and its calls are reported from the one they were made in: the finding is in us-east-1.",
    "The fields of these calls were not seen on a real record. One that can't be read is looked up in the live account.",
  ],
  events: [
    {
      source: "s3.amazonaws.com",
      names: ["PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock"],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ account: z.string() }),

  detect(record, { account }) {
    if (failed(record)) return nothing;
    const block = recordedBlock(record);
    if (block) return { violations: violations(account, offIn(block)), suspicions: [] };
    return { violations: [], suspicions: [{ ask: { account }, reason: BLOCK_UNREADABLE }] };
  },

  async assess({ account }, live) {
    return violations(account, offIn(await blockOfAccount(account, live)));
  },

  response: {
    calls: [
      "s3control:GetPublicAccessBlock",
      "s3control:PutPublicAccessBlock",
      "s3control:DeletePublicAccessBlock",
    ],
    async inspect({ evidence }, { live }) {
      const { account } = evidence;
      const of = { service: "s3control", of: { AccountId: account }, what: "all buckets" } as const;
      return inspectBlock(await blockOfAccount(account, live), evidence, of);
    },
  },

  sweep: {
    calls: ["s3control:GetPublicAccessBlock"],
    async *resources({ live, account, region }) {
      if (region !== GLOBAL_REGION) return;
      const off = offIn(await blockOfAccount(account, live));
      yield { resource: blockResource(account).arn, violations: violations(account, off) };
    },
  },

  attacks: accountBlockAttacks,
});

/** AWS has no ARN for it. The account is named as Security Hub does. */
function blockResource(account: string): Resource {
  return {
    arn: arn("s3", GLOBAL_REGION, account, "account-setting/public-access-block"),
    type: "AWS::::Account",
    id: account,
  };
}

function violations(account: string, off: Off): Violation<Evidence>[] {
  if (off.length === 0) return [];
  return [
    {
      region: GLOBAL_REGION,
      resource: blockResource(account),
      fingerprint: blockFingerprint(off),
      summary: blockSummary(`account ${account}`, off),
      severity: "critical",
      evidence: { account, off },
    },
  ];
}
