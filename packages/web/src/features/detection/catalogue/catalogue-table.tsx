import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { PageLink } from "../../../app/navigation/page-link.tsx";
import { useNarrow } from "../../../layout/use-narrow.ts";
import { Ago } from "../../../time/time.tsx";
import { severityOptions } from "../../finding/finding-severity.ts";
import { SeverityBadge } from "../../finding/severity-badge.tsx";
import { CountLink } from "../../overview/count-link.tsx";
import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionSummary } from "../detection-request.ts";
import { ModeIndicator } from "../mode/mode-indicator.tsx";
import { modeOrder } from "../mode/mode-words.ts";
import { type CatalogueQuery, filterCatalogue, type Listed, listed } from "./catalogue.ts";
import { CatalogueFilters } from "./catalogue-filters.tsx";

type Column = TableProps.ColumnDefinition<Listed>;

const severityRank = ({ severity }: Listed) => severityOptions.indexOf(severity);
const modeRank = ({ mode }: Listed) => modeOrder.findIndex((each) => each === mode);

const title: Column = {
  id: "title",
  header: "Detection",
  isRowHeader: true,
  sortingComparator: (a, b) => a.title.localeCompare(b.title, "en"),
  cell: (detection) => (
    <>
      <PageLink href={`/detections/${encodeURIComponent(detection.id)}`}>{detection.title}</PageLink>
      <Box variant="small" color="text-body-secondary" display="block">
        {detection.id}
      </Box>
    </>
  ),
};

function ModeCell({ mode, accounts }: Listed) {
  const others = Object.keys(accounts).length;
  return (
    <>
      {mode ? <ModeIndicator mode={mode} /> : "–"}
      {others > 0 && (
        <Box variant="small" color="text-body-secondary" display="block">
          {others === 1 ? "another in 1 account" : `others in ${others} accounts`}
        </Box>
      )}
    </>
  );
}

const wide: Column[] = [
  {
    id: "severity",
    header: "Severity",
    sortingComparator: (a, b) => severityRank(a) - severityRank(b),
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  title,
  { id: "service", header: "Service", sortingField: "service", cell: ({ service }) => service },
  {
    id: "mode",
    header: "Mode",
    sortingComparator: (a, b) => modeRank(a) - modeRank(b),
    cell: ModeCell,
  },
  {
    id: "does",
    header: "Does",
    cell: ({ responds, sweeps }) =>
      ["reports", responds && "puts right", sweeps && "sweeps"].filter(Boolean).join(", "),
  },
  {
    id: "standing",
    header: "Open now",
    sortingComparator: (a, b) => a.findings.standing.count - b.findings.standing.count,
    cell: ({ findings, title: of }) => <CountLink count={findings.standing} of={`open now: ${of}`} />,
  },
  {
    id: "total",
    header: "In all",
    sortingComparator: (a, b) => a.findings.total.count - b.findings.total.count,
    cell: ({ findings, title: of }) => <CountLink count={findings.total} of={`in all: ${of}`} />,
  },
  {
    id: "seen",
    header: "Last seen",
    sortingComparator: (a, b) => (a.findings.lastSeenAt ?? "").localeCompare(b.findings.lastSeenAt ?? ""),
    cell: ({ findings: { lastSeenAt } }) => (lastSeenAt === undefined ? "Never" : <Ago at={lastSeenAt} />),
  },
];

const narrowColumns: Column[] = [
  {
    ...title,
    cell: (detection) => (
      <SpaceBetween size="xxs">
        {title.cell(detection)}
        <SpaceBetween direction="horizontal" size="xs">
          <SeverityBadge severity={detection.severity} />
          <ModeCell {...detection} />
        </SpaceBetween>
        <Box variant="small">
          <CountLink count={detection.findings.standing} of={`open now: ${detection.title}`} /> open now,{" "}
          <CountLink count={detection.findings.total} of={`in all: ${detection.title}`} /> in all
        </Box>
      </SpaceBetween>
    ),
  },
];

interface CatalogueTableProps {
  detections: readonly DetectionSummary[];
  settings: Settings | undefined;
  query: CatalogueQuery;
  onQuery: (query: CatalogueQuery) => void;
}

/** All detections, with what each may do and has found. */
export function CatalogueTable({ detections, settings, query, onQuery }: CatalogueTableProps) {
  const narrow = useNarrow();
  const columns = narrow ? narrowColumns : wide;
  const [sorting, setSorting] = useState<TableProps.SortingState<Listed>>({
    sortingColumn: wide[0] ?? title,
  });
  const { sortingColumn, isDescending = false } = sorting;
  const compare = sortingColumn.sortingComparator ?? ((a, b) => a.service.localeCompare(b.service, "en"));
  const fitting = filterCatalogue(listed(detections, settings), query).toSorted(
    (a, b) => (isDescending ? -1 : 1) * compare(a, b),
  );
  return (
    <Table
      variant="full-page"
      stickyHeader
      contentDensity="compact"
      wrapLines
      enableKeyboardNavigation
      trackBy="id"
      items={fitting}
      columnDefinitions={columns}
      sortingColumn={sortingColumn}
      sortingDescending={isDescending}
      onSortingChange={({ detail }) => setSorting(detail)}
      header={
        <Header variant="awsui-h1-sticky" counter={`(${fitting.length})`}>
          Detections
        </Header>
      }
      filter={
        <CatalogueFilters query={query} detections={detections} count={fitting.length} onQuery={onQuery} />
      }
      empty={
        <SpaceBetween size="s">
          <Box variant="h2" fontSize="heading-s">
            No detection matches
          </Box>
          <Button onClick={() => onQuery({})}>Clear filters</Button>
        </SpaceBetween>
      }
      ariaLabels={{ tableLabel: "Detections" }}
    />
  );
}
