import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { repositoryAttacks } from "./repository-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({ repositoryName: text, policyText: z.unknown().optional() });
/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const NAME = /^[a-z0-9]+([._/-]+[a-z0-9]+)*$/;

export default defineDetection({
  id: "ecr-policy-public",
  title: "Container repository that anyone may use",
  severity: "high",
  why: "Everyone may pull your images, with the code and whatever secrets are baked into them; where pushing is open, too, what you run is theirs.",
  triage: [
    "See which actions are open: pulling gives images away, PutImage lets strangers replace them.",
    "If pushing was open, compare the images' digests with what your builds made before you run any.",
    "Look for secrets in the images, and rotate them.",
  ],
  ...publicPolicyWords,
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] }],
  events: [{ source: "ecr.amazonaws.com", names: ["SetRepositoryPolicy"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ name: z.string(), account: z.string() }),

  detect(record, place) {
    const { repositoryName: name, policyText } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || name === undefined || name.length > 256 || !NAME.test(name)) return nothing;
    if (policyText === undefined || !readPolicy(policyText).readable) {
      const ask = { name, account: place.account };
      return { violations: [], suspicions: [{ ask, reason: POLICY_UNREADABLE }] };
    }
    return { violations: violations(name, policyText, place), suspicions: [] };
  },

  async assess({ name, account }, live) {
    const policy = await policyOf(name, await live.client("ecr"));
    return violations(name, policy, { account, region: live.region });
  },

  response: {
    calls: [
      "ecr:GetRepositoryPolicy",
      "ecr:SetRepositoryPolicy",
      "ecr:DeleteRepositoryPolicy",
      "ecr:ListTagsForResource",
    ],
    async inspect({ evidence: { name: repositoryName, offence } }, { live, now }) {
      const call = (operation: string, input: JsonObject) => ({
        service: "ecr",
        operation,
        input: { repositoryName, ...input },
      });
      return inspectPolicy({
        policy: await policyOf(repositoryName, await live.client("ecr")),
        fingerprint: offence,
        what: `repository ${repositoryName}`,
        put: (policyText) => call("SetRepositoryPolicy", { policyText }),
        empty: { remove: () => call("DeleteRepositoryPolicy", {}) },
        now,
      });
    },
    async tags({ arn: resourceArn }, live) {
      const { tags = [] } = await (await live.client("ecr")).ListTagsForResource({ resourceArn });
      return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"],
    async *resources({ live, ...place }) {
      const ecr = await live.client("ecr");
      yield* lookThrough(await ecr.DescribeRepositories({}), async ({ repositoryName: name = "" }) => {
        const policy = await policyOf(name, ecr);
        return { resource: repositoryOf(name, place).arn, violations: violations(name, policy, place) };
      });
    },
  },

  attacks: repositoryAttacks,
});

function repositoryOf(name: string, { account, region }: Place): Resource {
  return { arn: arn("ecr", region, account, `repository/${name}`), type: "AWS::ECR::Repository", id: name };
}

function violations(name: string, policy: unknown, place: Place): Violation<PolicyEvidence>[] {
  const resource = repositoryOf(name, place);
  return policyViolation({ resource, name, what: `repository ${name}`, severity: "high" }, policy);
}

/** "" where it has none. */
async function policyOf(repositoryName: string, ecr: Clients["ecr"]): Promise<string> {
  try {
    return (await ecr.GetRepositoryPolicy({ repositoryName })).policyText ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "RepositoryPolicyNotFoundException") return "";
    throw error;
  }
}
