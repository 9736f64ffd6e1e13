import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { formatDuration } from "../../time/format.ts";
import { Ago } from "../../time/time.tsx";
import type { Overview } from "./overview-request.ts";

type Region = Overview["regions"][number];

const states: Record<Region["state"], { type: StatusIndicatorProps.Type; label: string }> = {
  heard: { type: "success", label: "Events come in" },
  silent: { type: "error", label: "Silent: events stay away" },
  waiting: { type: "pending", label: "Waiting for the first event" },
  unprobed: { type: "warning", label: "Not known: no heartbeat is sent" },
};

const columns: TableProps.ColumnDefinition<Region>[] = [
  { id: "region", header: "Region", cell: ({ region }) => region, isRowHeader: true },
  {
    id: "state",
    header: "Events",
    cell: ({ state }) => <StatusIndicator type={states[state].type}>{states[state].label}</StatusIndicator>,
  },
  {
    id: "last",
    header: "Last event",
    cell: ({ lastEventAt }) => (lastEventAt === undefined ? "–" : <Ago at={lastEventAt} />),
  },
  {
    id: "latency",
    header: "From call to event",
    cell: ({ latencyMs }) => (latencyMs === undefined ? "–" : formatDuration(latencyMs)),
  },
  {
    id: "finding",
    header: "Last finding",
    cell: ({ lastFindingAt }) => (lastFindingAt === undefined ? "None yet" : <Ago at={lastFindingAt} />),
  },
];

/** Whether the events of each watched region come in: a silence that nobody sees is the best cover. */
export function RegionsPanel({ regions }: Pick<Overview, "regions">) {
  return (
    <Table
      header={
        <Header
          variant="h2"
          description="Snapback makes a harmless call in each region and sees whether its event comes in"
        >
          Watched regions
        </Header>
      }
      items={regions}
      trackBy="region"
      ariaLabels={{ tableLabel: "Watched regions" }}
      columnDefinitions={columns}
    />
  );
}
