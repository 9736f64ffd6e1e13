import SegmentedControl from "@cloudscape-design/components/segmented-control";
import TextFilter from "@cloudscape-design/components/text-filter";
import styles from "./exemption.module.css";
import { type ExemptionQuery, parseExemptionQuery } from "./exemption-query.ts";

interface ExemptionFiltersProps {
  query: ExemptionQuery;
  /** How many there are of them. */
  count: number | undefined;
  onQuery: (query: ExemptionQuery) => void;
}

export function ExemptionFilters({ query, count, onQuery }: ExemptionFiltersProps) {
  const change = (part: Record<string, unknown>) => onQuery(parseExemptionQuery({ ...query, ...part }));
  const matches = count === 1 ? "1 match" : `${count?.toLocaleString("en")} matches`;
  return (
    <div className={styles.filters}>
      <TextFilter
        filteringText={query.q ?? ""}
        filteringPlaceholder="Filter by scope, reason or person"
        filteringAriaLabel="Filter exemptions"
        filteringClearAriaLabel="Clear the text"
        {...(query.q !== undefined && count !== undefined && { countText: matches })}
        onChange={({ detail }) => change({ q: detail.filteringText })}
      />
      <SegmentedControl
        label="Which exemptions"
        selectedId={query.show ?? "active"}
        options={[
          { id: "active", text: "Active" },
          { id: "all", text: "All" },
        ]}
        onChange={({ detail }) => change({ show: detail.selectedId })}
      />
    </div>
  );
}
