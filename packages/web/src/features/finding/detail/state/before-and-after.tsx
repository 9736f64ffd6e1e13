import ColumnLayout from "@cloudscape-design/components/column-layout";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { JsonBlock } from "../../../../text/json-block.tsx";
import { DifferenceTable } from "./difference-table.tsx";
import { RulePair, rulePairs } from "./rule-pair.tsx";

/** A resource as it was found and as it was left: what has changed of it, and all of it as JSON. */
export function BeforeAndAfter({ before, after }: { before: object; after: object }) {
  const rules = rulePairs(before, after);
  return (
    <SpaceBetween size="s">
      {rules.map((pair) => (
        <RulePair key={pair.direction} {...pair} />
      ))}
      {rules.length === 0 && <DifferenceTable label="Before and after" before={before} after={after} />}
      <ExpandableSection headerText="As JSON">
        <ColumnLayout columns={2} minColumnWidth={260}>
          <JsonBlock label="state before" value={before} />
          <JsonBlock label="state after" value={after} />
        </ColumnLayout>
      </ExpandableSection>
    </SpaceBetween>
  );
}
