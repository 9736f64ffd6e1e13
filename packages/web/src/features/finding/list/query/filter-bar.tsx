import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import Select from "@cloudscape-design/components/select";
import { operatorsOf, type Property, termText } from "@snapback/core/finding/rows/where";
import type { Ref } from "react";
import { formatTime } from "../../../../time/format.ts";
import { severityOptions, showSeverity } from "../../finding-severity.ts";
import { showState, stateOptions } from "../../finding-state.ts";
import type { Detection, Finding } from "../../finding-types.ts";
import { type ListQuery, readTerms } from "./list-query.ts";
import { TimeForm } from "./time-form.tsx";
import { isChoice, propertyNames, termOf, tokenOf } from "./tokens.ts";
import { viewOf, views } from "./views.ts";

interface FilterBarProps {
  query: ListQuery;
  /** How many findings fulfil it, where that is known. */
  total: number | undefined;
  /** What is on the page: its accounts and the like are suggested. */
  findings: readonly Finding[];
  detections: readonly Pick<Detection, "id" | "title">[];
  onChange: (query: Pick<ListQuery, "where" | "match">) => void;
  filterRef: Ref<PropertyFilterProps.Ref>;
}

const labels: Record<Property, [one: string, many: string]> = {
  state: ["Status", "Statuses"],
  severity: ["Severity", "Severities"],
  detection: ["Detection", "Detections"],
  account: ["Account", "Accounts"],
  region: ["Region", "Regions"],
  resource: ["Resource", "Resources"],
  actor: ["Actor", "Actors"],
  exemption: ["Exemption", "Exemptions"],
  opened: ["Opened", "Times"],
  lastSeen: ["Last seen", "Times"],
  safe: ["Safe again", "Times"],
  text: ["Text", "Texts"],
};

const filterable = propertyNames.filter((name) => name !== "text");

export function FilterBar({ query, total, findings, detections, onChange, filterRef }: FilterBarProps) {
  const { terms } = readTerms(query);
  const where = query.where ?? [];
  const view = viewOf(where);
  return (
    <PropertyFilter
      ref={filterRef}
      query={{ tokens: terms.map(tokenOf), operation: query.match === "any" ? "or" : "and" }}
      onChange={({ detail }) => {
        const chosen = detail.tokens.flatMap((token) => termOf(token) ?? []).map(termText);
        onChange({
          ...(chosen.length > 0 && { where: chosen }),
          ...(detail.operation === "or" && chosen.length > 1 && { match: "any" as const }),
        });
      }}
      filteringProperties={filterable.map(propertyOf)}
      filteringOptions={optionsOf(findings, detections)}
      freeTextFiltering={{ operators: [...operatorsOf("text")], defaultOperator: ":" }}
      {...(total !== undefined &&
        where.length > 0 && {
          countText: `${total.toLocaleString("en")} ${total === 1 ? "match" : "matches"}`,
        })}
      filteringPlaceholder="Filter by text, status, resource, actor, time"
      filteringAriaLabel="Filter findings"
      i18nStrings={{
        removeTokenButtonAriaLabel: ({ propertyLabel, operator, value }) =>
          `Remove ${propertyLabel} ${operator} ${value}`,
        clearAriaLabel: "Clear the text",
        dismissAriaLabel: "Close",
        enteredTextLabel: (text) => `Use: "${text}"`,
      }}
      expandToViewport
      virtualScroll
      customControl={
        <Select
          inlineLabelText="View"
          ariaLabel="View"
          expandToViewport
          options={views.map(({ id, text }) => ({ value: id, label: text }))}
          selectedOption={
            view ? { value: view.id, label: view.text } : { value: "own", label: "As filtered" }
          }
          onChange={({ detail }) => {
            const chosen = views.find(({ id }) => id === detail.selectedOption.value);
            if (chosen) onChange(chosen.where.length > 0 ? { where: [...chosen.where] } : {});
          }}
        />
      }
    />
  );
}

function propertyOf(name: Property): PropertyFilterProps.FilteringProperty {
  const [propertyLabel, groupValuesLabel] = labels[name];
  const operators = operatorsOf(name).map((operator) => {
    if (isChoice(name)) return { operator, tokenType: "enum" as const };
    if (operator === ">=" || operator === "<=" || operator === ">" || operator === "<")
      return { operator, form: TimeForm, format: formatTime };
    return operator;
  });
  const defaultOperator = name === "resource" || name === "actor" ? ":" : operatorsOf(name)[0];
  return {
    key: name,
    propertyLabel,
    groupValuesLabel,
    operators,
    ...(defaultOperator && { defaultOperator }),
  };
}

function optionsOf(
  findings: readonly Finding[],
  detections: readonly Pick<Detection, "id" | "title">[],
): PropertyFilterProps.FilteringOption[] {
  const seen = (propertyKey: Property, of: (finding: Finding) => string) =>
    [...new Set(findings.map(of))].toSorted().map((value) => ({ propertyKey, value }));
  return [
    ...stateOptions.map((value) => ({ propertyKey: "state", value, label: showState(value).label })),
    ...severityOptions.map((value) => ({ propertyKey: "severity", value, label: showSeverity(value) })),
    ...detections.map(({ id, title }) => ({ propertyKey: "detection", value: id, label: title })),
    ...seen("account", ({ account }) => account),
    ...seen("region", ({ region }) => region),
    ...seen("resource", ({ resource }) => resource.id),
    ...seen("actor", ({ latest }) => latest.actor.principal ?? latest.actor.name),
  ];
}
