import Button from "@cloudscape-design/components/button";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import TextFilter from "@cloudscape-design/components/text-filter";
import styles from "./activity.module.css";
import {
  type ActivityQuery,
  aboutOptions,
  byOptions,
  doers,
  parseActivityQuery,
  subjects,
} from "./activity-query.ts";

interface ActivityFiltersProps {
  query: ActivityQuery;
  onQuery: (query: ActivityQuery) => void;
}

const HOUR_MS = 3_600_000;
const times = [
  { label: "The last hour", ms: HOUR_MS },
  { label: "The last day", ms: 24 * HOUR_MS },
  { label: "The last week", ms: 7 * 24 * HOUR_MS },
] as const;

export function ActivityFilters({ query, onQuery }: ActivityFiltersProps) {
  const change = (part: Record<string, unknown>) => onQuery(parseActivityQuery({ ...query, ...part }));
  const select = (name: "by" | "about", whatever: string, options: SelectProps.Option[]) => {
    const all = [{ value: "", label: whatever }, ...options];
    return (
      <Select
        ariaLabel={whatever}
        options={all}
        selectedOption={all.find(({ value }) => value === (query[name] ?? "")) ?? null}
        onChange={({ detail }) => change({ [name]: detail.selectedOption.value })}
        expandToViewport
      />
    );
  };
  const since =
    query.from === undefined ? "Any time" : `Since ${query.from.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <div className={styles.filters}>
      <TextFilter
        filteringText={query.text ?? ""}
        filteringPlaceholder="Filter by what was done, names or ids"
        filteringAriaLabel="Filter the activity"
        filteringClearAriaLabel="Clear the text"
        onChange={({ detail }) => change({ text: detail.filteringText })}
      />
      {select(
        "by",
        "By anybody",
        byOptions.map((value) => ({ value, label: doers[value] })),
      )}
      {select(
        "about",
        "About anything",
        aboutOptions.map((value) => ({ value, label: subjects[value] })),
      )}
      <Input
        ariaLabel="Who"
        placeholder="Who"
        type="search"
        clearAriaLabel="Clear who"
        value={query.who ?? ""}
        onChange={({ detail }) => change({ who: detail.value })}
      />
      <Select
        ariaLabel="When"
        options={[
          { value: "0", label: "Any time" },
          ...times.map(({ label, ms }) => ({ value: String(ms), label })),
        ]}
        selectedOption={{ value: "", label: since }}
        onChange={({ detail }) => {
          const ms = Number(detail.selectedOption.value);
          change({ from: ms === 0 ? "" : new Date(Date.now() - ms).toISOString(), until: "" });
        }}
        expandToViewport
      />
      {Object.keys(query).length > 0 && <Button onClick={() => onQuery({})}>Clear filters</Button>}
    </div>
  );
}
