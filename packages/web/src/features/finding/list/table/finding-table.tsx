import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { useNarrow } from "../../../../layout/use-narrow.ts";
import { clip, visible } from "../../../../text/visible.ts";
import { useMay } from "../../../person/use-may.ts";
import type { Finding } from "../../finding-types.ts";
import type { Sort } from "../query/list-query.ts";
import styles from "./columns.module.css";
import { type Column, columnsOf, type RowLook } from "./columns.tsx";
import { narrowColumns } from "./narrow-column.tsx";
import type { ListPreferences } from "./preferences.ts";
import { PreferencesDialog } from "./preferences-dialog.tsx";
import { sortedBy, sortOf } from "./sorting.ts";

interface FindingTableProps {
  /** What stands on the page; `undefined` while it is being read for the first time. */
  rows: readonly Finding[] | undefined;
  /** The rows are those of another page still. */
  stale: boolean;
  news: Pick<RowLook, "arrived" | "gone">;
  sort: Sort;
  onSort: (sort: Sort) => void;
  preferences: ListPreferences;
  onPreferences: (preferences: ListPreferences) => void;
  selected: readonly Finding[];
  onSelect: (findings: readonly Finding[]) => void;
  header: ReactNode;
  filter: ReactNode;
  pagination: ReactNode;
  empty: ReactNode;
}

const LONGEST_LABEL = 200;

const labels = {
  tableLabel: "Findings",
  resizerRoleDescription: "Column width",
  selectionGroupLabel: "Choose findings",
  allItemsSelectionLabel: () => "Choose all findings on this page",
  itemSelectionLabel: (_: unknown, { summary }: Finding) =>
    `Choose: ${visible(clip(summary, LONGEST_LABEL))}`,
};

/** The findings of a page; in one column where there is room for one. */
export function FindingTable(props: FindingTableProps) {
  const { rows, news, sort, preferences } = props;
  const narrow = useNarrow();
  const may = useMay("responder");
  const columns = (narrow ? narrowColumns(news) : columnsOf({ ...news, wrap: preferences.wrapLines })).map(
    (column) => ({
      ...column,
      ariaLabel: ariaLabelOf(column),
      ...(preferences.widths[column.id] !== undefined && { width: preferences.widths[column.id] }),
    }),
  );
  return (
    <div className={props.stale ? styles.stale : undefined} aria-busy={props.stale}>
      <Table
        variant="full-page"
        stickyHeader
        enableKeyboardNavigation
        contentDensity={preferences.contentDensity}
        wrapLines={preferences.wrapLines || narrow}
        trackBy="id"
        items={rows ?? []}
        columnDefinitions={columns}
        {...(!narrow && {
          resizableColumns: true,
          columnDisplay: preferences.columns,
          stickyColumns: { first: stickyOf(preferences.columns) },
          onColumnWidthsChange: ({ detail }: { detail: { widths: readonly number[] } }) =>
            props.onPreferences({ ...preferences, widths: widthsOf(columns, detail.widths) }),
        })}
        {...sortedBy(columns, sort)}
        onSortingChange={({ detail }) => props.onSort(sortOf(detail, sort))}
        {...(may && { selectionType: "multi" as const })}
        selectedItems={[...props.selected]}
        isItemDisabled={news.gone}
        onSelectionChange={({ detail }) => props.onSelect(detail.selectedItems)}
        loading={rows === undefined}
        loadingText="Loading findings"
        header={props.header}
        filter={props.filter}
        pagination={props.pagination}
        preferences={
          <PreferencesDialog
            preferences={preferences}
            columns={narrow ? [] : columns}
            onChange={props.onPreferences}
          />
        }
        empty={props.empty}
        ariaLabels={labels}
      />
    </div>
  );
}

function ariaLabelOf({ header, sortingField }: Column) {
  return ({ sorted, descending }: { sorted: boolean; descending: boolean }): string => {
    if (sortingField === undefined) return header;
    if (!sorted) return `${header}, not sorted`;
    return `${header}, sorted ${descending ? "from the greatest" : "from the least"}`;
  };
}

function widthsOf(columns: readonly Column[], widths: readonly number[]): ListPreferences["widths"] {
  return Object.fromEntries(columns.flatMap(({ id }, index) => [[id, widths[index] ?? 0]]));
}

/** So that what a row is about stays in view: up to the finding itself, where that is among the first. */
function stickyOf(columns: ListPreferences["columns"]): number {
  const place = columns.filter(({ visible: shown }) => shown).findIndex(({ id }) => id === "finding");
  return place === 0 || place === 1 ? place + 1 : 1;
}
