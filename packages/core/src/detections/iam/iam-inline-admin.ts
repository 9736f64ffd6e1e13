import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { type PolicyDocument, readPolicy } from "../../policy/document.ts";
import { policyFingerprint, policySummary } from "../../policy/response.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { AdminPolicy, offendingStatements, severityOf } from "./admin-policy.ts";
import { authorizations } from "./authorization.ts";
import { documentPlan, formerDocument, knownDocument } from "./former-document.ts";
import { inlineAttacks } from "./inline-attacks.ts";
import { deletingInline, inlineDocument, puttingInline } from "./inline-policy.ts";
import { heldBack, Principal, principalOf, principalResource, recordedName, tagsOf } from "./principal.ts";

type Subject = z.infer<typeof Subject>;
const Subject = Principal.extend({ policyName: z.string() });
type Evidence = z.infer<typeof Evidence>;
/** `offence`: which statements give too much. */
const Evidence = Subject.extend({ offence: z.string() });
const Question = Subject.extend({ account: z.string() });

const aspectOf = (policyName: string) => `inline-policy/${policyName}`;
const describe = ({ kind, name, policyName }: Subject) => `${kind} ${name}, ${policyName}`;

/** What a document shows: that it gives too much, or that it is good to go back to. */
function judge(
  subject: Subject,
  document: PolicyDocument,
  place: Place,
  parameters: AdminPolicy,
): { violations: Violation<Evidence>[]; baselines: GoodState[] } {
  const resource = principalResource(subject, place);
  const offending = offendingStatements(document, parameters);
  if (offending.length === 0) {
    const value = knownDocument(document);
    return {
      violations: [],
      baselines: [{ resource: resource.arn, aspect: aspectOf(subject.policyName), value }],
    };
  }
  const offence = policyFingerprint(offending);
  const hold = heldBack(subject);
  const violation = {
    resource,
    fingerprint: `${subject.policyName}:${offence}`,
    summary: policySummary(`Inline policy of ${describe(subject)}`, offending),
    severity: severityOf(offending),
    evidence: { ...subject, offence },
    ...(hold !== undefined && { hold }),
  };
  return { violations: [violation], baselines: [] };
}

export default defineDetection({
  id: "iam-inline-admin",
  title: "Inline policy gives an administrator's rights",
  severity: "high",
  why: "Whoever can act as that user or role, or is in that group, can do anything in the account, or give themselves the right to. An inline policy is in no list of policies, so that it is easily overlooked: a favourite of intruders who want to come back.",
  triage: [
    "Ask whoever put it there what it was for.",
    "See in CloudTrail what the user or role did since then: keys and users that it made outlive the policy.",
    "Who made the call could put policies on others or themselves: see whether they should be able to.",
  ],
  falsePositives: [
    "A role of a pipeline or of automation that has to manage IAM: exempt it, or narrow the policy to a path.",
    "Rights that only lead to others (`escalation`) may be left out by the parameter.",
  ],
  notes: [
    "Users, roles and groups are named without their path, which CloudTrail's records leave out.",
    "A policy is judged by itself: rights that several of them give together, and rights outside IAM that lead to more (iam:PassRole with a service to pass to), are not looked into.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098.003", "T1484"] },
  ],
  events: [
    {
      source: "iam.amazonaws.com",
      names: [
        "PutUserPolicy",
        "PutRolePolicy",
        "PutGroupPolicy",
        "DeleteUserPolicy",
        "DeleteRolePolicy",
        "DeleteGroupPolicy",
      ],
    },
  ],
  parameters: AdminPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, parameters) {
    const principal = principalOf(record.requestParameters);
    const policyName = recordedName.parse(record.requestParameters?.policyName);
    if (failed(record) || principal === undefined || policyName === undefined) return nothing;
    const subject = { ...principal, policyName };
    if (record.eventName?.startsWith("Delete")) {
      const gone = { aspect: aspectOf(policyName), value: undefined };
      return { ...nothing, baselines: [{ resource: principalResource(principal, place).arn, ...gone }] };
    }
    const policy = readPolicy(record.requestParameters?.policyDocument);
    if (policy.readable) return { suspicions: [], ...judge(subject, policy, place, parameters) };
    return {
      violations: [],
      suspicions: [{ ask: { ...subject, account: place.account }, reason: policy.why }],
    };
  },

  async assess({ account, ...subject }, live, parameters) {
    const document = await inlineDocument(subject, subject.policyName, await live.client("iam"));
    const policy = readPolicy(document ?? "");
    if (!policy.readable) return [];
    return judge(subject, policy, { account, region: live.region }, parameters).violations;
  },

  response: {
    calls: [
      "iam:ListUserPolicies",
      "iam:ListRolePolicies",
      "iam:ListGroupPolicies",
      "iam:GetUserPolicy",
      "iam:GetRolePolicy",
      "iam:GetGroupPolicy",
      "iam:PutUserPolicy",
      "iam:PutRolePolicy",
      "iam:PutGroupPolicy",
      "iam:DeleteUserPolicy",
      "iam:DeleteRolePolicy",
      "iam:DeleteGroupPolicy",
      "iam:ListUserTags",
      "iam:ListRoleTags",
    ],
    async inspect({ resource, evidence }, look, parameters) {
      const { kind, name, policyName, offence } = evidence;
      const document = await inlineDocument(evidence, policyName, await look.live.client("iam"));
      const policy = readPolicy(document ?? "");
      const text = policy.readable ? policy.text : (document ?? "");
      const state = { [kind]: name, policyName, document: document === undefined ? null : text };
      if (!policy.readable) return { state, stuck: `${policy.why}: look at it and take it away by hand` };
      const offending = offendingStatements(policy, parameters);
      const aspect = aspectOf(policyName);
      if (offending.length === 0) {
        if (document === undefined) return { state };
        return { state, baselines: [{ resource: resource.arn, aspect, value: knownDocument(policy) }] };
      }
      // Another document that gives too much is another finding.
      if (policyFingerprint(offending) !== offence) return { state };
      const isGood = (former: PolicyDocument) => offendingStatements(former, parameters).length === 0;
      return {
        state,
        plan: documentPlan({
          text,
          offending,
          what: describe(evidence),
          put: (policyText) => puttingInline(evidence, policyName, policyText),
          empty: { remove: () => deletingInline(evidence, policyName) },
          former: await formerDocument(resource.arn, aspect, look, isGood),
          now: look.now,
        }),
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    async *resources({ live, ...place }, parameters) {
      const iam = await live.client("iam");
      const { holders } = await authorizations(iam, place, ["User", "Role", "Group"]);
      for (const { principal, resource, inline } of holders) {
        const judged = inline.flatMap(({ name: policyName, document }) => {
          const policy = readPolicy(document);
          return policy.readable ? [judge({ ...principal, policyName }, policy, place, parameters)] : [];
        });
        yield {
          resource: resource.arn,
          violations: judged.flatMap(({ violations }) => violations),
          baselines: judged.flatMap(({ baselines }) => baselines),
        };
      }
    },
  },

  attacks: inlineAttacks,
});
