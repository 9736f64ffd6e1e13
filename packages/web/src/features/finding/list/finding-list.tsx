import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { termText } from "@snapback/core/finding/rows/where";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { findingPage } from "../finding-list-request.ts";
import type { Detection, Finding } from "../finding-types.ts";
import { allowing, type BulkAction } from "./bulk/bulk-decision.ts";
import { BulkDialog } from "./bulk/bulk-dialog.tsx";
import { FilterBar } from "./query/filter-bar.tsx";
import { DEFAULT_SORT, type ListQuery, readTerms } from "./query/list-query.ts";
import { UnknownTerms } from "./query/unknown-terms.tsx";
import { columnsOf } from "./table/columns.tsx";
import { FindingTable } from "./table/finding-table.tsx";
import { keepPreferences, readPreferences } from "./table/preferences.ts";
import { useHeldRows } from "./table/use-held-rows.ts";
import { usePages } from "./table/use-pages.ts";
import { useScrolled } from "./table/use-scrolled.ts";
import { useSlash } from "./table/use-slash.ts";

interface FindingListProps {
  query: ListQuery;
  detections: readonly Pick<Detection, "id" | "title">[];
  onQuery: (query: ListQuery) => void;
}

const columnIds = columnsOf(() => false).map(({ id }) => id);

/** All findings that fulfil a query: live, to be narrowed down, decided about, and taken along. */
export function FindingList({ query, detections, onQuery }: FindingListProps) {
  const [preferences, setPreferences] = useState(() => readPreferences(columnIds));
  const [selected, setSelected] = useState<readonly Finding[]>([]);
  const [asked, setAsked] = useState<BulkAction>();
  const filter = useRef<PropertyFilterProps.Ref>(null);
  useSlash(() => filter.current?.focus());

  const { terms, unknown } = readTerms(query);
  const match = query.match ?? ("all" as const);
  const { sort = DEFAULT_SORT } = query;
  const request = { where: terms.map(termText), match, sort };
  const list = JSON.stringify([request, preferences.pageSize]);
  const pages = usePages(list);
  const { data, isPlaceholderData, error } = useQuery(
    findingPage({
      ...request,
      limit: String(preferences.pageSize),
      ...(pages.cursor !== undefined && { cursor: pages.cursor }),
    }),
  );
  const scrolled = useScrolled();
  const held = scrolled || selected.length > 0 || asked !== undefined;
  const page = `${list} ${pages.cursor}`;
  const { rows, waiting, release } = useHeldRows(page, isPlaceholderData ? undefined : data?.findings, held);
  const chosen = selected.flatMap(({ id }) => rows.find((finding) => finding.id === id) ?? []);

  return (
    <>
      <FindingTable
        rows={data === undefined || isPlaceholderData ? undefined : rows}
        error={data ? null : error}
        page={page}
        request={request}
        data={data}
        pages={pages}
        waiting={waiting}
        onRelease={() => {
          release();
          scrollTo({ top: 0 });
        }}
        preferences={preferences}
        onPreferences={(next) => {
          setPreferences(next);
          keepPreferences(next);
        }}
        selected={chosen}
        onSelect={setSelected}
        onBulk={setAsked}
        onSort={(next) => onQuery({ ...query, sort: next })}
        onClear={() => onQuery({ ...(query.sort && { sort: query.sort }) })}
        filter={
          <>
            <UnknownTerms terms={unknown} />
            <FilterBar
              query={query}
              total={isPlaceholderData ? undefined : data?.total}
              findings={rows}
              detections={detections}
              filterRef={filter}
              onChange={(next) => onQuery({ ...next, ...(query.sort && { sort: query.sort }) })}
            />
          </>
        }
      />
      {asked && (
        <BulkDialog
          action={asked}
          findings={allowing(chosen, asked)}
          others={chosen.length - allowing(chosen, asked).length}
          onClose={() => setAsked(undefined)}
          onDone={(ids) => setSelected((before) => before.filter(({ id }) => !ids.has(id)))}
        />
      )}
    </>
  );
}
