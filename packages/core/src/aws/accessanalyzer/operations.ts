import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html

const onAnalyzers = (name: string): Grant => ({
  action: `access-analyzer:${name}`,
  resources: ["arn:${Partition}:access-analyzer:${Region}:${Account}:analyzer/*"],
});
const ofAnalyzer = z.object({ analyzerName: z.string() });

const values = z.array(z.string()).optional();
const Criterion = z.object({ eq: values, neq: values, contains: values, exists: z.boolean().optional() });

export const Analyzer = z.object({
  analyzerName: z.string(),
  type: z.enum(["ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"]),
  archiveRules: z
    .array(z.object({ ruleName: z.string(), filter: z.record(z.string(), Criterion) }))
    .optional(),
  tags: z.record(z.string(), z.string()).optional(),
  configuration: z.object({ unusedAccess: z.object({ unusedAccessAge: z.int().optional() }) }).optional(),
});

export const operations = {
  ListAnalyzers: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "access-analyzer:ListAnalyzers", resources: ["*"] }],
  }),
  ListArchiveRules: operation({
    input: ofAnalyzer,
    changes: false,
    grants: [onAnalyzers("ListArchiveRules")],
  }),
  CreateAnalyzer: operation({
    input: Analyzer,
    changes: true,
    grants: [onAnalyzers("CreateAnalyzer"), onAnalyzers("TagResource")],
  }),
  DeleteAnalyzer: operation({ input: ofAnalyzer, changes: true, grants: [onAnalyzers("DeleteAnalyzer")] }),
};
