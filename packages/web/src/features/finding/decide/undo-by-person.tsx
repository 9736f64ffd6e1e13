import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { FindingDetail } from "../finding-types.ts";
import { CommandList } from "../plan/command-list.tsx";

/** An undo that gives rights in IAM: not Snapback's to run. */
export function UndoByPerson({ undo }: { undo: NonNullable<FindingDetail["undo"]> }) {
  return (
    <Container header={<Header variant="h2">To undo it</Header>}>
      <SpaceBetween size="s">
        <Box>
          It gives rights in IAM, so it is left to a person: run these with your own rights, in this order.
        </Box>
        <CommandList
          title="It takes"
          commands={undo.commands.map((command) => ({ command }))}
          lost={undo.lost}
        />
      </SpaceBetween>
    </Container>
  );
}
