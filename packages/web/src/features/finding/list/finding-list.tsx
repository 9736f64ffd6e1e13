import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { termText } from "@snapback/core/finding/rows/where";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNarrow } from "../../../layout/use-narrow.ts";
import { findingPage } from "../finding-list-request.ts";
import type { Detection } from "../finding-types.ts";
import { allowing, type BulkAction } from "./bulk/bulk-decision.ts";
import { BulkDialog } from "./bulk/bulk-dialog.tsx";
import { BulkDone, type Done } from "./bulk/bulk-done.tsx";
import { FilterBar } from "./query/filter-bar.tsx";
import { DEFAULT_SORT, type ListQuery, readTerms } from "./query/list-query.ts";
import { UnknownTerms } from "./query/unknown-terms.tsx";
import { arrivalKey } from "./table/arrivals.ts";
import { EmptyTable } from "./table/empty-table.tsx";
import { FindingTable } from "./table/finding-table.tsx";
import { ListHeader } from "./table/list-header.tsx";
import { ListNews } from "./table/list-news.tsx";
import { newsOf } from "./table/news.ts";
import { PageTurner } from "./table/page-turner.tsx";
import { SortSelect } from "./table/sort-select.tsx";
import { newestFirst } from "./table/sorting.ts";
import { useArrivals } from "./table/use-arrivals.ts";
import { useBusy } from "./table/use-busy.ts";
import { useHeldRows } from "./table/use-held-rows.ts";
import { usePreferences } from "./table/use-preferences.ts";
import { useSelection } from "./table/use-selection.ts";
import { useSlash } from "./table/use-slash.ts";

interface FindingListProps {
  query: ListQuery;
  /** Where each page after the first begins, up to the one that is shown. */
  cursors: readonly string[];
  detections: readonly Pick<Detection, "id" | "title">[];
  onQuery: (query: ListQuery) => void;
  onTurn: (cursors: string[]) => void;
}

/** All findings that fulfil a query: live, to be narrowed down, decided about, and taken along. */
export function FindingList({ query, cursors, detections, onQuery, onTurn }: FindingListProps) {
  const [preferences, setPreferences] = usePreferences();
  const [asked, setAsked] = useState<BulkAction>();
  const [done, setDone] = useState<Done>();
  const filter = useRef<PropertyFilterProps.Ref>(null);
  useSlash(preferences.shortcut, () => filter.current?.focus());
  const narrow = useNarrow();

  const { terms, unknown } = readTerms(query);
  const { match = "all" as const, sort = DEFAULT_SORT } = query;
  const request = { where: terms.map(termText), match, sort };
  const cursor = cursors.at(-1);
  const limit = String(preferences.pageSize);
  const read = useQuery(findingPage({ ...request, limit, ...(cursor !== undefined && { cursor }) }));
  const current = read.isPlaceholderData ? undefined : read.data;
  const page = JSON.stringify([request, limit, cursor]);

  const selection = useSelection(page);
  const follows = cursor === undefined && newestFirst(sort);
  const busy = useBusy();
  const held = busy || selection.some || asked !== undefined || !follows;
  const shown = useHeldRows(page, current, held);
  const rows = read.error && !current ? [] : shown.rows;
  const selected = rows.filter(({ id }) => selection.has(id) && !shown.gone.has(id));
  const arrivals = useArrivals(page, shown.stale ? undefined : rows, shown.last);
  const news = newsOf(shown);

  return (
    <>
      <FindingTable
        rows={read.data || read.error ? rows : undefined}
        stale={shown.stale && read.isPlaceholderData}
        news={{
          arrived: (finding) => arrivals.has(arrivalKey(finding)),
          gone: ({ id }) => shown.gone.has(id),
        }}
        sort={sort}
        onSort={(next) => onQuery({ ...query, sort: next })}
        preferences={preferences}
        onPreferences={(next) => {
          setPreferences(next);
          if (next.pageSize !== preferences.pageSize) onTurn([]);
        }}
        selected={selected}
        onSelect={(findings) => selection.choose(findings.map(({ id }) => id))}
        header={
          <ListHeader
            total={read.data?.total}
            selected={selected}
            news={news}
            onRelease={() => {
              shown.release();
              scrollTo({ top: 0 });
            }}
            onBulk={(action) => {
              setDone(undefined);
              setAsked(action);
            }}
            request={request}
          />
        }
        filter={
          <SpaceBetween size="s">
            {done && <BulkDone done={done} onDismiss={() => setDone(undefined)} />}
            <UnknownTerms terms={unknown} />
            <FilterBar
              query={query}
              total={current?.total}
              findings={rows}
              detections={detections}
              filterRef={filter}
              shortcut={preferences.shortcut && !narrow}
              onChange={(next) => onQuery({ ...next, ...(query.sort && { sort: query.sort }) })}
            />
            {narrow && <SortSelect sort={sort} onSort={(next) => onQuery({ ...query, sort: next })} />}
          </SpaceBetween>
        }
        pagination={<PageTurner cursors={cursors} next={current?.cursor} onTurn={onTurn} />}
        empty={
          <EmptyTable
            error={current ? null : read.error}
            filtered={terms.length > 0}
            later={cursor !== undefined}
            onClear={() => onQuery({ ...(query.sort && { sort: query.sort }) })}
            onFirst={() => onTurn([])}
            onRetry={() => void read.refetch()}
          />
        }
      />
      {asked && (
        <BulkDialog
          action={asked}
          findings={allowing(selected, asked)}
          others={selected.length - allowing(selected, asked).length}
          onClose={() => setAsked(undefined)}
          onDone={(ids) => {
            selection.drop(ids);
            if (ids.size > 0) setDone({ action: asked, count: ids.size });
          }}
        />
      )}
      <ListNews rows={rows} arrivals={arrivals} news={news} />
    </>
  );
}
