import Input from "@cloudscape-design/components/input";
import { ChoiceSelect } from "../../layout/choice-select.tsx";
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
  return (
    <div className={styles.filters}>
      <Input
        type="search"
        ariaLabel="Search attacks"
        placeholder="Search attacks"
        value={filter.q ?? ""}
        onChange={({ detail }) => change({ q: detail.value })}
      />
      <ChoiceSelect
        label="Service"
        whatever="Any service"
        options={services.map((value) => ({ value, label: value }))}
        value={filter.service}
        onChange={(service) => change({ service })}
      />
      <ChoiceSelect
        label="Severity"
        whatever="Any severity"
        options={severityOptions.map((value) => ({ value, label: showSeverity(value) }))}
        value={filter.severity}
        onChange={(severity) => change({ severity })}
      />
    </div>
  );
}
