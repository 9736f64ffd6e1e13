import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import { EventText } from "../../../text/event-text.tsx";
import { Time } from "../../../time/time.tsx";
import type { FindingDetail } from "../finding-types.ts";
import { Caveats } from "../plan/caveats.tsx";
import { CommandList } from "../plan/command-list.tsx";
import { commandsOf } from "../plan/commands.ts";

type Proposal = NonNullable<FindingDetail["proposal"]>;

/** The plan that waits for a person, as it will run. */
export function ProposalPanel({ proposal }: { proposal: Proposal }) {
  const { plan, why, expiresAt, commands, undoCommands, difference } = proposal;
  return (
    <Container header={<Header variant="h2">The plan that waits</Header>}>
      <SpaceBetween size="m">
        <Box>
          <EventText text={why} limit={500} />
          {expiresAt !== undefined && (
            <>
              . It can be approved until <Time at={expiresAt} />.
            </>
          )}
        </Box>
        <Caveats caveats={plan.caveats} />
        <CommandList title="It runs" commands={commandsOf(plan.steps, commands)} />
        <CommandList
          title="Its undo"
          about={plan.undo.length === 0 ? "It has none." : undefined}
          commands={commandsOf(plan.undo, undoCommands)}
          lost={plan.lost}
        />
        {difference && <Difference difference={difference} />}
      </SpaceBetween>
    </Container>
  );
}

function Difference({ difference }: { difference: NonNullable<Proposal["difference"]> }) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">What has changed since the plan that was approved</Box>
      {difference.map(({ was, now, undo }) => (
        <SpaceBetween key={`${was} ${now}`} size="xxs">
          <Box color="text-body-secondary">{undo ? "Of its undo" : "Of the plan"}</Box>
          {was !== undefined && <CodeBlock label="was" text={`- ${was}`} />}
          {now !== undefined && <CodeBlock label="is now" text={`+ ${now}`} />}
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}
