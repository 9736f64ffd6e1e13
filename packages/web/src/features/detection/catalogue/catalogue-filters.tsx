import TextFilter from "@cloudscape-design/components/text-filter";
import { ChoiceSelect } from "../../../layout/choice-select.tsx";
import { severityOptions, showSeverity } from "../../finding/finding-severity.ts";
import type { DetectionSummary } from "../detection-request.ts";
import { modeOrder, modeWords } from "../mode/mode-words.ts";
import { serviceName } from "../service-name.ts";
import styles from "./catalogue.module.css";
import { type CatalogueQuery, choices, doing, frameworkOf, parseCatalogueQuery } from "./catalogue.ts";

interface CatalogueFiltersProps {
  query: CatalogueQuery;
  detections: readonly DetectionSummary[];
  /** How many there are of them. */
  count: number;
  onQuery: (query: CatalogueQuery) => void;
}

export function CatalogueFilters({ query, detections, count, onQuery }: CatalogueFiltersProps) {
  const change = (part: Record<string, unknown>) => onQuery(parseCatalogueQuery({ ...query, ...part }));
  const select = (
    name: keyof CatalogueQuery,
    whatever: string,
    options: { value: string; label: string }[],
  ) => (
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
        filteringText={query.q ?? ""}
        filteringPlaceholder="Search by name, reason or control"
        filteringAriaLabel="Search detections"
        filteringClearAriaLabel="Clear the text"
        {...(Object.keys(query).some((name) => name !== "sort") && {
          countText: count === 1 ? "1 match" : `${count} matches`,
        })}
        onChange={({ detail }) => change({ q: detail.filteringText })}
      />
      {select(
        "service",
        "Any service",
        choices(detections.map(({ service }) => service))
          .map((value) => ({ value, label: serviceName(value) }))
          .toSorted((a, b) => a.label.localeCompare(b.label, "en")),
      )}
      {select(
        "severity",
        "Any severity",
        severityOptions.map((value) => ({ value, label: showSeverity(value) })),
      )}
      {select(
        "framework",
        "Any framework",
        choices(detections.flatMap(({ references }) => references.map(frameworkOf))).map((value) => ({
          value,
          label: value,
        })),
      )}
      {select(
        "mode",
        "Any mode",
        modeOrder.map((value) => ({ value, label: modeWords[value].label })),
      )}
      {select(
        "does",
        "Whatever it does",
        Object.entries(doing).map(([value, { label }]) => ({ value, label })),
      )}
    </div>
  );
}
