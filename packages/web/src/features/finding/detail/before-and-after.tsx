import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import { JsonBlock } from "../../../text/json-block.tsx";
import type { Attempt } from "../finding-types.ts";
import { compareRules, ingressRules } from "./ingress-rules.ts";
import { RuleTable } from "./rule-table.tsx";

/** The resource as it was found and as it was left. */
export function BeforeAndAfter({ attempt }: { attempt: Attempt }) {
  const { before, after, finishedAt } = attempt;
  const rulesBefore = ingressRules(before);
  const rulesAfter = after && ingressRules(after);
  if (rulesBefore && rulesAfter) {
    const compared = compareRules(rulesBefore, rulesAfter);
    return (
      <ColumnLayout columns={2} minColumnWidth={320}>
        <RuleTable title="Before" rules={compared.before} />
        <RuleTable title="After" rules={compared.after} />
      </ColumnLayout>
    );
  }
  return (
    <ColumnLayout columns={2} minColumnWidth={320}>
      {rulesBefore ? (
        <RuleTable title="Before" rules={compareRules(rulesBefore, rulesBefore).before} />
      ) : (
        <div>
          <Box variant="h3">Before</Box>
          <JsonBlock label="state before" value={before} />
        </div>
      )}
      <div>
        <Box variant="h3">After</Box>
        {after ? (
          <JsonBlock label="state after" value={after} />
        ) : (
          <Box color="text-body-secondary">
            {finishedAt === undefined
              ? "Snapback has not looked again yet."
              : "This try did not get to a safe state, so there is nothing to show."}
          </Box>
        )}
      </div>
    </ColumnLayout>
  );
}
