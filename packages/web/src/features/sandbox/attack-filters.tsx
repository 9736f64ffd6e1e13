import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { severityOptions, showSeverity } from "../finding/finding-severity.ts";
import { type AttackFilter, parseAttackFilter } from "./attack-filter.ts";
import styles from "./sandbox.module.css";

interface AttackFiltersProps {
  filter: AttackFilter;
  services: readonly string[];
  onChange: (filter: AttackFilter) => void;
}

export function AttackFilters({ filter, services, onChange }: AttackFiltersProps) {
  const change = (part: Record<string, unknown>) => onChange(parseAttackFilter({ ...filter, ...part }));
  const select = (name: "service" | "severity", label: string, options: SelectProps.Option[]) => {
    const all = [{ value: "", label: `Any ${name}` }, ...options];
    const value = filter[name] ?? "";
    return (
      <Select
        ariaLabel={label}
        options={all}
        selectedOption={all.find((option) => option.value === value) ?? { value, label: value }}
        onChange={({ detail }) => change({ [name]: detail.selectedOption.value })}
        expandToViewport
      />
    );
  };
  return (
    <div className={styles.filters}>
      <Input
        type="search"
        ariaLabel="Search attacks"
        placeholder="Search attacks"
        value={filter.q ?? ""}
        onChange={({ detail }) => change({ q: detail.value })}
      />
      {select(
        "service",
        "Service",
        services.map((value) => ({ value, label: value })),
      )}
      {select(
        "severity",
        "Severity",
        severityOptions.map((value) => ({ value, label: showSeverity(value) })),
      )}
    </div>
  );
}
