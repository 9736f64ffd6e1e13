import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { arn as arnOf } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { defineDetection, nothing } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { tableAttacks } from "./table-attacks.ts";

const text = z.string().optional().catch(undefined);
const Request = z.object({
  resourceArn: text,
  policy: z.unknown().optional(),
  /** Of a table that is made. */
  resourcePolicy: z.unknown().optional(),
});
const Made = z
  .object({ tableDescription: z.object({ tableArn: text }).catch({}) })
  .catch({ tableDescription: {} });
/** A table's ARN; its streams have policies of their own, under it. */
const ARN = /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:(\d{12}):table\/([\w.-]{1,255})(\/stream\/[\dT:.-]{1,40})?$/;

export default defineDetection({
  id: "dynamodb-policy-public",
  title: "Table that anyone may use",
  severity: "high",
  why: "Everyone with an AWS account may read or change what is in the table, without any right in yours.",
  triage: [
    "See which actions are open: Scan and GetItem give data away, PutItem and DeleteItem change it.",
    "Item reads are in CloudTrail only where its data events are logged: see whether yours are.",
    "If it could be written to, restore the table to a time before, beside it, and compare.",
  ],
  ...publicPolicyWords,
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] }],
  notes: ["No record of the call was seen: its shape is that of the API's documentation."],
  events: [{ source: "dynamodb.amazonaws.com", names: ["PutResourcePolicy", "CreateTable"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ arn: z.string() }),

  detect(record) {
    const request = Request.parse(record.requestParameters ?? {});
    const made = record.eventName === "CreateTable";
    const { tableDescription } = Made.parse(record.responseElements ?? {});
    const arn = (made ? tableDescription.tableArn : request.resourceArn) ?? "";
    const policy = made ? request.resourcePolicy : request.policy;
    if (failed(record) || !ARN.test(arn) || (made && policy === undefined)) return nothing;
    if (policy === undefined || !readPolicy(policy).readable)
      return { violations: [], suspicions: [{ ask: { arn }, reason: POLICY_UNREADABLE }] };
    return { violations: violations(arn, policy), suspicions: [] };
  },

  async assess({ arn }, live) {
    return violations(arn, await policyOf(arn, await live.client("dynamodb")));
  },

  response: {
    calls: [
      "dynamodb:GetResourcePolicy",
      "dynamodb:PutResourcePolicy",
      "dynamodb:DeleteResourcePolicy",
      "dynamodb:ListTagsOfResource",
    ],
    // A read may show the policy before: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html
    settlesWithinMinutes: 1,
    async inspect({ evidence: { name: ResourceArn, offence } }, { live, now }) {
      const call = (operation: string, input: JsonObject) => ({
        service: "dynamodb",
        operation,
        input: { ResourceArn, ...input },
      });
      return inspectPolicy({
        policy: await policyOf(ResourceArn, await live.client("dynamodb")),
        fingerprint: offence,
        what: `table ${ARN.exec(ResourceArn)?.[2] ?? ""}`,
        put: (Policy) => call("PutResourcePolicy", { Policy }),
        empty: { remove: () => call("DeleteResourcePolicy", {}) },
        now,
      });
    },
    async tags({ arn }, live) {
      const dynamodb = await live.client("dynamodb");
      // A stream has none of its own.
      const [table = arn] = arn.split("/stream/");
      const { Tags = [] } = await dynamodb.ListTagsOfResource({ ResourceArn: table });
      return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["dynamodb:ListTables", "dynamodb:GetResourcePolicy"],
    async *resources({ live, account, region }) {
      const dynamodb = await live.client("dynamodb");
      yield* lookThrough(await dynamodb.ListTables({}), async (name) => {
        const arn = arnOf("dynamodb", region, account, `table/${name}`);
        return { resource: arn, violations: violations(arn, await policyOf(arn, dynamodb)) };
      });
    },
  },

  attacks: tableAttacks,
});

function violations(arn: string, policy: unknown): Violation<PolicyEvidence>[] {
  const [, account, name = "", stream] = ARN.exec(arn) ?? [];
  const what = stream === undefined ? `table ${name}` : `the stream of table ${name}`;
  const resource: Resource = { arn, type: "AWS::DynamoDB::Table", id: name };
  return policyViolation({ resource, name: arn, what, severity: "high" }, policy).map((found) => ({
    ...found,
    account,
  }));
}

/** "" where it has none. */
async function policyOf(ResourceArn: string, dynamodb: Clients["dynamodb"]): Promise<string> {
  try {
    return (await dynamodb.GetResourcePolicy({ ResourceArn })).Policy ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "PolicyNotFoundException") return "";
    throw error;
  }
}
