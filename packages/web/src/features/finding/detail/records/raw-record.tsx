import ExpandableSection from "@cloudscape-design/components/expandable-section";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { JsonTextBlock } from "../../../../text/json-block.tsx";
import { clip, visible } from "../../../../text/visible.ts";
import { formatTime } from "../../../../time/format.ts";
import type { Occurrence } from "../../finding-types.ts";
import { record } from "../../record-request.ts";
import type { OpenRecords } from "./use-open-records.ts";

const LONGEST_NAME = 80;

function Content({ findingId, eventId }: { findingId: string; eventId: string }) {
  const { data, isError } = useQuery(record(findingId, eventId));
  if (data) return <JsonTextBlock label="CloudTrail record" text={data.record} />;
  if (isError) return <StatusIndicator type="error">The record could not be loaded.</StatusIndicator>;
  return <StatusIndicator type="loading">Loading</StatusIndicator>;
}

interface RawRecordProps {
  findingId: string;
  occurrence: Occurrence;
  records: OpenRecords;
}

/** A call that showed the violation, as CloudTrail told of it. */
export function RawRecord({ findingId, occurrence, records }: RawRecordProps) {
  const { eventName, eventTime, eventId, actor } = occurrence;
  const section = useRef<HTMLDivElement>(null);
  const asked = records.asked === eventId;
  const { reached } = records;
  useEffect(() => {
    if (!asked) return;
    section.current?.scrollIntoView({ block: "center" });
    section.current?.focus({ preventScroll: true });
    reached();
  }, [asked, reached]);
  const open = records.open.has(eventId);
  const short = (text: string) => visible(clip(text, LONGEST_NAME));
  const from = actor.sourceIp === undefined ? "" : ` from ${short(actor.sourceIp)}`;
  return (
    <div ref={section} tabIndex={-1}>
      <ExpandableSection
        headerText={`${short(eventName)}, ${formatTime(eventTime)}`}
        headerDescription={`${short(actor.name)}${from}, event ${short(eventId)}`}
        expanded={open}
        onChange={({ detail }) => records.toggle(eventId, detail.expanded)}
      >
        {/* A record can have hundreds of kilobytes: it is asked for when somebody wants to see it. */}
        {open && <Content findingId={findingId} eventId={eventId} />}
      </ExpandableSection>
    </div>
  );
}
