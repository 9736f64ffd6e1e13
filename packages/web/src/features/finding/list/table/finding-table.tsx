import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import LiveRegion from "@cloudscape-design/components/live-region";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { ExportButton } from "../../../../export/export-button.tsx";
import { useNarrow } from "../../../../layout/use-narrow.ts";
import { visible } from "../../../../text/visible.ts";
import { readFindingPage } from "../../finding-list-request.ts";
import type { Finding, FindingPage, ListRequestQuery } from "../../finding-types.ts";
import { BulkButtons } from "../bulk/bulk-buttons.tsx";
import type { BulkAction } from "../bulk/bulk-decision.ts";
import { findingCsv } from "../finding-csv.ts";
import type { Sort } from "../query/list-query.ts";
import { arrivalKey } from "./arrivals.ts";
import { columnsOf, narrowColumns } from "./columns.tsx";
import { NoFindings, NoMatch, NotRead } from "./no-findings.tsx";
import type { ListPreferences } from "./preferences.ts";
import { PreferencesDialog } from "./preferences-dialog.tsx";
import { sortedBy, sortOf } from "./sorting.ts";
import { useArrivals } from "./use-arrivals.ts";
import type { usePages } from "./use-pages.ts";

interface FindingTableProps {
  /** What stands on the page; `undefined` while it is being read for the first time. */
  rows: readonly Finding[] | undefined;
  error: Error | null;
  /** Names the page: what another one shows has not come in. */
  page: string;
  request: ListRequestQuery & { sort: Sort; where: string[] };
  data: FindingPage | undefined;
  pages: ReturnType<typeof usePages>;
  /** How many have come in that do not stand there yet. */
  waiting: number;
  onRelease: () => void;
  preferences: ListPreferences;
  onPreferences: (preferences: ListPreferences) => void;
  selected: readonly Finding[];
  onSelect: (findings: readonly Finding[]) => void;
  onBulk: (action: BulkAction) => void;
  onSort: (sort: Sort) => void;
  onClear: () => void;
  filter: ReactNode;
}

const EXPORTED_AT_ONCE = "200";

export function FindingTable(props: FindingTableProps) {
  const { rows, page, request, data, pages, waiting, preferences, selected } = props;
  const arrivals = useArrivals(page, rows);
  const arrived = (finding: Finding) => arrivals.has(arrivalKey(finding));
  const narrow = useNarrow();
  const columns = narrow ? narrowColumns(arrived) : columnsOf(arrived);
  const news = rows?.filter(arrived) ?? [];
  const counter = data && rows && `(${data.total.toLocaleString("en")})`;
  const filtered = request.where.length > 0;

  return (
    <>
      <Table
        variant="full-page"
        stickyHeader
        enableKeyboardNavigation
        resizableColumns={!narrow}
        contentDensity={preferences.contentDensity}
        wrapLines={preferences.wrapLines || narrow}
        trackBy="id"
        items={rows ?? []}
        columnDefinitions={columns}
        {...(!narrow && { columnDisplay: preferences.columns })}
        {...sortedBy(columns, request.sort)}
        onSortingChange={({ detail }) => props.onSort(sortOf(detail))}
        selectionType="multi"
        selectedItems={[...selected]}
        onSelectionChange={({ detail }) => props.onSelect(detail.selectedItems)}
        loading={!rows && !props.error}
        loadingText="Loading findings"
        header={
          <Header
            variant="awsui-h1-sticky"
            {...(counter && { counter })}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {waiting > 0 && (
                  <Button iconName="refresh" onClick={props.onRelease}>
                    {waiting === 1 ? "1 new finding" : `${waiting.toLocaleString("en")} new findings`}
                  </Button>
                )}
                <BulkButtons selected={selected} onAction={props.onBulk} />
                <ExportButton
                  name="snapback-findings"
                  columns={findingCsv}
                  fetchPage={async (cursor, signal) => {
                    const query = {
                      ...request,
                      limit: EXPORTED_AT_ONCE,
                      ...(cursor !== undefined && { cursor }),
                    };
                    const { findings, total, cursor: next } = await readFindingPage(query, signal);
                    return { items: findings, total, next };
                  }}
                />
              </SpaceBetween>
            }
          >
            Findings
          </Header>
        }
        filter={props.filter}
        pagination={
          <Pagination
            currentPageIndex={pages.number}
            pagesCount={pages.count}
            openEnd={pages.number < pages.count || data?.cursor !== undefined}
            ariaLabels={{
              nextPageLabel: "Next page",
              previousPageLabel: "Previous page",
              paginationLabel: "Pages of findings",
              pageLabel: (number) => `Page ${number}`,
            }}
            onChange={({ detail }) => {
              pages.turn(detail.currentPageIndex, data?.cursor);
              scrollTo({ top: 0 });
            }}
          />
        }
        preferences={
          narrow ? undefined : (
            <PreferencesDialog
              preferences={preferences}
              columns={columnsOf(arrived)}
              onChange={props.onPreferences}
            />
          )
        }
        empty={
          props.error ? (
            <NotRead error={props.error} />
          ) : filtered ? (
            <NoMatch onClear={props.onClear} />
          ) : (
            <NoFindings />
          )
        }
        ariaLabels={{
          tableLabel: "Findings",
          resizerRoleDescription: "Column width",
          selectionGroupLabel: "Choose findings",
          allItemsSelectionLabel: () => "Choose all findings on this page",
          itemSelectionLabel: (_, { summary }) => `Choose: ${visible(summary)}`,
        }}
      />
      <LiveRegion hidden>
        {news.map(({ summary }) => `New finding: ${visible(summary)}`).join(". ")}
      </LiveRegion>
    </>
  );
}
