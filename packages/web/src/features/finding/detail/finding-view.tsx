import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EventText } from "../../../text/event-text.tsx";
import { Decisions } from "../decide/decisions.tsx";
import { ProposalPanel } from "../decide/proposal-panel.tsx";
import { RefusalPanel } from "../decide/refusal-panel.tsx";
import { UndoByPerson } from "../decide/undo-by-person.tsx";
import type { FindingDetail } from "../finding-types.ts";
import { SeverityBadge } from "../severity-badge.tsx";
import { StateIndicator } from "../state-indicator.tsx";
import { ActivityTimeline } from "./activity-timeline.tsx";
import { Attempts } from "./attempts.tsx";
import { DetectionAdvice } from "./detection-advice.tsx";
import { KeyFacts } from "./key-facts.tsx";
import { Notices } from "./notices.tsx";
import { RawRecords } from "./raw-records.tsx";

const twoColumns = [{ colspan: { default: 12, m: 8 } }, { colspan: { default: 12, m: 4 } }];

export function FindingView({ detail }: { detail: FindingDetail }) {
  const { finding, attempts, activity, occurrences, detection, proposal, undo } = detail;
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Header variant="h1" description={finding.title} actions={<Decisions detail={detail} />}>
            <EventText text={finding.summary} limit={200} />
          </Header>
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <SeverityBadge severity={finding.severity} />
            <StateIndicator finding={finding} />
          </SpaceBetween>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Notices finding={finding} />
        {finding.refusal && <RefusalPanel refusal={finding.refusal} detail={detail} />}
        <Container header={<Header variant="h2">Key facts</Header>}>
          <KeyFacts finding={finding} />
        </Container>
        <Grid gridDefinition={twoColumns}>
          <SpaceBetween size="l">
            {undo?.byPerson && <UndoByPerson undo={undo} />}
            {proposal && <ProposalPanel proposal={proposal} />}
            <Attempts finding={finding} attempts={attempts} />
            <RawRecords findingId={finding.id} occurrences={occurrences} />
          </SpaceBetween>
          <SpaceBetween size="l">
            <ActivityTimeline activity={activity} />
            {detection && <DetectionAdvice detection={detection} />}
          </SpaceBetween>
        </Grid>
      </SpaceBetween>
    </ContentLayout>
  );
}
