import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DetectionDetail } from "../detection-request.ts";
import { TextList } from "./text-list.tsx";

/** What Snapback does about what a detection finds. */
export function DoesPanel({ detail }: { detail: DetectionDetail }) {
  const { response, sweep, detection } = detail;
  const calls = response?.calls ?? [];
  const words = ({ call, withheld }: (typeof calls)[number]) =>
    withheld ? `${call} (left to a person)` : call;
  return (
    <Container header={<Header variant="h2">What Snapback does</Header>}>
      <SpaceBetween size="s">
        <Box>
          {response
            ? "Looks at the resource as it is now, puts right just what is wrong, looks again, and keeps what it takes to undo it."
            : "Reports what it finds, and changes nothing."}
          {response?.settlesWithinMinutes !== undefined &&
            ` AWS may take up to ${response.settlesWithinMinutes} minutes to show it.`}
        </Box>
        <TextList
          title="Calls that change the account"
          items={calls.filter(({ changes, onlyUndo }) => changes && !onlyUndo).map(words)}
        />
        <TextList
          title="Calls that only an undo makes"
          items={calls.filter(({ changes, onlyUndo }) => changes && onlyUndo).map(words)}
        />
        <TextList title="Calls that look" items={calls.filter(({ changes }) => !changes).map(words)} />
        <TextList title="Calls of the sweep, which look at the account as it is" items={sweep?.calls ?? []} />
        <TextList title="What only a person can do" items={detection.byHand} />
      </SpaceBetween>
    </Container>
  );
}
