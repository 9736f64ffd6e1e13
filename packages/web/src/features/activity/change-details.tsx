import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { JsonBlock } from "../../text/json-block.tsx";
import type { Entry } from "./activity-request.ts";

/** What was changed, before and after. Made only once somebody looks. */
export function ChangeDetails({ before, after }: Pick<Entry, "before" | "after">) {
  if (before === undefined && after === undefined) return null;
  return (
    <ExpandableSection headerText="What changed" variant="inline">
      <SpaceBetween size="xs">
        {before !== undefined && <JsonBlock label="before" value={before} />}
        {after !== undefined && <JsonBlock label="after" value={after} />}
      </SpaceBetween>
    </ExpandableSection>
  );
}
