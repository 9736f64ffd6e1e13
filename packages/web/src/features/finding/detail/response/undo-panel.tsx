import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../../../text/event-text.tsx";
import { formatTime } from "../../../../time/format.ts";
import { Time } from "../../../../time/time.tsx";
import type { FindingDetail } from "../../finding-types.ts";
import { CommandList } from "../../plan/command-list.tsx";
import { commandsOf } from "../../plan/commands.ts";
import { BeforeAndAfter } from "../state/before-and-after.tsx";

type Undo = NonNullable<FindingDetail["latestUndo"]>;

function UndoStatus({ undo: { after, finishedAt } }: { undo: Undo }) {
  if (finishedAt === undefined) return <StatusIndicator type="in-progress">Under way</StatusIndicator>;
  if (!after) return <StatusIndicator type="error">It did not get through</StatusIndicator>;
  return (
    <StatusIndicator type="success">
      Done <Time at={finishedAt} />
    </StatusIndicator>
  );
}

/** The undo that was last begun: who wanted it and why, and what became of each step. */
export function UndoPanel({ undo }: { undo: Undo }) {
  const { by, reason, startedAt, steps, commands, outcomes, before, after, exemption } = undo;
  return (
    <Container
      header={
        <Header variant="h2" description={`Begun ${formatTime(startedAt)}`}>
          Undo
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Box>
          <UndoStatus undo={undo} />
          <div>
            <EventText text={by.name} limit={100} /> gave as the reason:{" "}
            <EventText text={reason} limit={1000} />
          </div>
          <Box color="text-body-secondary">
            It stands under exemption <EventText text={exemption} limit={100} />.
          </Box>
        </Box>
        {after && <BeforeAndAfter before={before} after={after} />}
        <CommandList title="What it ran" commands={commandsOf(steps, commands, outcomes)} />
      </SpaceBetween>
    </Container>
  );
}
