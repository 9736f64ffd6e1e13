import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { readPolicy } from "../../policy/document.ts";
import { defineDetection, nothing } from "../define.ts";
import { AdminPolicy } from "./admin-policy.ts";
import { authorizations } from "./authorization.ts";
import { type AdminRights, documentRights, ownerOf, policyName } from "./managed-policy.ts";
import { DEFAULT_VERSION, defaultVersion, formerVersion, versionRights } from "./policy-version.ts";
import { versionAttacks } from "./policy-version-attacks.ts";

type Evidence = z.infer<typeof Evidence>;
const Evidence = z.object({ policyArn: z.string(), versionId: z.string() });
const Question = z.object({ policyArn: z.string(), account: z.string() });

const VERSION = /^v[1-9]\d{0,5}$/;
const isTrue = z.literal([true, "true"]);

function violation(evidence: Evidence, { why, doubt }: AdminRights): Violation<Evidence> {
  const { policyArn, versionId } = evidence;
  const id = policyName(policyArn);
  return {
    resource: { arn: policyArn, type: "AWS::IAM::ManagedPolicy", id },
    // A version's document never changes.
    fingerprint: versionId,
    summary: `Policy ${id}, version ${versionId}, which is in force: ${why}`,
    severity: doubt ? "medium" : "high",
    evidence,
  };
}

export default defineDetection({
  id: "iam-policy-version-admin",
  title: "Managed policy's new version gives an administrator's rights",
  severity: "high",
  why: "Everyone to whom the policy is attached can now do anything in the account, or give themselves the right to, and nothing of theirs has changed. Who may make versions of a policy that they have themselves needs no other right to become an administrator.",
  triage: [
    "See to whom the policy is attached: their rights have grown, all at once.",
    "Ask whoever made the version what for.",
    "See in CloudTrail what was done with it since then.",
  ],
  falsePositives: [
    "A policy for administrators that is being looked after: exempt it.",
    "Rights that only lead to others (`escalation`) may be left out by the parameter.",
  ],
  notes: [
    "The offending version is kept, and no longer in force, so that an undo is exact. Whoever may set the default version can put it back in force, which makes this finding again: delete it when the matter is settled.",
    "CreatePolicyVersion and SetDefaultPolicyVersion were not seen on real records: where the answer with the version's id is missing, the live policy is looked at.",
    "A policy that has given these rights from its first version on is found by the sweep, and left to a person, unless an earlier version is harmless.",
  ],
  byHand: ["Delete the offending version when the matter is settled (DeletePolicyVersion)."],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098.003"] },
  ],
  events: [{ source: "iam.amazonaws.com", names: ["CreatePolicyVersion", "SetDefaultPolicyVersion"] }],
  parameters: AdminPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, parameters) {
    const { requestParameters: request } = record;
    const policyArn = request?.policyArn;
    if (failed(record) || typeof policyArn !== "string" || ownerOf(policyArn, place) !== "account")
      return nothing;
    const ask = { policyArn, account: place.account };
    if (record.eventName === "SetDefaultPolicyVersion") {
      return { ...nothing, suspicions: [{ ask, reason: "what is in the version is not in the record" }] };
    }
    if (!isTrue.safeParse(request?.setAsDefault).success) return nothing;
    const policy = readPolicy(request?.policyDocument);
    if (!policy.readable) return { ...nothing, suspicions: [{ ask, reason: policy.why }] };
    const rights = documentRights(policy.text, parameters);
    const versionId = madeVersion(record.responseElements);
    if (versionId === undefined) {
      const reason = "the record does not name the version that was made";
      return { ...nothing, suspicions: rights ? [{ ask, reason }] : [] };
    }
    if (rights) return { ...nothing, violations: [violation({ policyArn, versionId }, rights)] };
    return {
      ...nothing,
      baselines: [{ resource: policyArn, aspect: DEFAULT_VERSION, value: { versionId } }],
    };
  },

  async assess({ policyArn }, live, parameters) {
    const iam = await live.client("iam");
    const versionId = await defaultVersion(policyArn, iam);
    const rights = await versionRights(policyArn, versionId, iam, parameters);
    return rights ? [violation({ policyArn, versionId }, rights)] : [];
  },

  response: {
    calls: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions", "iam:SetDefaultPolicyVersion"],
    async inspect({ evidence: { policyArn, versionId } }, look, parameters) {
      const iam = await look.live.client("iam");
      const inForce = await defaultVersion(policyArn, iam);
      const state = { policyArn, defaultVersion: inForce };
      const rights = await versionRights(policyArn, inForce, iam, parameters);
      if (rights === undefined) {
        const good = { resource: policyArn, aspect: DEFAULT_VERSION, value: { versionId: inForce } };
        return { state, baselines: [good] };
      }
      // Another version that gives too much is another finding.
      if (inForce !== versionId) return { state };
      const former = await formerVersion(policyArn, versionId, look, parameters);
      if (former === undefined) {
        return {
          state,
          stuck: `no earlier version of ${policyName(policyArn)} gives less: make one that does, or detach the policy`,
        };
      }
      const name = policyName(policyArn);
      const setting = (VersionId: string) => ({
        service: "iam",
        operation: "SetDefaultPolicyVersion",
        input: { PolicyArn: policyArn, VersionId },
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [
            {
              ...setting(former.versionId),
              does: `put version ${former.versionId} of policy ${name} back in force`,
            },
          ],
          undo: [
            {
              ...setting(versionId),
              does: `put version ${versionId} in force again: ${rights.why}`,
              undoes: 0,
            },
          ],
          ...(!former.known && {
            caveats: [
              `which version was in force before is not known: ${former.versionId} is the latest before it that gives less`,
            ],
          }),
          ...(rights.doubt && { confirm: `it is in doubt whether this is too much: ${rights.why}` }),
        },
      };
    },
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    async *resources({ live, ...place }, parameters) {
      const { policies } = await authorizations(await live.client("iam"), place, ["LocalManagedPolicy"]);
      for (const { arn, defaultVersion: versionId, document } of policies) {
        const rights = documentRights(document, parameters);
        yield {
          resource: arn,
          violations: rights ? [violation({ policyArn: arn, versionId }, rights)] : [],
          baselines: rights ? [] : [{ resource: arn, aspect: DEFAULT_VERSION, value: { versionId } }],
        };
      }
    },
  },

  attacks: versionAttacks,
});

const Answer = z.object({ policyVersion: z.object({ versionId: z.string().regex(VERSION) }) });

function madeVersion(responseElements: unknown): string | undefined {
  const read = Answer.safeParse(responseElements);
  return read.success ? read.data.policyVersion.versionId : undefined;
}
