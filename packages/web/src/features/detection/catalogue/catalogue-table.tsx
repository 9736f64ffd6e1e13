import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { useNarrow } from "../../../layout/use-narrow.ts";
import { useMay } from "../../person/use-may.ts";
import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionSummary } from "../detection-request.ts";
import { ModeChange } from "../mode/mode-change.tsx";
import { type CatalogueQuery, filterCatalogue, listed, parseCatalogueQuery } from "./catalogue.ts";
import { type ChangeMode, narrowColumns, wideColumns } from "./catalogue-columns.tsx";
import { CatalogueFilters } from "./catalogue-filters.tsx";
import { parseSort, sortCatalogue, sortName } from "./sort.ts";

interface CatalogueTableProps {
  detections: readonly DetectionSummary[];
  settings: Settings | undefined;
  query: CatalogueQuery;
  onQuery: (query: CatalogueQuery) => void;
}

/** All detections, with what each may do and has found. */
export function CatalogueTable({ detections, settings, query, onQuery }: CatalogueTableProps) {
  const narrow = useNarrow();
  const isAdmin = useMay("admin");
  const [changed, setChanged] = useState<string>();
  const changeMode: ChangeMode = ({ id, responds }) =>
    isAdmin && responds && settings ? () => setChanged(id) : undefined;
  const columns = narrow ? narrowColumns(changeMode) : wideColumns(changeMode);
  const { column, descending } = parseSort(query.sort);
  const sorting = columns.find(({ id }) => id === column);
  const fitting = sortCatalogue(filterCatalogue(listed(detections, settings), query), query.sort);
  return (
    <>
      <Table
        variant="full-page"
        stickyHeader
        contentDensity="compact"
        wrapLines
        enableKeyboardNavigation
        trackBy="id"
        items={fitting}
        columnDefinitions={columns}
        {...(sorting && { sortingColumn: sorting })}
        sortingDescending={descending}
        onSortingChange={({ detail }) => {
          const chosen = columns.find(
            ({ sortingComparator }) => sortingComparator === detail.sortingColumn.sortingComparator,
          );
          const sort = sortName({ column: chosen?.id ?? column, descending: detail.isDescending ?? false });
          onQuery(parseCatalogueQuery({ ...query, sort }));
        }}
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
      {changed !== undefined && settings && (
        <ModeChange key={changed} id={changed} settings={settings} onClose={() => setChanged(undefined)} />
      )}
    </>
  );
}
