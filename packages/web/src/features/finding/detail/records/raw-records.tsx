import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Occurrence } from "../../finding-types.ts";
import { RawRecord } from "./raw-record.tsx";
import type { OpenRecords } from "./use-open-records.ts";

const SHOWN = 5;
const MORE = 50;

interface RawRecordsProps {
  findingId: string;
  occurrences: readonly Occurrence[];
  records: OpenRecords;
}

/** The calls that showed the violation, the latest first. */
export function RawRecords({ findingId, occurrences, records }: RawRecordsProps) {
  const [count, setCount] = useState(SHOWN);
  const latestFirst = occurrences.toReversed();
  const shown = latestFirst.filter(({ eventId }, place) => place < count || records.open.has(eventId));
  const hidden = occurrences.length - shown.length;
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${occurrences.length.toLocaleString("en")})`}>
          CloudTrail records
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {shown.map((occurrence) => (
          <RawRecord
            key={occurrence.eventId}
            findingId={findingId}
            occurrence={occurrence}
            records={records}
          />
        ))}
        {hidden > 0 && (
          <Button variant="inline-link" onClick={() => setCount(count + MORE)}>
            Show {Math.min(hidden, MORE)} of {hidden.toLocaleString("en")} earlier records
          </Button>
        )}
      </SpaceBetween>
    </Container>
  );
}
