import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { secretAttacks } from "./secret-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({ secretId: text, resourcePolicy: z.unknown().optional() });
/** CloudTrail's lower camel case of `ARN`; some exports have it otherwise. */
const Response = z.object({ aRN: text, arn: text, ARN: text });
/** The name ends in a hyphen and six characters that AWS makes up; AWS's services put a `!` into those of theirs. */
const ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:(\d{12}):secret:([\w/+=.@!-]{1,512})-\w{6}$/;
const NAMED = "the record names the secret, and not its ARN";

export default defineDetection({
  id: "secret-policy-public",
  title: "Secret that anyone may read",
  severity: "critical",
  why: "A secret that others may read is none any more: whoever has its ARN gets the password or the key in it, from any AWS account.",
  triage: [
    "Look for GetSecretValue by accounts that aren't yours.",
    "Rotate the secret, whether or not you find any.",
    "See what it opens, and what was done there meanwhile.",
  ],
  ...publicPolicyWords,
  references: [{ framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] }],
  byHand: ["Rotate the secret: what was read stays known."],
  notes: ["AWS refuses such a policy by itself where the call asks it to (BlockPublicPolicy)."],
  events: [{ source: "secretsmanager.amazonaws.com", names: ["PutResourcePolicy"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ secretId: z.string() }),

  detect(record) {
    if (failed(record)) return nothing;
    const { secretId, resourcePolicy } = Request.parse(record.requestParameters ?? {});
    const response = Response.parse(record.responseElements ?? {});
    const arns = [response.aRN, response.arn, response.ARN, secretId];
    const arn = arns.find((one) => one !== undefined && ARN.test(one));
    const named = arn ?? secretId;
    if (named === undefined) return nothing;
    const ask = (reason: string) => ({
      violations: [],
      suspicions: [{ ask: { secretId: named }, reason }],
    });
    if (resourcePolicy === undefined || !readPolicy(resourcePolicy).readable) return ask(POLICY_UNREADABLE);
    if (arn !== undefined) return { violations: violations(arn, resourcePolicy), suspicions: [] };
    // Worth a look only where the policy lets anybody in.
    const open = policyViolation({ ...nobody, severity: "critical" }, resourcePolicy).length > 0;
    return open ? ask(NAMED) : nothing;
  },

  async assess({ secretId }, live) {
    const secrets = await live.client("secretsmanager");
    const { ARN: arn = "", ResourcePolicy } = await secrets.GetResourcePolicy({ SecretId: secretId });
    return violations(arn, ResourcePolicy ?? "");
  },

  response: {
    calls: [
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:PutResourcePolicy",
      "secretsmanager:DeleteResourcePolicy",
      "secretsmanager:DescribeSecret",
    ],
    async inspect({ evidence: { name: SecretId, offence } }, { live, now }) {
      const secrets = await live.client("secretsmanager");
      const { ResourcePolicy = "" } = await secrets.GetResourcePolicy({ SecretId });
      const call = (operation: string, input: JsonObject) => ({
        service: "secretsmanager",
        operation,
        input: { SecretId, ...input },
      });
      return inspectPolicy({
        policy: ResourcePolicy,
        fingerprint: offence,
        what: `secret ${nameIn(SecretId)}`,
        put: (policy) => call("PutResourcePolicy", { ResourcePolicy: policy }),
        empty: { remove: () => call("DeleteResourcePolicy", {}) },
        now,
      });
    },
    async tags({ arn }, live) {
      const secrets = await live.client("secretsmanager");
      const { Tags = [] } = await secrets.DescribeSecret({ SecretId: arn });
      return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["secretsmanager:ListSecrets", "secretsmanager:GetResourcePolicy"],
    async *resources({ live }) {
      const secrets = await live.client("secretsmanager");
      yield* lookThrough(await secrets.ListSecrets({}), async ({ ARN: arn = "" }) => {
        const { ResourcePolicy = "" } = await secrets.GetResourcePolicy({ SecretId: arn });
        return { resource: arn, violations: violations(arn, ResourcePolicy) };
      });
    },
  },

  attacks: secretAttacks,
});

const nobody = { resource: { arn: "", type: "", id: "" }, name: "", what: "" };

function nameIn(arn: string): string {
  return ARN.exec(arn)?.[2] ?? arn;
}

function violations(arn: string, policy: unknown): Violation<PolicyEvidence>[] {
  const [, account, name] = ARN.exec(arn) ?? [];
  if (account === undefined || name === undefined) return [];
  const resource: Resource = { arn, type: "AWS::SecretsManager::Secret", id: name };
  const about = { resource, name: arn, what: `secret ${name}`, severity: "critical" as const };
  return policyViolation(about, policy).map((found) => ({ ...found, account }));
}
