import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { domainAttacks } from "./domain-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({ domainName: text, accessPolicies: z.unknown().optional() });
/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_CreateDomain.html */
const NAME = /^[a-z][a-z0-9-]{2,27}$/;
const NETWORK = "a domain in a VPC can't be reached from outside, and the record does not tell";
const Evidence = PolicyEvidence.extend({ account: z.string() });

export default defineDetection({
  id: "opensearch-policy-public",
  title: "OpenSearch domain that anyone may use",
  severity: "high",
  why: "The domain's endpoint is on the internet, and its policy lets everyone in: whoever finds it may read, change and delete all that is indexed. Such domains are held to ransom within hours.",
  triage: [
    "See whether fine-grained access control asks for a password all the same.",
    "Look for indices that are gone or new, and for a ransom note among them.",
    "Restore what was changed from an automated snapshot.",
  ],
  ...publicPolicyWords,
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["ES.2", "Opensearch.2"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1530"] },
  ],
  notes: [
    "A domain in a VPC is left alone: its endpoint is no public one. Which it is shows in the live account alone.",
    "AWS takes minutes to carry a change of the policy out.",
  ],
  events: [
    {
      source: "es.amazonaws.com",
      names: [
        "UpdateDomainConfig",
        "CreateDomain",
        "UpdateElasticsearchDomainConfig",
        "CreateElasticsearchDomain",
      ],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ name: z.string(), account: z.string() }),

  detect(record, { account }) {
    const { domainName: name, accessPolicies } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || name === undefined || !NAME.test(name)) return nothing;
    if (accessPolicies === undefined || accessPolicies === "") return nothing;
    const known = readPolicy(accessPolicies);
    const about = { resource: nowhere, name, what: "", severity: "high" as const };
    if (known.readable && policyViolation(about, accessPolicies).length === 0) return nothing;
    return { violations: [], suspicions: [{ ask: { name, account }, reason: NETWORK }] };
  },

  async assess({ name, account }, live) {
    const { policy, inVpc } = await domain(name, live);
    return inVpc ? [] : violations(name, policy, { account, region: live.region });
  },

  response: {
    calls: ["opensearch:DescribeDomain", "opensearch:UpdateDomainConfig", "opensearch:ListTags"],
    settlesWithinMinutes: 60,
    async inspect({ resource, evidence: { name, offence, account } }, { live, now }) {
      const { policy, inVpc } = await domain(name, live);
      if (inVpc) return { state: { policy, inVpc } };
      return inspectPolicy({
        policy,
        fingerprint: offence,
        what: `domain ${name}`,
        put: (AccessPolicies) => ({
          service: "opensearch",
          operation: "UpdateDomainConfig",
          input: { DomainName: name, AccessPolicies },
        }),
        // Without any policy AWS lets in by what else there is: the account's own rights are what is meant.
        empty: {
          keep: {
            Effect: "Allow",
            Principal: { AWS: account },
            Action: "es:*",
            Resource: `${resource.arn}/*`,
          },
        },
        now,
      });
    },
    async tags({ arn: ARN }, live) {
      const { TagList = [] } = await (await live.client("opensearch")).ListTags({ ARN });
      return Object.fromEntries(TagList.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["opensearch:ListDomainNames", "opensearch:DescribeDomain"],
    async *resources({ live, ...place }) {
      const opensearch = await live.client("opensearch");
      const { DomainNames = [] } = await opensearch.ListDomainNames({});
      yield* lookThrough(DomainNames, async ({ DomainName: name = "" }) => {
        const { policy, inVpc } = await domain(name, live);
        const found = inVpc ? [] : violations(name, policy, place);
        return { resource: domainOf(name, place).arn, violations: found };
      });
    },
  },

  attacks: domainAttacks,
});

const nowhere = { arn: "", type: "", id: "" };

function domainOf(name: string, { account, region }: Place): Resource {
  return {
    arn: arn("es", region, account, `domain/${name}`),
    type: "AWS::OpenSearchService::Domain",
    id: name,
  };
}

function violations(name: string, policy: string, place: Place): Violation<z.infer<typeof Evidence>>[] {
  const resource = domainOf(name, place);
  const found = policyViolation({ resource, name, what: `domain ${name}`, severity: "high" }, policy);
  return found.map((one) => ({ ...one, evidence: { ...one.evidence, account: place.account } }));
}

async function domain(name: string, live: LiveAccount): Promise<{ policy: string; inVpc: boolean }> {
  const { DomainStatus } = await (await live.client("opensearch")).DescribeDomain({ DomainName: name });
  const { AccessPolicies = "", VPCOptions } = DomainStatus ?? {};
  return { policy: AccessPolicies, inVpc: VPCOptions?.VPCId !== undefined };
}
