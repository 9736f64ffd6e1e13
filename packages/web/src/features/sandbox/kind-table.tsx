import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useNarrow } from "../../layout/use-narrow.ts";
import { EventLine } from "../../text/event-text.tsx";
import type { Kind, Resource } from "./account-request.ts";
import { FactList } from "./fact-list.tsx";
import { MarkList } from "./mark-list.tsx";

type Column = TableProps.ColumnDefinition<Resource>;

function Name({ resource: { id, name, own } }: { resource: Resource }) {
  return (
    <>
      <EventLine text={name ?? id} wrap />
      {name !== undefined && name !== id && (
        <Box variant="small" color="text-body-secondary">
          <EventLine text={id} wrap />
        </Box>
      )}
      {own && <Badge>Part of Snapback</Badge>}
    </>
  );
}

const wide: Column[] = [
  {
    id: "name",
    header: "Resource",
    width: 280,
    isRowHeader: true,
    cell: (resource) => <Name resource={resource} />,
  },
  { id: "region", header: "Region", width: 110, cell: ({ region }) => region },
  { id: "facts", header: "What it is", cell: (resource) => <FactList resource={resource} /> },
  { id: "marks", header: "What is wrong", width: 340, cell: ({ marks }) => <MarkList marks={marks} /> },
];

const narrow: Column[] = [
  {
    id: "name",
    header: "Resource",
    isRowHeader: true,
    cell: (resource) => (
      <>
        <Name resource={resource} />
        <MarkList marks={resource.marks} />
        <FactList resource={resource} />
      </>
    ),
  },
];

interface KindTableProps {
  title: string;
  kind: Kind;
  onMore: () => void;
}

/** The resources of a kind: the first ones, and how many there are. */
export function KindTable({ title, kind: { total, resources }, onMore }: KindTableProps) {
  const columns = useNarrow() ? narrow : wide;
  const rest = total - resources.length;
  const shown = resources.map((resource) => ({ ...resource, key: `${resource.region} ${resource.id}` }));
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      trackBy="key"
      items={shown}
      columnDefinitions={columns}
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h3" counter={`(${total.toLocaleString("en")})`}>
          {title}
        </Header>
      }
      {...(rest > 0 && {
        footer: (
          <Box textAlign="center">
            <Button variant="inline-link" onClick={onMore}>
              Show more than {resources.length.toLocaleString("en")} of {total.toLocaleString("en")}
            </Button>
          </Box>
        ),
      })}
    />
  );
}
