import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../text/code-block.tsx";
import { CommandList } from "../finding/plan/command-list.tsx";
import type { Attack } from "./attack-request.ts";

/** The calls that an attack is made of, to read and to make by hand. */
export function AttackDetails({ attack: { name, steps, command, available } }: { attack: Attack }) {
  const header = steps.length === 1 ? "One call" : `${steps.length} calls`;
  return (
    <ExpandableSection variant="inline" headerText={header} headerAriaLabel={`${header} of ${name}`}>
      <SpaceBetween size="s">
        <CommandList title="Its calls" commands={steps} />
        {available && (
          <>
            <Box variant="h3">From a terminal</Box>
            <CodeBlock label={`Command that starts ${name}`} text={command} />
          </>
        )}
      </SpaceBetween>
    </ExpandableSection>
  );
}
