import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextContent from "@cloudscape-design/components/text-content";
import { PageLink } from "../../../../app/navigation/page-link.tsx";
import type { Detection } from "../../finding-types.ts";

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <Box variant="h3">{title}</Box>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

/** What Snapback's catalogue says of this kind of finding. */
export function DetectionAdvice({ detection }: { detection: Detection }) {
  const { id, why, triage, falsePositives, byHand, notes, references } = detection;
  return (
    <ExpandableSection headerText="Why it matters, and what to do">
      <SpaceBetween size="s">
        <TextContent>
          <p>{why}</p>
          <List title="What to do" items={triage} />
          <List title="What only a person can do" items={byHand} />
          <List title="When it may be right" items={falsePositives} />
          <List title="What is not known" items={notes} />
          <List
            title="References"
            items={references.map(
              ({ framework, version, ids }) => `${framework} ${version}: ${ids.join(", ")}`,
            )}
          />
        </TextContent>
        <PageLink href={`/detections/${encodeURIComponent(id)}`}>All about this detection</PageLink>
      </SpaceBetween>
    </ExpandableSection>
  );
}
