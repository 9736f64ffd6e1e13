import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { formatTime } from "../../../../time/format.ts";
import type { FindingDetail } from "../../finding-types.ts";
import { BeforeAndAfter } from "./before-and-after.tsx";
import { StateTable } from "./state-table.tsx";

/** The resource as Snapback found it and as it left it, by its latest try; or as it was when Snapback last looked. */
export function StatePanel({ detail: { attempts, proposal } }: { detail: FindingDetail }) {
  const attempt = attempts.at(-1);
  if (attempt && (!proposal || attempt.plannedAt > proposal.madeAt)) {
    const { before, after, finishedAt } = attempt;
    if (after)
      return (
        <Container header={<Header variant="h2">Before and after</Header>}>
          <BeforeAndAfter before={before} after={after} />
        </Container>
      );
    const lacking =
      finishedAt === undefined
        ? "Snapback has not looked again yet."
        : "The last try did not get to a safe state.";
    return <AsFound state={before} at={attempt.plannedAt} lacking={lacking} />;
  }
  if (!proposal) return null;
  return (
    <AsFound
      state={proposal.before}
      at={proposal.madeAt}
      lacking="Nothing has been changed yet: there is no after."
    />
  );
}

function AsFound({ state, at, lacking }: { state: object; at: string; lacking: string }) {
  return (
    <Container
      header={
        <Header variant="h2" description={`When Snapback looked: ${formatTime(at)}`}>
          As it was found
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <StateTable label="As it was found" state={state} />
        <Box color="text-body-secondary">{lacking}</Box>
      </SpaceBetween>
    </Container>
  );
}
