import Button from "@cloudscape-design/components/button";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { isFiltered, parseFilter } from "../finding-filter.ts";
import { severityOptions, showSeverity } from "../finding-severity.ts";
import { showState, stateOptions } from "../finding-state.ts";
import type { Detection, FindingFilter } from "../finding-types.ts";
import styles from "./finding-filters.module.css";

interface FindingFiltersProps {
  filter: FindingFilter;
  detections: readonly Pick<Detection, "id" | "title">[];
  onChange: (filter: FindingFilter) => void;
}

export function FindingFilters({ filter, detections, onChange }: FindingFiltersProps) {
  const select = (
    name: keyof FindingFilter,
    label: string,
    whatever: string,
    options: SelectProps.Option[],
  ) => {
    const all = [{ value: "", label: whatever }, ...options];
    const value = filter[name] ?? "";
    return (
      <Select
        ariaLabel={label}
        options={all}
        selectedOption={all.find((option) => option.value === value) ?? { value, label: value }}
        onChange={({ detail }) => onChange(parseFilter({ ...filter, [name]: detail.selectedOption.value }))}
        expandToViewport
      />
    );
  };
  return (
    <div className={styles.filters}>
      {select(
        "state",
        "State",
        "Any state",
        stateOptions.map((value) => ({ value, label: showState(value).label })),
      )}
      {select(
        "severity",
        "Severity",
        "Any severity",
        severityOptions.map((value) => ({ value, label: showSeverity(value) })),
      )}
      {select(
        "detection",
        "Detection",
        "Any detection",
        detections.map(({ id, title }) => ({ value: id, label: title })),
      )}
      {isFiltered(filter) && (
        <Button variant="normal" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
