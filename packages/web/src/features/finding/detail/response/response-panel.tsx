import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EventText } from "../../../../text/event-text.tsx";
import { formatTime } from "../../../../time/format.ts";
import type { Attempt, FindingDetail } from "../../finding-types.ts";
import { BeforeAndAfter } from "../state/before-and-after.tsx";
import { AttemptPlan } from "./attempt-plan.tsx";
import { AttemptStatus } from "./attempt-status.tsx";
import { withoutAttempt } from "./without-attempt.ts";

function whenPlanned({ plannedAt, finishedAt }: Attempt): string {
  const finished = finishedAt === undefined ? "" : `, finished ${formatTime(finishedAt)}`;
  return `Planned ${formatTime(plannedAt)}${finished}`;
}

function Outcome({ attempt }: { attempt: Attempt }) {
  return (
    <Box>
      <AttemptStatus attempt={attempt} />
      {attempt.approvedBy && (
        <Box color="text-body-secondary">
          Approved by <EventText text={attempt.approvedBy.name} limit={100} />
        </Box>
      )}
    </Box>
  );
}

/** What Snapback did about it: the latest try, with earlier ones folded away. */
export function ResponsePanel({ detail: { finding, attempts, undo } }: { detail: FindingDetail }) {
  const latest = attempts.at(-1);
  const earlier = attempts.slice(0, -1).toReversed();
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" {...(latest && { description: whenPlanned(latest) })}>
            Response
          </Header>
        }
      >
        {latest ? (
          <SpaceBetween size="m">
            <Outcome attempt={latest} />
            {/* An undo that is left to a person stands apart, with all that it takes. */}
            <AttemptPlan attempt={latest} undo={!undo?.byPerson} />
          </SpaceBetween>
        ) : (
          <Box color="text-body-secondary">{withoutAttempt(finding)}</Box>
        )}
      </Container>
      {earlier.map((attempt) => (
        <ExpandableSection
          key={attempt.id}
          variant="container"
          headerText="Earlier response"
          headerDescription={whenPlanned(attempt)}
        >
          <SpaceBetween size="m">
            <Outcome attempt={attempt} />
            {attempt.after && <BeforeAndAfter before={attempt.before} after={attempt.after} />}
            <AttemptPlan attempt={attempt} />
          </SpaceBetween>
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}
