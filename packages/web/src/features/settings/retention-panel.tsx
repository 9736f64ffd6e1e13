import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { days } from "./handling-panel.tsx";
import type { Installation } from "./installation-request.ts";

type Kept = Installation["kept"][number];

interface RetentionPanelProps {
  kept: readonly Kept[] | undefined;
  isBroken: boolean;
}

const columns: TableProps.ColumnDefinition<Kept>[] = [
  { id: "what", header: "What", cell: ({ what }) => what, isRowHeader: true, minWidth: 180 },
  { id: "long", header: "How long", cell: (one) => <HowLong kept={one} />, minWidth: 140 },
];
const nothing: readonly Kept[] = [];

/** What is kept, and how long. */
export function RetentionPanel({ kept, isBroken }: RetentionPanelProps) {
  return (
    <Table
      header={
        <Header variant="h2" description="What is kept for good is yours to delete, with the installation.">
          Retention
        </Header>
      }
      items={kept ?? nothing}
      loading={kept === undefined && !isBroken}
      loadingText="Loading how long things are kept"
      empty={isBroken ? "Could not be read" : "Nothing is kept."}
      trackBy="what"
      wrapLines
      ariaLabels={{ tableLabel: "What is kept, and how long" }}
      columnDefinitions={columns}
    />
  );
}

function HowLong({ kept: { days: count, until, setting } }: { kept: Kept }) {
  const words = count === undefined ? "For good" : days(count);
  return (
    <>
      <Box>{until === undefined ? words : `Until ${until}`}</Box>
      {setting !== undefined && (
        <Box variant="code" fontSize="body-s" color="text-body-secondary">
          {setting}
        </Box>
      )}
    </>
  );
}
