import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { EventLine } from "../../../text/event-text.tsx";
import { Ago } from "../../../time/time.tsx";
import type { Finding } from "../finding-types.ts";
import { SeverityBadge } from "../severity-badge.tsx";
import { StateIndicator } from "../state-indicator.tsx";
import { StoodOpen } from "../stood-open.tsx";
import styles from "./finding-columns.module.css";
import { FindingLink } from "./finding-link.tsx";

type Column = TableProps.ColumnDefinition<Finding>;

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

interface SummaryProps {
  finding: Finding;
  arrived: boolean;
  wrap?: boolean;
}

function Summary({ finding, arrived, wrap = false }: SummaryProps) {
  return (
    <>
      <div className={styles.summary}>
        <FindingLink id={finding.id}>
          <EventLine text={finding.summary} wrap={wrap} />
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

export function wideColumns(arrived: (finding: Finding) => boolean): Column[] {
  return [
    {
      id: "severity",
      header: "Severity",
      width: 92,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "finding",
      header: "Finding",
      width: 336,
      isRowHeader: true,
      cell: (finding) => <Summary finding={finding} arrived={arrived(finding)} wrap />,
    },
    { id: "state", header: "State", width: 150, cell: (finding) => <StateIndicator finding={finding} /> },
    {
      id: "resource",
      header: "Resource",
      width: 194,
      cell: ({ resource }) => <TwoLines first={resource.id} second={resource.type} />,
    },
    {
      id: "who",
      header: "Who",
      width: 126,
      cell: ({ latest }) => <TwoLines first={latest.actor.name} second={latest.actor.type} />,
    },
    {
      id: "from",
      header: "From where",
      width: 126,
      cell: ({ latest }) => <EventLine text={latest.actor.sourceIp ?? "unknown"} />,
    },
    {
      id: "place",
      header: "Account",
      width: 134,
      cell: ({ account, region }) => <TwoLines first={account} second={region} />,
    },
    { id: "seen", header: "Last seen", width: 112, cell: ({ latest }) => <Ago at={latest.eventTime} /> },
    { id: "open", header: "Stood open", width: 122, cell: (finding) => <StoodOpen finding={finding} /> },
  ];
}

/** Everything that matters in one column, for a phone. */
export function narrowColumns(arrived: (finding: Finding) => boolean): Column[] {
  const cell = (finding: Finding) => (
    <SpaceBetween size="xxs">
      <Summary finding={finding} arrived={arrived(finding)} wrap />
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
