import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Severity, Violation } from "../../finding/schema.ts";
import { type PolicyDocument, readPolicy } from "../../policy/document.ts";
import { policyFingerprint, policySummary } from "../../policy/response.ts";
import { type OpenTrust, openTrustStatements } from "../../policy/trust.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { authorizations } from "./authorization.ts";
import { documentPlan, formerDocument, knownDocument } from "./former-document.ts";
import { type Principal, principalResource, recordedName, tagsOf } from "./principal.ts";
import { trustAttacks } from "./trust-attacks.ts";

type TrustPolicy = z.infer<typeof TrustPolicy>;
const TrustPolicy = z.object({
  allowedAccounts: z
    .array(z.string().regex(/^\d{12}$/))
    .default([])
    .describe("Other accounts, by their ids, that roles of this account may trust."),
});

type Evidence = z.infer<typeof Evidence>;
/** `offence`: which statements let too many in. `account`: the role's own. */
const Evidence = z.object({ roleName: z.string(), account: z.string(), offence: z.string() });
const Question = z.object({ roleName: z.string(), account: z.string() });

/** The aspect of a role that is whom it trusts. */
const TRUST = "trust-policy";

/** A trust policy has to say something: this lets nobody in. */
const NOBODY = { Sid: "SnapbackNobody", Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };

const roleOf = (name: string): Principal => ({ kind: "role", name });

function severityOf(offending: readonly OpenTrust[]): Severity {
  if (offending.some(({ certainty }) => certainty === "public")) return "critical";
  return offending.some(({ certainty }) => certainty === "foreign") ? "high" : "medium";
}

/** What a trust policy shows: that it lets too many in, or that it is good to go back to. */
function judge(
  roleName: string,
  document: PolicyDocument,
  place: Place,
  { allowedAccounts }: TrustPolicy,
): { violations: Violation<Evidence>[]; baselines: GoodState[] } {
  const { account } = place;
  const resource = principalResource(roleOf(roleName), place);
  const offending = openTrustStatements(document, { account, allowedAccounts });
  if (offending.length === 0) {
    return {
      violations: [],
      baselines: [{ resource: resource.arn, aspect: TRUST, value: knownDocument(document) }],
    };
  }
  const offence = policyFingerprint(offending);
  const violation = {
    resource,
    fingerprint: offence,
    summary: policySummary(`Trust of role ${roleName}`, offending),
    severity: severityOf(offending),
    evidence: { roleName, account, offence },
  };
  return { violations: [violation], baselines: [] };
}

export default defineDetection({
  id: "iam-trust-open",
  title: "Role trusts outsiders",
  severity: "critical",
  why: "Somebody outside of the account can take the role and do all that it may do. A role that trusts an intruder's account is a way back in that outlives every key and password that is changed.",
  triage: [
    "Whose account is it? Ask whoever made the change, and add partners' accounts to `allowedAccounts`.",
    "See in CloudTrail who took the role since then (AssumeRole, with the role's ARN), and what they did. Sessions that are there go on until they end: revoke them where in doubt.",
    "An external id keeps out nobody who knows it: it is no secret.",
  ],
  falsePositives: [
    "A partner's or vendor's account, or another one of the organization: list it in `allowedAccounts`.",
    "An own identity provider, of a cluster for instance, without a condition on the subject: narrow it down, or exempt the role.",
  ],
  notes: [
    "Sessions that somebody has taken already are not ended by the response.",
    "Where all statements let too many in and it is not known what the role trusted before, a statement that denies everyone stands in their place: AWS takes no trust policy without any.",
    "AWS refuses a trust policy that names a user or role which is deleted by now: then the response fails, with AWS's words.",
    "Which organization a condition names is not looked at, nor whose repository or project the subject of a shared provider (GitHub and its like) is.",
    "Everyone from some address, network or user id is in doubt: it may be the account's own, or an intruder's.",
    "Roles are named without their path, which CloudTrail's records leave out.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098", "T1078"] }],
  events: [{ source: "iam.amazonaws.com", names: ["UpdateAssumeRolePolicy", "CreateRole"] }],
  parameters: TrustPolicy,
  evidence: Evidence,
  question: Question,

  detect(record, place, parameters) {
    const { requestParameters: request } = record;
    const roleName = recordedName.parse(request?.roleName);
    if (failed(record) || roleName === undefined) return nothing;
    const made = record.eventName === "CreateRole";
    const policy = readPolicy(made ? request?.assumeRolePolicyDocument : request?.policyDocument);
    if (policy.readable) {
      const judged = judge(roleName, policy, place, parameters);
      // What an earlier role of this name trusted is nothing to go back to.
      const earlier = {
        resource: principalResource(roleOf(roleName), place).arn,
        aspect: TRUST,
        value: undefined,
      };
      const isNew = made && judged.baselines.length === 0;
      return { suspicions: [], ...judged, ...(isNew && { baselines: [earlier] }) };
    }
    const ask = { roleName, account: place.account };
    return { ...nothing, suspicions: [{ ask, reason: policy.why }] };
  },

  async assess({ roleName, account }, live, parameters) {
    const { Role } = await (await live.client("iam")).GetRole({ RoleName: roleName });
    const policy = readPolicy(Role?.AssumeRolePolicyDocument);
    if (!policy.readable) return [];
    return judge(roleName, policy, { account, region: live.region }, parameters).violations;
  },

  response: {
    calls: ["iam:GetRole", "iam:UpdateAssumeRolePolicy", "iam:ListRoleTags"],
    async inspect({ resource, evidence }, look, { allowedAccounts }) {
      const { roleName, account, offence } = evidence;
      const { Role } = await (await look.live.client("iam")).GetRole({ RoleName: roleName });
      const policy = readPolicy(Role?.AssumeRolePolicyDocument);
      if (!policy.readable) {
        return {
          state: { role: roleName, trust: Role?.AssumeRolePolicyDocument ?? null },
          stuck: `${policy.why}: look at whom the role trusts, and mend it by hand`,
        };
      }
      const state = { role: roleName, trust: policy.text };
      const openOf = (document: PolicyDocument) =>
        openTrustStatements(document, { account, allowedAccounts });
      const offending = openOf(policy);
      if (offending.length === 0) {
        return {
          state,
          baselines: [{ resource: resource.arn, aspect: TRUST, value: knownDocument(policy) }],
        };
      }
      // Another document that lets too many in is another finding.
      if (policyFingerprint(offending) !== offence) return { state };
      return {
        state,
        plan: documentPlan({
          text: policy.text,
          offending,
          what: `role ${roleName}`,
          put: (PolicyDocument) => ({
            service: "iam",
            operation: "UpdateAssumeRolePolicy",
            input: { RoleName: roleName, PolicyDocument },
          }),
          empty: { keep: NOBODY },
          former: await formerDocument(resource.arn, TRUST, look, (former) => openOf(former).length === 0),
          now: look.now,
        }),
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:GetAccountAuthorizationDetails"],
    async *resources({ live, ...place }, parameters) {
      const { holders } = await authorizations(await live.client("iam"), place, ["Role"]);
      for (const { principal, resource, trust } of holders) {
        const policy = readPolicy(trust);
        const judged = policy.readable ? judge(principal.name, policy, place, parameters) : undefined;
        yield { resource: resource.arn, violations: [], ...judged };
      }
    },
  },

  attacks: trustAttacks,
});
