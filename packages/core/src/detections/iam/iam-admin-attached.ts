import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { attachedTo, attaching } from "./attachment.ts";
import { attachAttacks } from "./attachment-attacks.ts";
import { authorizations } from "./authorization.ts";
import {
  type AdminRights,
  adminRights,
  awsManagedRights,
  documentRights,
  ManagedAdmin,
  ownerOf,
  policyName,
} from "./managed-policy.ts";
import { heldBack, Principal, principalOf, principalResource, tagsOf } from "./principal.ts";

type Evidence = z.infer<typeof Evidence>;
const Evidence = Principal.extend({ policyArn: z.string() });
const Question = Evidence.extend({ account: z.string() });

function violation(evidence: Evidence, { why, doubt }: AdminRights, place: Place): Violation<Evidence> {
  const { kind, name, policyArn } = evidence;
  const hold = heldBack(evidence);
  return {
    resource: principalResource(evidence, place),
    fingerprint: policyArn,
    summary: `Policy ${policyName(policyArn)} is attached to ${kind} ${name}: ${why}`,
    severity: doubt ? "medium" : "high",
    evidence,
    ...(hold !== undefined && { hold }),
  };
}

export default defineDetection({
  id: "iam-admin-attached",
  title: "Administrator policy attached",
  severity: "high",
  why: "Whoever can act as that user or role, or is in that group, can do anything in the account, and can give it to others. Attaching an administrator's policy is how an intruder with few rights gets all of them, and keeps them.",
  triage: [
    "Ask whoever attached it what for: a person's rights come by a group or by IAM Identity Center, a program's are narrower.",
    "See in CloudTrail what the user or role did since then: keys and users that it made outlive the policy.",
    "Who made the call could attach policies: see whether they should be able to.",
  ],
  falsePositives: [
    "A group or role for administrators that is being set up: exempt it.",
    "A pipeline that deploys whatever comes: exempt its role, and bound it by a permissions boundary.",
  ],
  notes: [
    "Users, roles and groups are named without their path, which CloudTrail's records leave out.",
    "A record that leaves out its request (too large) shows nothing; the sweep does.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.15"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.16"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098.003"] },
  ],
  events: [
    {
      source: "iam.amazonaws.com",
      names: ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"],
    },
  ],
  parameters: ManagedAdmin,
  evidence: Evidence,
  question: Question,

  detect(record, place, parameters) {
    const principal = principalOf(record.requestParameters);
    const policyArn = record.requestParameters?.policyArn;
    if (failed(record) || principal === undefined || typeof policyArn !== "string") return nothing;
    const owner = ownerOf(policyArn, place);
    const evidence = { ...principal, policyArn };
    if (owner === "account") {
      const ask = { ...evidence, account: place.account };
      return { violations: [], suspicions: [{ ask, reason: "what is in the policy is not in the record" }] };
    }
    const rights = awsManagedRights(policyArn, parameters);
    return { violations: rights ? [violation(evidence, rights, place)] : [], suspicions: [] };
  },

  async assess({ account, ...evidence }, live, parameters) {
    const iam = await live.client("iam");
    const rights = await adminRights(evidence.policyArn, iam, parameters);
    if (rights === undefined || !(await attachedTo(evidence, iam)).includes(evidence.policyArn)) return [];
    return [violation(evidence, rights, { account, region: live.region })];
  },

  response: {
    calls: [
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:ListAttachedUserPolicies",
      "iam:ListAttachedRolePolicies",
      "iam:ListAttachedGroupPolicies",
      "iam:AttachUserPolicy",
      "iam:AttachRolePolicy",
      "iam:AttachGroupPolicy",
      "iam:DetachUserPolicy",
      "iam:DetachRolePolicy",
      "iam:DetachGroupPolicy",
      "iam:ListUserTags",
      "iam:ListRoleTags",
    ],
    onlyUndo: ["iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy"],
    async inspect({ evidence }, { live }, parameters) {
      const iam = await live.client("iam");
      const { kind, name, policyArn } = evidence;
      const policies = await attachedTo(evidence, iam);
      const attached = policies.includes(policyArn);
      // Other policies are other findings' business, and an undo does not lean on them.
      const seen = { state: { [kind]: name, attached: policies }, guard: { policyArn, attached } };
      const rights = attached ? await adminRights(policyArn, iam, parameters) : undefined;
      if (rights === undefined) return seen;
      const what = `${policyName(policyArn)} of ${kind} ${name}`;
      return {
        ...seen,
        plan: {
          version: 1,
          steps: [{ ...attaching("Detach", evidence, policyArn), does: `detach ${what}` }],
          undo: [{ ...attaching("Attach", evidence, policyArn), does: `attach ${what} again`, undoes: 0 }],
          ...(rights.doubt && { confirm: `it is in doubt whether the policy is too much: ${rights.why}` }),
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    async *resources({ live, ...place }, parameters) {
      const iam = await live.client("iam");
      const { holders, policies } = await authorizations(iam, place, [
        "User",
        "Role",
        "Group",
        "LocalManagedPolicy",
      ]);
      const rights = new Map(
        policies.map(({ arn, document }) => [arn, documentRights(document, parameters)]),
      );
      for (const { principal, resource, attached } of holders) {
        const violations = attached.flatMap((policyArn) => {
          const given = rights.get(policyArn) ?? awsManagedRights(policyArn, parameters);
          return given ? [violation({ ...principal, policyArn }, given, place)] : [];
        });
        yield { resource: resource.arn, violations };
      }
    },
  },

  attacks: attachAttacks,
});
