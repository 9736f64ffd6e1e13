import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import type { Property, Term } from "@snapback/core/finding/rows/where";
import { clip, visible } from "../../../../text/visible.ts";
import { severityOptions, showSeverity } from "../../finding-severity.ts";
import { showState, stateOptions } from "../../finding-state.ts";
import type { Detection, Finding } from "../../finding-types.ts";

/** What is known that a filter can be made of. */
export interface Known {
  /** What is on the page. */
  findings: readonly Finding[];
  detections: readonly Pick<Detection, "id" | "title">[];
  /** The filter as it is: what it names can be chosen again, whether or not it is on the page. */
  terms: readonly Term[];
  /** What is being typed, which may be of another page. */
  typed?: { property: Property; value: string } | undefined;
}

const LONGEST = 100;

/** The values that the filter suggests. */
export function optionsOf({
  findings,
  detections,
  terms,
  typed,
}: Known): PropertyFilterProps.FilteringOption[] {
  const seen = (property: Property, of: (finding: Finding) => string) => {
    const asked = terms.filter((term) => term.property === property).flatMap(({ values }) => values);
    const being = typed?.property === property ? [typed.value] : [];
    const values = new Set([...findings.map(of), ...asked, ...being]);
    return [...values]
      .filter(Boolean)
      .toSorted()
      .map((value) => optionOf(property, value));
  };
  const titles = new Map(detections.map(({ id, title }) => [id, title]));
  const named = seen("detection", ({ detection }) => detection).filter(({ value }) => !titles.has(value));
  return [
    ...stateOptions.map((value) => ({ propertyKey: "state", value, label: showState(value).label })),
    ...severityOptions.map((value) => ({ propertyKey: "severity", value, label: showSeverity(value) })),
    ...detections.map(({ id, title }) => ({ propertyKey: "detection", value: id, label: title })),
    ...named,
    ...seen("account", ({ account }) => account),
    ...seen("region", ({ region }) => region),
    ...seen("resource", ({ resource }) => resource.id),
    ...seen("actor", ({ latest }) => latest.actor.principal ?? latest.actor.name),
  ];
}

/** A label only where the value itself can't be shown: Cloudscape compares with it where there is one. */
function optionOf(
  propertyKey: Property,
  value: string,
): PropertyFilterProps.FilteringOption & { value: string } {
  const label = shown(value);
  return { propertyKey, value, ...(label !== value && { label }) };
}

/** Values come from events, and are shown harmless. */
export function shown(value: string): string {
  const short = clip(value, LONGEST);
  return `${visible(short)}${short === value ? "" : "…"}`;
}
