import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import { EventLine } from "../../../../text/event-text.tsx";
import { Ago, Time } from "../../../../time/time.tsx";
import type { Finding } from "../../finding-types.ts";
import { SeverityBadge } from "../../severity-badge.tsx";
import { StateIndicator } from "../../state-indicator.tsx";
import { StoodOpen } from "../../stood-open.tsx";
import styles from "./columns.module.css";
import { Summary } from "./summary.tsx";

export type Column = TableProps.ColumnDefinition<Finding> & { id: string; header: string };

/** How rows look, and what one says beside what it has of its finding. */
export interface RowLook {
  /** Texts that are too long for one line take two. */
  wrap: boolean;
  /** It has just come in. */
  arrived: (finding: Finding) => boolean;
  /** It is on this page no more, and stands there for as long as somebody is at work on the page. */
  gone: (finding: Finding) => boolean;
}

/** Two lines: what it is, and the smaller print below. */
function TwoLines({ first, second, wrap }: { first: string; second: string; wrap: boolean }) {
  return (
    <>
      <div className={styles.name}>
        <EventLine text={first} wrap={wrap} />
      </div>
      <Box display="block" variant="small" color="text-body-secondary">
        <EventLine text={second} />
      </Box>
    </>
  );
}

/** The status as it was last known, unless nobody knows it any more. */
export function RowState({ finding, gone }: { finding: Finding; gone: boolean }) {
  if (!gone) return <StateIndicator finding={finding} />;
  return (
    <span className={styles.gone}>
      <StatusIndicator type="info" colorOverride="grey">
        Not here any more
      </StatusIndicator>
    </span>
  );
}

/** All columns that there are. `sortingField` is the API's name of the order. */
export function columnsOf({ arrived, gone, wrap }: RowLook): Column[] {
  return [
    {
      id: "severity",
      header: "Severity",
      width: 108,
      sortingField: "severity",
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "finding",
      header: "Finding",
      width: 264,
      isRowHeader: true,
      cell: (finding) => <Summary finding={finding} arrived={arrived(finding)} wrap={wrap} />,
    },
    {
      id: "state",
      header: "Status",
      width: 184,
      sortingField: "state",
      cell: (finding) => <RowState finding={finding} gone={gone(finding)} />,
    },
    {
      id: "resource",
      header: "Resource",
      width: 144,
      sortingField: "resource",
      cell: ({ resource }) => <TwoLines first={resource.id} second={resource.type} wrap={wrap} />,
    },
    {
      id: "actor",
      header: "Actor",
      width: 104,
      sortingField: "actor",
      cell: ({ latest }) => <TwoLines first={latest.actor.name} second={latest.actor.type} wrap={wrap} />,
    },
    {
      id: "account",
      header: "Account",
      width: 136,
      sortingField: "account",
      cell: ({ account, region }) => <TwoLines first={account} second={region} wrap={wrap} />,
    },
    {
      id: "lastSeen",
      header: "Last seen",
      width: 98,
      sortingField: "lastSeen",
      cell: ({ latest }) => <Ago at={latest.eventTime} />,
    },
    {
      id: "duration",
      header: "Stood open",
      width: 98,
      sortingField: "duration",
      cell: (finding) => <StoodOpen finding={finding} />,
    },
    {
      id: "from",
      header: "Source IP",
      width: 140,
      cell: ({ latest }) => <EventLine text={latest.actor.sourceIp ?? "unknown"} wrap={wrap} />,
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
      cell: ({ detection }) => <EventLine text={detection} wrap={wrap} />,
    },
    {
      id: "event",
      header: "Event",
      width: 200,
      cell: ({ latest }) => <TwoLines first={latest.eventName} second={latest.eventSource} wrap={wrap} />,
    },
    {
      id: "opened",
      header: "Opened",
      width: 190,
      sortingField: "opened",
      cell: ({ opened }) => <Time at={opened.eventTime} />,
    },
    {
      id: "safe",
      header: "Safe again",
      width: 190,
      cell: ({ safe }) => (safe ? <Time at={safe.at} /> : "–"),
    },
    {
      id: "occurrences",
      header: "Calls",
      width: 90,
      cell: ({ occurrences }) => occurrences.toLocaleString("en"),
    },
    { id: "id", header: "Id", width: 260, cell: ({ id }) => <EventLine text={id} /> },
  ];
}
