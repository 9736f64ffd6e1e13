import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { JsonBlock } from "../../../text/json-block.tsx";
import { formatTime } from "../../../time/format.ts";
import type { Attempt, Finding } from "../finding-types.ts";
import { BeforeAndAfter } from "./before-and-after.tsx";
import { ResponsePlan } from "./response-plan.tsx";

function withoutAttempt({ state, hold, safe, proposal }: Finding): string {
  if (proposal) return "Nothing has been changed yet: the plan waits for a person.";
  if (safe?.by === "already") return "It was safe already when Snapback looked. Nothing was changed.";
  if (hold !== undefined) return "Snapback holds back here, so nothing was planned or changed.";
  if (state === "failed") return "Snapback could not plan a response. Nothing was changed.";
  return "Nothing has been changed yet. The plan shows here as soon as Snapback has looked at the resource.";
}

function AttemptDetail({ attempt }: { attempt: Attempt }) {
  return (
    <SpaceBetween size="l">
      <BeforeAndAfter attempt={attempt} />
      <ResponsePlan attempt={attempt} />
    </SpaceBetween>
  );
}

function whenPlanned({ plannedAt, finishedAt }: Attempt): string {
  const finished = finishedAt === undefined ? "" : `, finished ${formatTime(finishedAt)}`;
  return `Planned ${formatTime(plannedAt)}${finished}`;
}

/** What Snapback found and what it did about it: the latest try, with earlier ones folded away. */
export function Attempts({ finding, attempts }: { finding: Finding; attempts: readonly Attempt[] }) {
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
          <AttemptDetail attempt={latest} />
        ) : (
          <Box color="text-body-secondary">{withoutAttempt(finding)}</Box>
        )}
      </Container>
      {earlier.map((attempt) => (
        <ExpandableSection
          key={attempt.plannedAt}
          variant="container"
          headerText="Earlier response"
          headerDescription={whenPlanned(attempt)}
        >
          <AttemptDetail attempt={attempt} />
        </ExpandableSection>
      ))}
      <Container header={<Header variant="h2">Evidence</Header>}>
        <JsonBlock label="evidence" value={finding.evidence} />
      </Container>
    </SpaceBetween>
  );
}
