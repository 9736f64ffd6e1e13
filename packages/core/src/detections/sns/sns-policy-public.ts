import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { topicAttacks } from "./topic-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({
  topicArn: text,
  attributeName: text,
  attributeValue: z.unknown().optional(),
  attributes: z.object({ Policy: z.unknown().optional() }).catch({}),
  // The API's own name for it; other people's rules have it in the plural.
  aWSAccountId: z.array(z.unknown()).catch([]),
  aWSAccountIds: z.array(z.unknown()).catch([]),
});
const Response = z.object({ topicArn: text });
const ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:(\d{12}):([\w-]{1,256}(?:\.fifo)?)$/;
const OWNERS = (
  "GetTopicAttributes SetTopicAttributes AddPermission RemovePermission DeleteTopic Subscribe " +
  "ListSubscriptionsByTopic Publish"
).split(" ");
const ADDED = "the call adds a statement for everyone, and the record does not show the policy";

export default defineDetection({
  id: "sns-policy-public",
  title: "Topic that anyone may use",
  severity: "high",
  why: "Everyone who knows the topic's ARN may publish what your subscribers act on, or subscribe to what you publish.",
  triage: [
    "List the subscriptions: one of a stranger's goes on after the policy is put right.",
    "See which actions are open: Publish lets strangers in, Subscribe lets data out.",
    "A bucket or a rule that is to publish here needs a condition on aws:SourceArn.",
  ],
  ...publicPolicyWords,
  byHand: ["Take away subscriptions that strangers made meanwhile: they outlive the policy."],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["SNS.4"] },
  ],
  events: [{ source: "sns.amazonaws.com", names: ["SetTopicAttributes", "CreateTopic", "AddPermission"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ topicArn: z.string() }),

  detect(record) {
    const request = Request.parse(record.requestParameters ?? {});
    const topicArn = request.topicArn ?? Response.parse(record.responseElements ?? {}).topicArn;
    if (failed(record) || topicArn === undefined || !ARN.test(topicArn)) return nothing;
    const ask = (reason: string) => ({ violations: [], suspicions: [{ ask: { topicArn }, reason }] });
    if (record.eventName === "AddPermission")
      return [...request.aWSAccountId, ...request.aWSAccountIds].includes("*") ? ask(ADDED) : nothing;
    const policy = record.eventName === "CreateTopic" ? request.attributes.Policy : written(request);
    if (policy === undefined) return nothing;
    if (!readPolicy(policy).readable) return ask(POLICY_UNREADABLE);
    return { violations: violations(topicArn, policy), suspicions: [] };
  },

  async assess({ topicArn }, live) {
    const sns = await live.client("sns");
    const { Attributes } = await sns.GetTopicAttributes({ TopicArn: topicArn });
    return violations(topicArn, Attributes?.Policy);
  },

  response: {
    calls: ["sns:GetTopicAttributes", "sns:SetTopicAttributes", "sns:ListTagsForResource"],
    async inspect({ evidence: { name: topicArn, offence } }, { live, now }) {
      const sns = await live.client("sns");
      const { Attributes } = await sns.GetTopicAttributes({ TopicArn: topicArn });
      return inspectPolicy({
        policy: Attributes?.Policy,
        fingerprint: offence,
        what: `topic ${topicArn.split(":").at(-1)}`,
        put: (AttributeValue) => ({
          service: "sns",
          operation: "SetTopicAttributes",
          input: { TopicArn: topicArn, AttributeName: "Policy", AttributeValue },
        }),
        empty: { keep: owners(topicArn) },
        now,
      });
    },
    async tags({ arn }, live) {
      const sns = await live.client("sns");
      const { Tags = [] } = await sns.ListTagsForResource({ ResourceArn: arn });
      return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["sns:ListTopics", "sns:GetTopicAttributes"],
    async *resources({ live }) {
      const sns = await live.client("sns");
      yield* lookThrough(await sns.ListTopics({}), async ({ TopicArn = "" }) => {
        const { Attributes } = await sns.GetTopicAttributes({ TopicArn });
        return { resource: TopicArn, violations: violations(TopicArn, Attributes?.Policy) };
      });
    },
  },

  attacks: topicAttacks,
});

function written({ attributeName, attributeValue }: z.infer<typeof Request>): unknown {
  return attributeName === "Policy" ? (attributeValue ?? "{") : undefined;
}

/** A topic in a shared account belongs to the account that its ARN names. */
function violations(topicArn: string, policy: unknown): Violation<PolicyEvidence>[] {
  const [, account, name = ""] = ARN.exec(topicArn) ?? [];
  const resource: Resource = { arn: topicArn, type: "AWS::SNS::Topic", id: name };
  const about = { resource, name: topicArn, what: `topic ${name}`, severity: "high" as const };
  return policyViolation(about, policy).map((found) => ({ ...found, account }));
}

/**
 * AWS's own default, which stands for the owner's account alone: a topic must have a policy.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function owners(topicArn: string): JsonObject {
  return {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: OWNERS.map((action) => `SNS:${action}`),
    Resource: topicArn,
    Condition: { StringEquals: { "AWS:SourceOwner": topicArn.split(":")[4] ?? "" } },
  };
}
