import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { PageLink } from "../../../app/navigation/page-link.tsx";
import { Ago } from "../../../time/time.tsx";
import { SeverityBadge } from "../../finding/severity-badge.tsx";
import { CountLink } from "../../overview/count-link.tsx";
import { serviceName } from "../service-name.ts";
import type { Listed } from "./catalogue.ts";
import { ModeCell } from "./mode-cell.tsx";
import { comparators } from "./sort.ts";

export type Column = TableProps.ColumnDefinition<Listed>;

/** What a mode's button does; `undefined` where there is to be none. */
export type ChangeMode = (detection: Listed) => (() => void) | undefined;

function Title({ id, title }: Listed) {
  return (
    <>
      <PageLink href={`/detections/${encodeURIComponent(id)}`}>{title}</PageLink>
      <Box variant="small" color="text-body-secondary" display="block">
        {id}
      </Box>
    </>
  );
}

/** Beside reporting, which all of them do. */
function does({ responds, sweeps }: Listed): string {
  if (responds) return sweeps ? "Puts right, sweeps" : "Puts right";
  return sweeps ? "Reports, sweeps" : "Reports";
}

export function wideColumns(changeMode: ChangeMode): Column[] {
  const columns: Column[] = [
    {
      id: "severity",
      header: "Severity",
      minWidth: 104,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    { id: "title", header: "Detection", isRowHeader: true, minWidth: 280, cell: Title },
    { id: "service", header: "Service", minWidth: 120, cell: ({ service }) => serviceName(service) },
    {
      id: "mode",
      header: "Mode",
      minWidth: 136,
      cell: (detection) => <ModeCell detection={detection} onChange={changeMode(detection)} />,
    },
    { id: "does", header: "Does", minWidth: 150, cell: does },
    {
      id: "standing",
      header: "Open now",
      minWidth: 104,
      cell: ({ findings, title }) => <CountLink count={findings.standing} of={`open now: ${title}`} />,
    },
    {
      id: "total",
      header: "In all",
      minWidth: 84,
      cell: ({ findings, title }) => <CountLink count={findings.total} of={`in all: ${title}`} />,
    },
    {
      id: "seen",
      header: "Last seen",
      minWidth: 110,
      cell: ({ findings: { lastSeenAt } }) => (lastSeenAt === undefined ? "Never" : <Ago at={lastSeenAt} />),
    },
  ];
  return columns.map(sortable);
}

function sortable(column: Column): Column {
  const sortingComparator = comparators[column.id ?? ""];
  return sortingComparator ? { ...column, sortingComparator } : column;
}

/** Everything that matters in one column, for a phone. */
export function narrowColumns(changeMode: ChangeMode): Column[] {
  const cell = (detection: Listed) => (
    <SpaceBetween size="xxs">
      <Title {...detection} />
      <SpaceBetween direction="horizontal" size="xs">
        <SeverityBadge severity={detection.severity} />
        <ModeCell detection={detection} onChange={changeMode(detection)} />
      </SpaceBetween>
      <Box variant="small">
        <CountLink count={detection.findings.standing} of={`open now: ${detection.title}`} /> open now,{" "}
        <CountLink count={detection.findings.total} of={`in all: ${detection.title}`} /> in all
      </Box>
    </SpaceBetween>
  );
  return [{ id: "title", header: "Detection", isRowHeader: true, cell }];
}
