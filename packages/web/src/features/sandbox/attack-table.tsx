import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useState } from "react";
import { PageLink } from "../../app/navigation/page-link.tsx";
import { useNarrow } from "../../layout/use-narrow.ts";
import { SeverityBadge } from "../finding/severity-badge.tsx";
import { AttackDetails } from "./attack-details.tsx";
import { type AttackFilter, filterAttacks, isNarrowed, servicesOf } from "./attack-filter.ts";
import { AttackFilters } from "./attack-filters.tsx";
import type { Attack } from "./attack-request.ts";
import type { Run } from "./run.ts";
import { StartButton } from "./start-button.tsx";

const PAGE = 10;

interface AttackTableProps {
  attacks: readonly Attack[];
  runs: readonly Run[];
  filter: AttackFilter;
  onFilter: (filter: AttackFilter) => void;
  onStart: (attack: Attack) => void;
}

/** What the sandbox can be attacked with. */
export function AttackTable({ attacks, runs, filter, onFilter, onStart }: AttackTableProps) {
  const [page, setPage] = useState(1);
  const narrow = useNarrow();
  const fitting = filterAttacks(attacks, filter);
  const pages = Math.max(1, Math.ceil(fitting.length / PAGE));
  const shown = Math.min(page, pages);
  const running = new Set(runs.flatMap((run) => (isRunning(run) ? run.attack.name : [])));
  const counter = isNarrowed(filter) ? `(${fitting.length}/${attacks.length})` : `(${attacks.length})`;
  const start = (attack: Attack) => (
    <StartButton attack={attack} running={running.has(attack.name)} onStart={onStart} />
  );
  const choose = (chosen: AttackFilter) => {
    setPage(1);
    onFilter(chosen);
  };
  return (
    <Table
      contentDensity="compact"
      wrapLines
      trackBy="name"
      items={fitting.slice((shown - 1) * PAGE, shown * PAGE)}
      columnDefinitions={columns(start, narrow)}
      ariaLabels={{ tableLabel: "Attacks" }}
      header={
        <Header variant="h2" counter={counter}>
          Attacks
        </Header>
      }
      filter={<AttackFilters filter={filter} services={servicesOf(attacks)} onChange={choose} />}
      pagination={
        <Pagination
          currentPageIndex={shown}
          pagesCount={pages}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
          ariaLabels={{
            paginationLabel: "Pages of attacks",
            nextPageLabel: "Next page of attacks",
            previousPageLabel: "Previous page of attacks",
            pageLabel: (number) => `Page ${number} of attacks`,
          }}
        />
      }
      empty={
        <SpaceBetween size="s" alignItems="center">
          <Box>No attack fits.</Box>
          <Button onClick={() => choose({})}>Clear the filters</Button>
        </SpaceBetween>
      }
    />
  );
}

function isRunning({ attempted, failure }: Run): boolean {
  return attempted === undefined && failure === undefined;
}

/** On a phone all is in one column. */
function columns(
  start: (attack: Attack) => ReactNode,
  narrow: boolean,
): TableProps.ColumnDefinition<Attack>[] {
  const attackColumn = {
    id: "attack",
    header: "Attack",
    isRowHeader: true,
    cell: (attack: Attack) => <AttackCell attack={attack}>{narrow && start(attack)}</AttackCell>,
  };
  return narrow ? [attackColumn] : [attackColumn, { id: "start", header: "Start", width: 110, cell: start }];
}

function AttackCell({ attack, children }: { attack: Attack; children: ReactNode }) {
  const { name, title, service, detection, available } = attack;
  return (
    <SpaceBetween size="xxs">
      <Box fontWeight="bold">{title}</Box>
      <SpaceBetween direction="horizontal" size="xs">
        <SeverityBadge severity={detection.severity} />
        <Box variant="small" color="text-body-secondary">
          {service} · <Box variant="code">{name}</Box>
        </Box>
      </SpaceBetween>
      <Box variant="small" color="text-body-secondary">
        Found by <PageLink href={`/detections/${detection.id}`}>{detection.title}</PageLink>
      </Box>
      {!available && <StatusIndicator type="stopped">The sandbox can't run it</StatusIndicator>}
      <AttackDetails attack={attack} />
      {children}
    </SpaceBetween>
  );
}
