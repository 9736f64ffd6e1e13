import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { JsonTextBlock } from "../../../text/json-block.tsx";
import { clip, visible } from "../../../text/visible.ts";
import { formatTime } from "../../../time/format.ts";
import type { Occurrence } from "../finding-types.ts";
import { record } from "../record-request.ts";

const SHOWN = 5;
const LONGEST_NAME = 80;

function Content({ findingId, eventId }: { findingId: string; eventId: string }) {
  const { data, isError } = useQuery(record(findingId, eventId));
  if (data) return <JsonTextBlock label="CloudTrail record" text={data.record} />;
  if (isError) return <StatusIndicator type="error">The record could not be loaded.</StatusIndicator>;
  return <StatusIndicator type="loading">Loading</StatusIndicator>;
}

function RawRecord({ findingId, occurrence }: { findingId: string; occurrence: Occurrence }) {
  const [open, setOpen] = useState(false);
  const { eventName, eventTime, eventId, actor } = occurrence;
  const short = (text: string) => visible(clip(text, LONGEST_NAME));
  return (
    <ExpandableSection
      headerText={`${short(eventName)}, ${formatTime(eventTime)}`}
      headerDescription={`${short(actor.name)}, event ${short(eventId)}`}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {/* A record can have hundreds of kilobytes: it is asked for when somebody wants to see it. */}
      {open && <Content findingId={findingId} eventId={eventId} />}
    </ExpandableSection>
  );
}

/** The calls that showed the violation, the latest first, as CloudTrail told of them. */
export function RawRecords({
  findingId,
  occurrences,
}: {
  findingId: string;
  occurrences: readonly Occurrence[];
}) {
  const [whole, setWhole] = useState(false);
  const latestFirst = occurrences.toReversed();
  const shown = whole ? latestFirst : latestFirst.slice(0, SHOWN);
  const hidden = occurrences.length - shown.length;
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${occurrences.length})`}>
          CloudTrail records
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {shown.map((occurrence) => (
          <RawRecord key={occurrence.eventId} findingId={findingId} occurrence={occurrence} />
        ))}
        {hidden > 0 && (
          <Button variant="inline-link" onClick={() => setWhole(true)}>
            Show {hidden} earlier records
          </Button>
        )}
      </SpaceBetween>
    </Container>
  );
}
