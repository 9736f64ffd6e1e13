import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import { EventText } from "../../../text/event-text.tsx";

interface CommandListProps {
  title: string;
  commands: readonly string[];
  /** What can't be brought back. */
  lost?: readonly string[] | undefined;
}

/** AWS CLI commands that do what Snapback would do, in their order. */
export function CommandList({ title, commands, lost }: CommandListProps) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">{title}</Box>
      {commands.map((command, index) => (
        <CodeBlock key={command} label={`${title}, command ${index + 1}`} text={command} />
      ))}
      {lost !== undefined && lost.length > 0 && (
        <Box color="text-body-secondary">
          What it can't bring back: <EventText text={lost.join("; ")} limit={1000} />
        </Box>
      )}
    </SpaceBetween>
  );
}
