import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { CodeBlock } from "../../text/code-block.tsx";
import { EventLines } from "../../text/event-lines.tsx";
import type { AttackRun, Attempted } from "./attack-request.ts";

const outcomes: Record<
  AttackRun["steps"][number]["outcome"],
  { type: StatusIndicatorProps.Type; label: string }
> = {
  done: { type: "success", label: "Made" },
  there: { type: "success", label: "Stands from an earlier run" },
  failed: { type: "error", label: "Refused" },
  "not-tried": { type: "stopped", label: "Not made" },
};

/** The calls of a run as they were sent, with what became of each. */
export function RunCalls({ attempted: { run, refused } }: { attempted: Attempted }) {
  const steps = run.steps.map((step, index) => ({ ...step, number: index + 1 }));
  return (
    <>
      {refused !== undefined && <EventLines text={refused} />}
      <ExpandableSection
        variant="inline"
        headerText="The calls"
        headerAriaLabel={`The calls of this run of ${run.name}`}
      >
        <SpaceBetween size="s">
          {steps.map(({ number, does, command, outcome }) => (
            <SpaceBetween key={number} size="xxs">
              <StatusIndicator type={outcomes[outcome].type}>
                {outcomes[outcome].label}: {does}
              </StatusIndicator>
              <CodeBlock label={`Call ${number} of ${run.name}`} text={command} />
            </SpaceBetween>
          ))}
        </SpaceBetween>
      </ExpandableSection>
    </>
  );
}
