import {
  AccessAnalyzerClient,
  type AccessAnalyzerClientConfig,
  type AnalyzerSummary,
  type ArchiveRuleSummary,
  CreateAnalyzerCommand,
  DeleteAnalyzerCommand,
  paginateListAnalyzers,
  paginateListArchiveRules,
} from "@aws-sdk/client-accessanalyzer";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The IAM Access Analyzer operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createAccessAnalyzer(config: AccessAnalyzerClientConfig) {
  const client = new AccessAnalyzerClient(config);
  return {
    ListAnalyzers: call(operations.ListAnalyzers, async (input) => {
      const analyzers: AnalyzerSummary[] = [];
      for await (const page of paginateListAnalyzers({ client }, input))
        analyzers.push(...(page.analyzers ?? []));
      return analyzers;
    }),
    ListArchiveRules: call(operations.ListArchiveRules, async (input) => {
      const rules: ArchiveRuleSummary[] = [];
      for await (const page of paginateListArchiveRules({ client }, input))
        rules.push(...(page.archiveRules ?? []));
      return rules;
    }),
    CreateAnalyzer: call(operations.CreateAnalyzer, (input) => client.send(new CreateAnalyzerCommand(input))),
    DeleteAnalyzer: call(operations.DeleteAnalyzer, (input) => client.send(new DeleteAnalyzerCommand(input))),
  };
}
