import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { type Operator, operatorsOf, type Property } from "@snapback/core/finding/rows/where";
import { formatTime } from "../../../../time/format.ts";
import { isSeverity, showSeverity } from "../../finding-severity.ts";
import { isState, showState } from "../../finding-state.ts";
import { shown } from "./options.ts";
import { TimeForm } from "./time-form.tsx";
import { isChoice, propertyNames } from "./tokens.ts";

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

/** Where a part of it is what people know. */
const PARTS: ReadonlySet<Property> = new Set(["resource", "actor"]);

const TIMES: ReadonlySet<Operator> = new Set([">=", "<=", ">", "<"]);

/** What a list can be filtered by; free text is not one of them. */
export function filteringProperties(
  titles: ReadonlyMap<string, string>,
): PropertyFilterProps.FilteringProperty[] {
  return propertyNames
    .filter((name) => name !== "text")
    .map((name) => {
      const [propertyLabel, groupValuesLabel] = labels[name];
      const operators = operatorsOf(name);
      const [first] = operators;
      return {
        key: name,
        propertyLabel,
        groupValuesLabel,
        operators: operators.map((operator) => operatorOf(name, operator, titles)),
        ...(first && { defaultOperator: PARTS.has(name) ? ":" : first }),
      };
    });
}

function operatorOf(
  name: Property,
  operator: Operator,
  titles: ReadonlyMap<string, string>,
): PropertyFilterProps.ExtendedOperator<unknown> | PropertyFilterProps.ExtendedOperator<string> {
  if (TIMES.has(operator)) return { operator, form: TimeForm, format: formatTime };
  if (!isChoice(name)) return { operator, format: (value: unknown) => shown(String(value)) };
  const one = (value: string) => wordOf(name, value, titles);
  const format = (value: unknown) => (Array.isArray(value) ? value : [value]).map(String).map(one).join(", ");
  return { operator, tokenType: "enum", format };
}

function wordOf(name: Property, value: string, titles: ReadonlyMap<string, string>): string {
  if (name === "state" && isState(value)) return showState(value).label;
  if (name === "severity" && isSeverity(value)) return showSeverity(value);
  if (name === "detection") return titles.get(value) ?? shown(value);
  return shown(value);
}
