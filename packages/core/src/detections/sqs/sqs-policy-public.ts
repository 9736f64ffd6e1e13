import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { queueAttacks } from "./queue-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({
  queueUrl: text,
  queueName: text,
  attributes: z.object({ Policy: z.unknown().optional() }).catch({}),
  aWSAccountIds: z.array(z.unknown()).catch([]),
  aWSAccountId: z.array(z.unknown()).catch([]),
});
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const NAME = /^[\w-]{1,80}(\.fifo)?$/;
const ADDED = "the call adds a statement for everyone, and the record does not show the policy";

export default defineDetection({
  id: "sqs-policy-public",
  title: "Queue that anyone may use",
  severity: "high",
  why: "Everyone who knows the queue's name may send messages that your programs act on, or read and delete those that are meant for them.",
  triage: [
    "See which actions are open: SendMessage lets strangers in, ReceiveMessage lets data out.",
    "See whether messages came or went that nobody of yours sent or took: the queue's metrics show numbers.",
    "A topic or a bucket that is to send here needs a condition on aws:SourceArn.",
  ],
  ...publicPolicyWords,
  references: [{ framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] }],
  events: [{ source: "sqs.amazonaws.com", names: ["SetQueueAttributes", "CreateQueue", "AddPermission"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ name: z.string(), account: z.string() }),

  detect(record, place) {
    const request = Request.parse(record.requestParameters ?? {});
    const name = nameOf(record, request);
    if (failed(record) || name === undefined) return nothing;
    const ask = (reason: string) => ({
      violations: [],
      suspicions: [{ ask: { name, account: place.account }, reason }],
    });
    if (record.eventName === "AddPermission")
      return [...request.aWSAccountIds, ...request.aWSAccountId].includes("*") ? ask(ADDED) : nothing;
    const { Policy } = request.attributes;
    if (Policy === undefined || Policy === "") return nothing;
    if (!readPolicy(Policy).readable) return ask(POLICY_UNREADABLE);
    return { violations: violations(name, Policy, place), suspicions: [] };
  },

  async assess({ name, account }, live) {
    const { policy } = await queue(name, live);
    return violations(name, policy, { account, region: live.region });
  },

  response: {
    calls: ["sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:ListQueueTags"],
    // "Up to 60 seconds": https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    settlesWithinMinutes: 2,
    async inspect({ evidence: { name, offence } }, { live, now }) {
      const { url, policy } = await queue(name, live);
      const put = (Policy: string) => ({
        service: "sqs",
        operation: "SetQueueAttributes",
        input: { QueueUrl: url, Attributes: { Policy } },
      });
      return inspectPolicy({
        policy,
        fingerprint: offence,
        what: `queue ${name}`,
        put,
        // An empty policy takes it away.
        empty: { remove: () => put("") },
        now,
      });
    },
    async tags({ id }, live) {
      const sqs = await live.client("sqs");
      const { QueueUrl = "" } = await sqs.GetQueueUrl({ QueueName: id });
      return (await sqs.ListQueueTags({ QueueUrl })).Tags ?? {};
    },
  },

  sweep: {
    calls: ["sqs:ListQueues", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"],
    async *resources({ live, ...place }) {
      const sqs = await live.client("sqs");
      yield* lookThrough(await sqs.ListQueues({}), async (url) => {
        const name = url.split("/").at(-1) ?? "";
        const { policy } = await queue(name, live);
        return { resource: queueOf(name, place).arn, violations: violations(name, policy, place) };
      });
    },
  },

  attacks: queueAttacks,
});

/** The queue's name: a request has its URL, or, of a new one, the name. */
function nameOf(
  { eventName }: CloudTrailRecord,
  { queueUrl, queueName }: z.infer<typeof Request>,
): string | undefined {
  const name = eventName === "CreateQueue" ? queueName : queueUrl?.split("/").at(-1);
  return name !== undefined && NAME.test(name) ? name : undefined;
}

function queueOf(name: string, { account, region }: Place): Resource {
  return { arn: arn("sqs", region, account, name), type: "AWS::SQS::Queue", id: name };
}

function violations(name: string, policy: unknown, place: Place): Violation<PolicyEvidence>[] {
  const about = { resource: queueOf(name, place), name, what: `queue ${name}`, severity: "high" as const };
  return policyViolation(about, policy);
}

async function queue(name: string, live: LiveAccount): Promise<{ url: string; policy: string | undefined }> {
  const sqs = await live.client("sqs");
  const { QueueUrl: url = "" } = await sqs.GetQueueUrl({ QueueName: name });
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ["Policy"] });
  return { url, policy: Attributes?.Policy };
}
