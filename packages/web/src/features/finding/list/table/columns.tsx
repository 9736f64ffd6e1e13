import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { EventLine } from "../../../../text/event-text.tsx";
import { Ago, Time } from "../../../../time/time.tsx";
import { FindingLink } from "../../finding-link.tsx";
import type { Finding } from "../../finding-types.ts";
import { SeverityBadge } from "../../severity-badge.tsx";
import { StateIndicator } from "../../state-indicator.tsx";
import { StoodOpen } from "../../stood-open.tsx";
import styles from "./columns.module.css";

type Column = TableProps.ColumnDefinition<Finding> & { id: string; header: string };

type Arrived = (finding: Finding) => boolean;

/** Two lines: what it is, and the smaller print below. */
function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <>
      <EventLine text={first} />
      <Box variant="small" color="text-body-secondary">
        <EventLine text={second} />
      </Box>
    </>
  );
}

function Summary({ finding, arrived }: { finding: Finding; arrived: boolean }) {
  return (
    <>
      <div className={styles.summary}>
        <FindingLink id={finding.id}>
          <EventLine text={finding.summary} wrap />
        </FindingLink>
        {arrived && (
          <span className={styles.arrival}>
            <Badge color="blue">New</Badge>
          </span>
        )}
      </div>
      <Box variant="small" color="text-body-secondary">
        <EventLine text={finding.title} />
      </Box>
    </>
  );
}

/** All columns that there are. `sortingField` is the API's name of the order. */
export function columnsOf(arrived: Arrived): Column[] {
  return [
    {
      id: "severity",
      header: "Severity",
      width: 100,
      sortingField: "severity",
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "finding",
      header: "Finding",
      width: 290,
      isRowHeader: true,
      cell: (finding) => <Summary finding={finding} arrived={arrived(finding)} />,
    },
    {
      id: "state",
      header: "Status",
      width: 165,
      sortingField: "state",
      cell: (finding) => <StateIndicator finding={finding} />,
    },
    {
      id: "resource",
      header: "Resource",
      width: 150,
      sortingField: "resource",
      cell: ({ resource }) => <TwoLines first={resource.id} second={resource.type} />,
    },
    {
      id: "actor",
      header: "Actor",
      width: 110,
      sortingField: "actor",
      cell: ({ latest }) => <TwoLines first={latest.actor.name} second={latest.actor.type} />,
    },
    {
      id: "account",
      header: "Account",
      width: 125,
      sortingField: "account",
      cell: ({ account, region }) => <TwoLines first={account} second={region} />,
    },
    {
      id: "lastSeen",
      header: "Last seen",
      width: 100,
      sortingField: "lastSeen",
      cell: ({ latest }) => <Ago at={latest.eventTime} />,
    },
    {
      id: "duration",
      header: "Stood open",
      width: 110,
      sortingField: "duration",
      cell: (finding) => <StoodOpen finding={finding} />,
    },
    {
      id: "from",
      header: "Source IP",
      width: 140,
      cell: ({ latest }) => <EventLine text={latest.actor.sourceIp ?? "unknown"} />,
    },
    {
      id: "region",
      header: "Region",
      width: 130,
      sortingField: "region",
      cell: ({ region }) => <EventLine text={region} />,
    },
    {
      id: "detection",
      header: "Detection",
      width: 200,
      sortingField: "detection",
      cell: ({ detection }) => <EventLine text={detection} />,
    },
    {
      id: "event",
      header: "Event",
      width: 200,
      cell: ({ latest }) => <TwoLines first={latest.eventName} second={latest.eventSource} />,
    },
    {
      id: "opened",
      header: "Opened",
      width: 190,
      sortingField: "opened",
      cell: ({ opened }) => <Time at={opened.eventTime} />,
    },
    {
      id: "occurrences",
      header: "Calls",
      width: 90,
      cell: ({ occurrences }) => occurrences.toLocaleString("en"),
    },
    { id: "id", header: "Id", width: 260, cell: ({ id }) => id },
  ];
}

/** Everything that matters in one column, for a phone. */
export function narrowColumns(arrived: Arrived): Column[] {
  const cell = (finding: Finding) => (
    <SpaceBetween size="xxs">
      <Summary finding={finding} arrived={arrived(finding)} />
      <SpaceBetween direction="horizontal" size="xs">
        <SeverityBadge severity={finding.severity} />
        <StateIndicator finding={finding} />
      </SpaceBetween>
      <EventLine
        wrap
        text={`${finding.latest.actor.name} from ${finding.latest.actor.sourceIp ?? "unknown"}`}
      />
      <Box variant="small" color="text-body-secondary">
        <Ago at={finding.latest.eventTime} />,{finding.openMs === undefined ? " open for " : " stood open "}
        <StoodOpen finding={finding} />
      </Box>
    </SpaceBetween>
  );
  return [{ id: "finding", header: "Finding", isRowHeader: true, cell }];
}
