import Button from "@cloudscape-design/components/button";
import DateRangePicker from "@cloudscape-design/components/date-range-picker";
import Input from "@cloudscape-design/components/input";
import TextFilter from "@cloudscape-design/components/text-filter";
import { ChoiceSelect } from "../../layout/choice-select.tsx";
import { useNow } from "../../time/now.ts";
import styles from "./activity.module.css";
import {
  type ActivityQuery,
  aboutOptions,
  byOptions,
  doers,
  parseActivityQuery,
  subjects,
} from "./activity-query.ts";
import { checkRange, rangeOf, rangeOptions, timesOf } from "./time-range.ts";

interface ActivityFiltersProps {
  query: ActivityQuery;
  onQuery: (query: ActivityQuery) => void;
}

export function ActivityFilters({ query, onQuery }: ActivityFiltersProps) {
  const change = (part: Record<string, unknown>) => onQuery(parseActivityQuery({ ...query, ...part }));
  const select = (name: "by" | "about", whatever: string, options: { value: string; label: string }[]) => (
    <ChoiceSelect
      label={whatever}
      whatever={whatever}
      options={options}
      value={query[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
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
      <Times query={query} onQuery={onQuery} />
      {Object.keys(query).length > 0 && <Button onClick={() => onQuery({})}>Clear filters</Button>}
    </div>
  );
}

function Times({ query, onQuery }: ActivityFiltersProps) {
  const now = useNow();
  const { last: _, from: __, until: ___, ...rest } = query;
  return (
    <DateRangePicker
      ariaLabel="When"
      placeholder="Any time"
      value={rangeOf(query, now)}
      relativeOptions={rangeOptions}
      customRelativeRangeUnits={["minute", "hour", "day"]}
      isValidRange={checkRange}
      onChange={({ detail }) => onQuery(parseActivityQuery({ ...rest, ...timesOf(detail.value) }))}
      timeInputFormat="hh:mm"
      expandToViewport
    />
  );
}
