import Select from "@cloudscape-design/components/select";
import { DEFAULT_SORT, parseListQuery, type Sort } from "../query/list-query.ts";

const orders: [sort: Sort, text: string][] = [
  ["-lastSeen", "Last seen"],
  ["-opened", "Opened"],
  ["-severity", "Severity"],
  ["state", "Status"],
  ["-duration", "Stood open longest"],
  ["resource", "Resource"],
  ["actor", "Actor"],
  ["account", "Account"],
];

/** The order, where there is no column to ask for it. */
export function SortSelect({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const options = orders.map(([value, label]) => ({ value, label }));
  return (
    <Select
      inlineLabelText="Sorted by"
      ariaLabel="Sorted by"
      options={options}
      selectedOption={options.find(({ value }) => value === sort) ?? { value: sort, label: "Another order" }}
      onChange={({ detail }) =>
        onSort(parseListQuery({ sort: detail.selectedOption.value }).sort ?? DEFAULT_SORT)
      }
    />
  );
}
