import type { TableProps } from "@cloudscape-design/components/table";
import type { Finding } from "../../finding-types.ts";
import { DEFAULT_SORT, parseListQuery, type Sort } from "../query/list-query.ts";

/* Between the API's orders and what the table says of its columns. */

type Columns = readonly Pick<TableProps.ColumnDefinition<Finding>, "sortingField">[];

/** What people want to see from the greatest on when they first ask for it. */
const GREATEST_FIRST: ReadonlySet<string> = new Set(["severity", "lastSeen", "opened", "duration"]);

/** With new findings at the top. */
export function newestFirst(sort: Sort): boolean {
  return sort === "-lastSeen" || sort === "-opened";
}

export function sortedBy<Known extends Columns[number]>(
  columns: readonly Known[],
  sort: Sort,
): { sortingColumn?: Known; sortingDescending?: boolean } {
  const sortingColumn = columns.find(({ sortingField }) => sortingField === fieldOf(sort));
  return sortingColumn ? { sortingColumn, sortingDescending: sort.startsWith("-") } : {};
}

/** The order after somebody has asked for a column's, or, where it is that already, for the other way round. */
export function sortOf(
  { sortingColumn, isDescending = false }: TableProps.SortingState<Finding>,
  before: Sort,
): Sort {
  const { sortingField = "" } = sortingColumn;
  const descending = sortingField === fieldOf(before) ? isDescending : GREATEST_FIRST.has(sortingField);
  return parseListQuery({ sort: `${descending ? "-" : ""}${sortingField}` }).sort ?? DEFAULT_SORT;
}

function fieldOf(sort: Sort): string {
  return sort.replace(/^-/, "");
}
