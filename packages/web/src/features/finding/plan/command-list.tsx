import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import { EventText } from "../../../text/event-text.tsx";
import styles from "./command-list.module.css";
import type { Command } from "./commands.ts";
import { StepStatus } from "./step-status.tsx";

interface CommandListProps {
  title: string;
  /** What has to be said of all of them. */
  about?: string | undefined;
  commands: readonly Command[];
  /** What can't be brought back. */
  lost?: readonly string[] | undefined;
}

/** AWS CLI commands that do what Snapback does, in their order, each to copy and all at once. */
export function CommandList({ title, about, commands, lost }: CommandListProps) {
  const numbered = commands.map((command, index) => ({ ...command, number: index + 1 }));
  return (
    <SpaceBetween size="s">
      <div className={styles.title}>
        <Box variant="h3">{title}</Box>
        {commands.length > 1 && <CopyAll title={title} commands={commands} />}
      </div>
      {about !== undefined && <Box color="text-body-secondary">{about}</Box>}
      {numbered.map(({ number, does, command, outcome }) => (
        <SpaceBetween key={number} size="xxs">
          {does !== undefined && (
            <div>
              {number}. <EventText text={does} limit={300} />
            </div>
          )}
          <CodeBlock label={`${title}: command ${number}`} text={command} />
          {outcome && <StepStatus outcome={outcome} />}
        </SpaceBetween>
      ))}
      {lost !== undefined && lost.length > 0 && (
        <Box color="text-body-secondary">
          What can't be brought back: <EventText text={lost.join("; ")} limit={1000} />
        </Box>
      )}
    </SpaceBetween>
  );
}

function CopyAll({ title, commands }: { title: string; commands: readonly Command[] }) {
  return (
    <CopyToClipboard
      variant="button"
      copyButtonText="Copy all"
      copyButtonAriaLabel={`Copy all: ${title}`}
      textToCopy={commands.map(({ command }) => command).join("\n")}
      copySuccessText="Copied"
      copyErrorText="The browser did not allow to copy"
      popoverRenderWithPortal
    />
  );
}
