import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DetectionDetail } from "../detection-request.ts";
import { ReferenceList } from "../reference-list.tsx";
import { TextList } from "./text-list.tsx";

/** Why a detection is there, and what to do about what it finds. */
export function AboutPanel({ detection }: Pick<DetectionDetail, "detection">) {
  const { why, triage, falsePositives, notes, events, references } = detection;
  return (
    <Container header={<Header variant="h2">Why it matters</Header>}>
      <SpaceBetween size="s">
        <Box>{why}</Box>
        <TextList title="What to do" items={triage} />
        <TextList title="When it may be right" items={falsePositives} />
        <TextList title="What is not known" items={notes} />
        <TextList
          title="Events that it listens to"
          items={events.map(({ source, names }) => `${source}: ${names.join(", ")}`)}
        />
        <ReferenceList references={references} />
      </SpaceBetween>
    </Container>
  );
}
