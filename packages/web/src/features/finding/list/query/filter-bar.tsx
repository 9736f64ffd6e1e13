import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { operatorsOf, type Property, termText } from "@snapback/core/finding/rows/where";
import { type Ref, useMemo, useState } from "react";
import type { Detection, Finding } from "../../finding-types.ts";
import { type ListQuery, readTerms } from "./list-query.ts";
import { optionsOf } from "./options.ts";
import { filteringProperties } from "./properties.ts";
import { propertyNames, termOf, tokenOf } from "./tokens.ts";
import { ViewSelect } from "./view-select.tsx";

interface FilterBarProps {
  query: ListQuery;
  /** How many findings fulfil it, where that is known. */
  total: number | undefined;
  /** What is on the page: its accounts and the like are suggested. */
  findings: readonly Finding[];
  detections: readonly Pick<Detection, "id" | "title">[];
  onChange: (query: Pick<ListQuery, "where" | "match">) => void;
  filterRef: Ref<PropertyFilterProps.Ref>;
  /** A slash leads here. */
  shortcut: boolean;
}

const strings: PropertyFilterProps.I18nStrings = {
  clearAriaLabel: "Clear the text",
  dismissAriaLabel: "Close",
  enteredTextLabel: (text) => `Use: "${text}"`,
  // Only times are asked with these.
  operatorGreaterOrEqualText: "At or after",
  operatorGreaterText: "After",
  operatorLessOrEqualText: "At or before",
  operatorLessText: "Before",
};

export function FilterBar({
  query,
  total,
  findings,
  detections,
  onChange,
  filterRef,
  shortcut,
}: FilterBarProps) {
  const [typed, setTyped] = useState<{ property: Property; value: string }>();
  const { terms } = readTerms(query);
  // The form for a time keeps what is typed as long as its property is the same.
  const properties = useMemo(
    () => filteringProperties(new Map(detections.map(({ id, title }) => [id, title]))),
    [detections],
  );
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
      filteringProperties={properties}
      filteringOptions={optionsOf({ findings, detections, terms, typed })}
      onLoadItems={({ detail }) => {
        const property = propertyNames.find((name) => name === detail.filteringProperty?.key);
        setTyped(property && { property, value: detail.filteringText.trim() });
      }}
      freeTextFiltering={{ operators: [...operatorsOf("text")], defaultOperator: ":" }}
      {...(total !== undefined &&
        terms.length > 0 && {
          countText: `${total.toLocaleString("en")} ${total === 1 ? "match" : "matches"}`,
        })}
      filteringPlaceholder={`Filter by text, status, resource, actor, time${shortcut ? " ( / )" : ""}`}
      filteringAriaLabel="Filter findings"
      filteringEmpty="Nothing to suggest"
      i18nStrings={strings}
      virtualScroll
      customControl={<ViewSelect where={query.where ?? []} onChange={onChange} />}
    />
  );
}
