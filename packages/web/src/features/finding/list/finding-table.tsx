import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import LiveRegion from "@cloudscape-design/components/live-region";
import Table from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNarrow } from "../../../layout/use-narrow.ts";
import { visible } from "../../../text/visible.ts";
import { isFiltered } from "../finding-filter.ts";
import { findingList } from "../finding-list-request.ts";
import type { Detection, Finding, FindingFilter } from "../finding-types.ts";
import { narrowColumns, wideColumns } from "./finding-columns.tsx";
import { FindingFilters } from "./finding-filters.tsx";
import { arrivalKey, mergePages } from "./live-pages.ts";
import { NoFindings, NoMatch } from "./no-findings.tsx";
import { useArrivals } from "./use-arrivals.ts";

interface FindingTableProps {
  filter: FindingFilter;
  detections: readonly Pick<Detection, "id" | "title">[];
  onFilter: (filter: FindingFilter) => void;
}

export function FindingTable({ filter, detections, onFilter }: FindingTableProps) {
  const list = useInfiniteQuery(findingList(filter));
  const pages = list.data?.pages;
  const findings = useMemo(() => pages && mergePages(pages), [pages]);
  const arrivals = useArrivals(JSON.stringify(filter), list.isPlaceholderData ? undefined : findings);
  const arrived = (finding: Finding) => arrivals.has(arrivalKey(finding));
  const narrow = useNarrow();
  const news = findings?.filter(arrived) ?? [];
  const count = findings && `(${findings.length}${list.hasNextPage ? "+" : ""})`;

  return (
    <>
      <Table
        variant="full-page"
        stickyHeader
        resizableColumns={!narrow}
        contentDensity="compact"
        wrapLines
        trackBy="id"
        items={findings ?? []}
        columnDefinitions={narrow ? narrowColumns(arrived) : wideColumns(arrived)}
        loading={!findings}
        loadingText="Loading findings"
        header={
          <Header variant="awsui-h1-sticky" {...(count && { counter: count })}>
            Findings
          </Header>
        }
        filter={<FindingFilters filter={filter} detections={detections} onChange={onFilter} />}
        empty={isFiltered(filter) ? <NoMatch onClear={() => onFilter({})} /> : <NoFindings />}
        ariaLabels={{ tableLabel: "Findings", resizerRoleDescription: "Column width" }}
        getLoadingStatus={() => {
          if (list.isFetchingNextPage) return "loading";
          return list.hasNextPage ? "pending" : "finished";
        }}
        renderLoaderPending={() => (
          <Button variant="inline-link" iconName="add-plus" onClick={() => void list.fetchNextPage()}>
            Show older findings
          </Button>
        )}
        renderLoaderLoading={() => "Loading older findings"}
      />
      <LiveRegion hidden>
        {news.map(({ summary }) => `New finding: ${visible(summary)}`).join(". ")}
      </LiveRegion>
    </>
  );
}
