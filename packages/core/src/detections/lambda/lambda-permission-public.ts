import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { PolicyDocument } from "../../policy/document.ts";
import { defineDetection, nothing } from "../define.ts";
import { type FunctionPart, functionOf, tagsOf } from "./function.ts";
import { permissionAttacks } from "./function-attacks.ts";
import {
  addedBy,
  inspectStatements,
  NOT_SHOWN,
  openStatements,
  policyIn,
  sidOf,
  toldOf,
} from "./open-statement.ts";

const Part = z.object({ name: z.string(), qualifier: z.string().optional() });
const Evidence = Part.extend({
  statementId: z.string(),
  /** The fingerprint of the statement. */
  offence: z.string(),
});
type Evidence = z.infer<typeof Evidence>;

const Parameters = z.object({
  services: z
    .array(z.string())
    .default([])
    .describe("Service principals (s3.amazonaws.com) that may call functions on behalf of any account"),
});

const text = z.string().optional().catch(undefined);
const Request = z.object({ functionName: text, qualifier: text, statementId: text });

/**
 * Conditions that AddPermission writes, with the members that it takes for them. SourceAccount and PrincipalOrgID are in no
 * statement that lets strangers in.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
const CONDITIONS: ReadonlyMap<string, string> = new Map([
  ["arnlike aws:sourcearn", "SourceArn"],
  ["stringequals lambda:eventsourcetoken", "EventSourceToken"],
  ["stringequals lambda:functionurlauthtype", "FunctionUrlAuthType"],
  ["bool lambda:invokedviafunctionurl", "InvokedViaFunctionUrl"],
]);

export default defineDetection({
  id: "lambda-permission-public",
  title: "Lambda function that anyone may call",
  severity: "high",
  why: "Whoever knows the function's name can run it, from any AWS account, with inputs of their own and with its role's rights. It is a common way to keep a back door.",
  triage: [
    "See what the function does with its input, and what its role may do.",
    "Look at its log and its Invocations metric for calls that none of yours made.",
    "A service that calls it needs SourceAccount, and SourceArn where it can be known: give both.",
  ],
  falsePositives: [
    "A function behind an address that is meant for everyone: exempt it, here and in lambda-url-open.",
    "A service that calls for no account but yours: list it in the parameter `services`.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["2.21"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["Lambda.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1190"] },
  ],
  notes: [
    "A bucket as SourceArn counts as a bound, though a bucket that is deleted can be made by somebody else: AWS's Lambda.1 asks for SourceAccount, too.",
    "A sweep looks at functions' own policies, not at those of their versions and aliases.",
  ],
  events: [{ source: "lambda.amazonaws.com", names: ["AddPermission"] }],
  parameters: Parameters,
  evidence: Evidence,
  question: Part.extend({ account: z.string(), statementId: z.string().optional() }),

  detect(record, place, parameters) {
    const { functionName, qualifier, statementId } = Request.parse(record.requestParameters ?? {});
    const part = functionOf(functionName, qualifier, place);
    if (failed(record) || !part) return nothing;
    const added = addedBy(record);
    if (added) return { violations: violations(part, added, parameters), suspicions: [] };
    const ask = { name: part.name, qualifier: part.qualifier, account: place.account, statementId };
    return { violations: [], suspicions: [{ ask, reason: NOT_SHOWN }] };
  },

  async assess({ name, qualifier, account, statementId }, live, parameters) {
    const part = functionOf(name, qualifier, { account, region: live.region });
    return part ? violations(part, await policyOf(part, live), parameters, statementId) : [];
  },

  response: {
    calls: ["lambda:GetPolicy", "lambda:RemovePermission", "lambda:AddPermission", "lambda:ListTags"],
    async inspect({ resource, evidence: { name, qualifier, offence } }, { live, now }, parameters) {
      const of = { FunctionName: name, ...(qualifier !== undefined && { Qualifier: qualifier }) };
      const document = await policyOf({ name, qualifier }, live);
      return inspectStatements(
        openStatements(document, parameters, now),
        offence,
        `function ${resource.id}`,
        {
          remove: (StatementId) => ({
            service: "lambda",
            operation: "RemovePermission",
            input: { ...of, StatementId },
          }),
          add: (permission) => ({
            service: "lambda",
            operation: "AddPermission",
            input: { ...of, ...permission },
          }),
          conditions: CONDITIONS,
        },
      );
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["lambda:ListFunctions", "lambda:GetPolicy"],
    async *resources({ live, ...place }, parameters) {
      const lambda = await live.client("lambda");
      for (const { FunctionName } of await lambda.ListFunctions({})) {
        const part = functionOf(FunctionName, undefined, place);
        if (!part) continue;
        const found = violations(part, await policyOf(part, live), parameters);
        yield { resource: part.resource.arn, violations: found };
      }
    },
  },

  attacks: permissionAttacks,
});

/** @param statementId of which statement alone, where that is known */
function violations(
  { resource, name, qualifier }: FunctionPart,
  document: PolicyDocument,
  parameters: z.infer<typeof Parameters>,
  statementId?: string,
): Violation<Evidence>[] {
  const found = new Map<string, Violation<Evidence>>();
  for (const open of openStatements(document, parameters)) {
    if (statementId !== undefined && sidOf(open.statement) !== statementId) continue;
    const { fingerprint } = open;
    const evidence = { name, qualifier, statementId: sidOf(open.statement) ?? "", offence: fingerprint };
    found.set(fingerprint, { resource, fingerprint, ...toldOf(open, `function ${resource.id}`), evidence });
  }
  return [...found.values()];
}

async function policyOf(
  { name, qualifier }: Pick<FunctionPart, "name" | "qualifier">,
  live: LiveAccount,
): Promise<PolicyDocument> {
  const lambda = await live.client("lambda");
  return policyIn(lambda.GetPolicy({ FunctionName: name, Qualifier: qualifier }));
}
