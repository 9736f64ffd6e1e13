import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing } from "../define.ts";
import { type FunctionPart, functionOf, tagsOf } from "./function.ts";
import { urlAttacks } from "./function-attacks.ts";

const Evidence = z.object({ name: z.string(), qualifier: z.string().optional() });
type Evidence = z.infer<typeof Evidence>;

const text = z.string().optional().catch(undefined);
const Told = z.object({ functionName: text, qualifier: text, authType: text, functionArn: text });

export default defineDetection({
  id: "lambda-url-open",
  title: "Lambda function with an address that asks nobody who they are",
  severity: "high",
  why: "The function answers whoever finds its address, with its role's rights: what it checks by itself is all that stands between its data and everyone.",
  triage: [
    "See what the function does with a request, and what its role may do.",
    "Look at its log and its UrlRequestCount metric for requests that none of yours made.",
    "A website or a webhook can keep its address behind CloudFront, with AWS_IAM and an origin access control.",
  ],
  falsePositives: [
    "A webhook that checks signatures by itself, or a page that is meant for everyone: exempt it.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1190"] }],
  notes: [
    "Strangers get in only with a permission for everyone beside, which the console adds by itself: lambda-permission-public finds that. It lets nobody in any more once the address asks who is calling.",
    "No record of these calls was seen: the fields are those of the API.",
  ],
  events: [{ source: "lambda.amazonaws.com", names: ["CreateFunctionUrlConfig", "UpdateFunctionUrlConfig"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const [asked, answered] = [record.requestParameters, record.responseElements].map((content) =>
      Told.parse(content ?? {}),
    );
    if (failed(record) || asked?.authType !== "NONE") return nothing;
    const part = functionOf(asked.functionName ?? answered?.functionArn, asked.qualifier, place);
    return part ? { violations: [violation(part)], suspicions: [] } : nothing;
  },

  response: {
    calls: ["lambda:GetFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig", "lambda:ListTags"],
    async inspect({ resource: { id }, evidence: { name, qualifier } }, { live }) {
      const of = { FunctionName: name, ...(qualifier !== undefined && { Qualifier: qualifier }) };
      const { AuthType = "AWS_IAM" } = await (await live.client("lambda")).GetFunctionUrlConfig(of);
      const state = { authType: AuthType };
      if (AuthType !== "NONE") return { state };
      return {
        state,
        plan: {
          version: 1,
          steps: [url(of, "AWS_IAM", `let the address of function ${id} ask for a signature of AWS's`)],
          undo: [{ ...url(of, "NONE", `let everyone use the address of function ${id} again`), undoes: 0 }],
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["lambda:ListFunctions", "lambda:ListFunctionUrlConfigs"],
    async *resources({ live, ...place }) {
      const lambda = await live.client("lambda");
      for (const { FunctionName = "" } of await lambda.ListFunctions({})) {
        for (const { FunctionArn, AuthType } of await lambda.ListFunctionUrlConfigs({ FunctionName })) {
          const part = functionOf(FunctionArn, undefined, place);
          if (!part) continue;
          yield { resource: part.resource.arn, violations: AuthType === "NONE" ? [violation(part)] : [] };
        }
      }
    },
  },

  attacks: urlAttacks,
});

function violation({ resource, name, qualifier }: FunctionPart): Violation<Evidence> {
  return {
    resource,
    fingerprint: "open-url",
    summary: `the address of function ${resource.id} asks nobody who they are`,
    severity: "high",
    evidence: { name, qualifier },
  };
}

/** What is left out (CORS, how it answers) stays as it is. */
function url(of: { FunctionName: string; Qualifier?: string }, AuthType: string, does: string): Step {
  return { service: "lambda", operation: "UpdateFunctionUrlConfig", input: { ...of, AuthType }, does };
}
