import type { TableProps } from "@cloudscape-design/components/table";
import type { Finding } from "../../finding-types.ts";
import { DEFAULT_SORT, parseListQuery, type Sort } from "../query/list-query.ts";

/* Between the API's orders and what the table says of its columns. */

export function sortedBy(
  columns: readonly TableProps.ColumnDefinition<Finding>[],
  sort: Sort,
): Pick<TableProps<Finding>, "sortingColumn" | "sortingDescending"> {
  const descending = sort.startsWith("-");
  const sortingColumn = columns.find(({ sortingField }) => sortingField === sort.replace("-", ""));
  return sortingColumn ? { sortingColumn, sortingDescending: descending } : {};
}

export function sortOf({ sortingColumn, isDescending = false }: TableProps.SortingState<Finding>): Sort {
  const named = `${isDescending ? "-" : ""}${sortingColumn.sortingField ?? ""}`;
  return parseListQuery({ sort: named }).sort ?? DEFAULT_SORT;
}
