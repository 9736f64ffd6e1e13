import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CodeBlock } from "../../../../text/code-block.tsx";
import { EventLine, EventText } from "../../../../text/event-text.tsx";
import { finding as findingDetail } from "../../finding-request.ts";
import type { Finding } from "../../finding-types.ts";
import { shown } from "../query/options.ts";

interface PlanPreviewProps {
  finding: Finding;
  open: boolean;
}

/** A finding whose plan is to be approved, and what that runs. */
export function PlanPreview({ finding, open }: PlanPreviewProps) {
  const [expanded, setExpanded] = useState(open);
  return (
    <ExpandableSection
      headerText={<EventLine text={finding.summary} wrap />}
      headingTagOverride="h3"
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {expanded && <Plan finding={finding} />}
    </ExpandableSection>
  );
}

function Plan({ finding: { id, summary, proposal } }: { finding: Finding }) {
  const { data, isError } = useQuery({ ...findingDetail(id), refetchInterval: false });
  if (isError) return <StatusIndicator type="error">Its plan could not be loaded.</StatusIndicator>;
  if (!data) return <StatusIndicator type="loading">Loading its plan</StatusIndicator>;
  const { proposal: now } = data;
  if (now === undefined || now.id !== proposal?.id)
    return (
      <StatusIndicator type="warning">
        Its plan is another one by now, and this one will not be run. Look at the finding again.
      </StatusIndicator>
    );
  const numbered = now.commands.map((command, index) => ({ command, number: index + 1 }));
  const { lost = [] } = now.plan;
  return (
    <SpaceBetween size="xs">
      {numbered.map(({ command, number }) => (
        <CodeBlock key={number} label={`command ${number} for: ${shown(summary)}`} text={command} />
      ))}
      {lost.length > 0 && (
        <Box color="text-body-secondary">
          What can't be brought back: <EventText text={lost.join("; ")} limit={1000} />
        </Box>
      )}
    </SpaceBetween>
  );
}
