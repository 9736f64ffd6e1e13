import type { AnalyzerSummary } from "@aws-sdk/client-accessanalyzer";
import * as z from "zod";
import { Analyzer } from "../../aws/accessanalyzer/operations.ts";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { hearsay } from "../../baseline/hearsay.ts";
import { failed } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan, Step } from "../../response/plan.ts";
import { defineDetection, nothing } from "../define.ts";

const Evidence = z.object({ analyzer: z.string() });
const ANALYZER = "analyzer";
const NAME = /^[A-Za-z][\w.-]{0,254}$/;

export default defineDetection({
  id: "accessanalyzer-off",
  title: "IAM Access Analyzer deleted",
  severity: "medium",
  why: "Nobody looks any more at what the region's resources let outsiders do, and what the analyzer had found is deleted with it.",
  triage: [
    "Ask whoever deleted it.",
    "See whether another analyzer of the account or the organization is left.",
  ],
  falsePositives: ["An analyzer of the account that one of the organization replaces: dismiss the finding."],
  notes: [
    "The records were not seen: they are read as the API has it.",
    "Regions without an analyzer are not reported by a sweep: it only remembers those that are there.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.19"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.20"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] },
  ],
  events: [{ source: "access-analyzer.amazonaws.com", names: ["DeleteAnalyzer", "CreateAnalyzer"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, { account, region }) {
    const { analyzerName: name } = record.requestParameters ?? {};
    if (failed(record) || typeof name !== "string" || !NAME.test(name)) return nothing;
    const resource = arn("access-analyzer", region, account, `analyzer/${name}`);
    if (record.eventName === "CreateAnalyzer") {
      const made = Analyzer.safeParse(record.requestParameters).data;
      return made ? { ...nothing, baselines: [{ resource, aspect: ANALYZER, value: { ...made } }] } : nothing;
    }
    const violation = {
      resource: { arn: resource, type: "AWS::AccessAnalyzer::Analyzer", id: name },
      fingerprint: "deleted",
      summary: `Access analyzer ${name} was deleted`,
      severity: "medium" as const,
      evidence: { analyzer: name },
    };
    return { violations: [violation], suspicions: [] };
  },

  response: {
    calls: [
      "accessanalyzer:ListAnalyzers",
      "accessanalyzer:ListArchiveRules",
      "accessanalyzer:CreateAnalyzer",
      "accessanalyzer:DeleteAnalyzer",
    ],
    async inspect({ resource, evidence: { analyzer: name } }, { live, baseline }) {
      const analyzers = await live.client("accessanalyzer");
      const there = (await analyzers.ListAnalyzers({})).find((one) => one.name === name);
      if (there) {
        const value = await whole(there, analyzers);
        const baselines = value ? [{ resource: resource.arn, aspect: ANALYZER, value }] : [];
        return { state: { exists: true, analyzer: value ?? {} }, baselines };
      }
      const before = await baseline(resource.arn, ANALYZER);
      const known = Analyzer.safeParse(before?.value).data;
      const plan = creating(known ?? { analyzerName: name, type: "ACCOUNT" }, known === undefined);
      return { state: { exists: false }, plan: { ...plan, ...hearsay(before) } };
    },
  },

  sweep: {
    calls: ["accessanalyzer:ListAnalyzers", "accessanalyzer:ListArchiveRules"],
    misses: ["deleted"],
    async *resources({ live }) {
      const analyzers = await live.client("accessanalyzer");
      for (const one of await analyzers.ListAnalyzers({})) {
        const value = await whole(one, analyzers);
        if (one.arn === undefined || value === undefined) continue;
        yield {
          resource: one.arn,
          violations: [],
          baselines: [{ resource: one.arn, aspect: ANALYZER, value }],
        };
      }
    },
  },

  attacks: [
    {
      name: "delete-access-analyzer",
      title: "The account's access analyzer is deleted",
      steps: [
        {
          service: "accessanalyzer",
          operation: "CreateAnalyzer",
          input: { analyzerName: "attacked-analyzer", type: "ACCOUNT" },
          does: "make an analyzer",
        },
        {
          service: "accessanalyzer",
          operation: "DeleteAnalyzer",
          input: { analyzerName: "attacked-analyzer" },
          does: "delete it",
        },
      ],
    },
  ],
});

/** An analyzer as CreateAnalyzer takes it; nothing of a kind that is newer than this. */
async function whole(
  { name, type, tags = {}, configuration }: AnalyzerSummary,
  analyzers: Pick<Clients["accessanalyzer"], "ListArchiveRules">,
): Promise<JsonObject | undefined> {
  const rules = await analyzers.ListArchiveRules({ analyzerName: name ?? "" });
  const own = Object.entries(tags).filter(([key]) => !key.startsWith("aws:"));
  const read = Analyzer.safeParse({
    analyzerName: name,
    type,
    ...(rules.length > 0 && { archiveRules: rules }),
    ...(own.length > 0 && { tags: Object.fromEntries(own) }),
    ...(configuration?.unusedAccess && { configuration }),
  });
  return read.success ? { ...read.data } : undefined;
}

function creating(analyzer: z.infer<typeof Analyzer>, guessed: boolean): Plan {
  const { analyzerName } = analyzer;
  const step = (operation: string, input: JsonObject, does: string): Step => ({
    service: "accessanalyzer",
    operation,
    input,
    does,
  });
  return {
    version: 1,
    steps: [step("CreateAnalyzer", { ...analyzer }, `make analyzer ${analyzerName} again`)],
    undo: [
      { ...step("DeleteAnalyzer", { analyzerName }, `delete analyzer ${analyzerName} again`), undoes: 0 },
    ],
    caveats: [
      "what it had found is lost: it finds anew what is still there, and archives it by its rules only",
      ...(guessed ? ["what kind it was is not known: it becomes one for outside access to the account"] : []),
    ],
  };
}
