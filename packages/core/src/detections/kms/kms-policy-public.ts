import * as z from "zod";
import { failed, omitted } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy, publicPolicy } from "../../policy/inspection.ts";
import { givesAction } from "../../policy/pattern.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { Evidence, keyOf, keyResource, sweepKeys, tagsOf } from "./key.ts";
import { policyAttacks } from "./key-attacks.ts";

const Written = z.object({ policy: z.unknown().optional() });
const OWNERLESS =
  "what is left of the policy does not let the account itself change it, which AWS refuses: the account gets that by AWS's own default statement";
const UNREADABLE = "the record leaves out the key's policy, or it can't be read";

export default defineDetection({
  id: "kms-policy-public",
  title: "KMS key that anyone may use",
  severity: "critical",
  why: "Whoever gets at the encrypted data (a copied snapshot, a leaked object) can decrypt it with this key, from any AWS account.",
  triage: [
    "See which actions are open: Decrypt gives data away, CreateGrant and PutKeyPolicy the key itself.",
    "Look for calls on the key from accounts that aren't yours, in CloudTrail.",
    "If grants were made meanwhile (ListGrants), retire them: they outlive the policy.",
  ],
  falsePositives: [
    "A policy for everyone that is bounded by a condition which Snapback does not know: it says so, and asks.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["KMS.5"] },
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] },
  ],
  notes: ["Grants that were made by way of the open policy stay: neither policy nor undo touches them."],
  events: [{ source: "kms.amazonaws.com", names: ["PutKeyPolicy", "CreateKey"] }],
  parameters: z.object({}),
  evidence: Evidence.extend({ account: z.string(), offence: z.string() }),
  question: Evidence,

  detect(record, place) {
    const resource = keyOf(record, place);
    if (!resource || failed(record)) return nothing;
    const { policy: written } = Written.parse(record.requestParameters ?? {});
    // A new key without a policy of its own has AWS's.
    if (written === undefined && record.eventName === "CreateKey" && !omitted(record.requestParameters))
      return nothing;
    const policy = readPolicy(written);
    if (!policy.readable || policy.statements.length === 0) {
      return { violations: [], suspicions: [{ ask: { keyId: resource.id }, reason: UNREADABLE }] };
    }
    return { violations: violations(resource.id, written, place), suspicions: [] };
  },

  async assess({ keyId }, live) {
    const kms = await live.client("kms");
    const { KeyMetadata } = await kms.DescribeKey({ KeyId: keyId });
    const { Policy } = await kms.GetKeyPolicy({ KeyId: keyId, PolicyName: "default" });
    return violations(keyId, Policy, { account: KeyMetadata?.AWSAccountId ?? "", region: live.region });
  },

  response: {
    calls: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ListResourceTags"],
    async inspect({ evidence: { keyId, account, offence } }, { live, now }) {
      const kms = await live.client("kms");
      const { Policy } = await kms.GetKeyPolicy({ KeyId: keyId, PolicyName: "default" });
      return inspectPolicy({
        policy: Policy,
        fingerprint: offence,
        what: `key ${keyId}`,
        put: (text) => ({
          service: "kms",
          operation: "PutKeyPolicy",
          input: { KeyId: keyId, PolicyName: "default", Policy: text },
        }),
        empty: {
          keep: owners(account),
          lacks: (rest) => (isOwners(rest, account) ? undefined : OWNERLESS),
        },
        now,
      });
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["kms:ListKeys", "kms:DescribeKey", "kms:GetKeyPolicy"],
    async *resources({ live, ...place }) {
      yield* sweepKeys(live, async ({ KeyId: id = "" }, kms) => {
        const { Policy } = await kms.GetKeyPolicy({ KeyId: id, PolicyName: "default" });
        return { resource: keyResource(id, place).arn, violations: violations(id, Policy, place) };
      });
    },
  },

  attacks: policyAttacks,
});

function violations(
  id: string,
  policy: unknown,
  place: Place,
): Violation<z.infer<typeof Evidence> & { account: string; offence: string }>[] {
  const open = publicPolicy(policy, `key ${id}`);
  if (!open) return [];
  const { fingerprint, summary } = open;
  const evidence = { keyId: id, account: place.account, offence: fingerprint };
  return [{ resource: keyResource(id, place), fingerprint, summary, severity: "critical", evidence }];
}

/**
 * Does a policy let the account itself change it? AWS takes none that keeps the caller from changing it again, and it is by the
 * account's rights that Snapback may.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-BypassPolicyLockoutSafetyCheck
 */
function isOwners(policy: string, account: string): boolean {
  const document = readPolicy(policy);
  if (!document.readable) return false;
  return document.statements.some((statement) => {
    if (statement.effect !== "Allow" || statement.conditions.length > 0) return false;
    const { not = true, names = [] } = statement.principal ?? {};
    const own = names.some(
      ({ kind, name }) => kind === "AWS" && (name === account || name.endsWith(`:iam::${account}:root`)),
    );
    return own && !not && givesAction(statement.action, "kms:PutKeyPolicy");
  });
}

/**
 * AWS's own default: without it nobody could change the key any more.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function owners(account: string) {
  return {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}
