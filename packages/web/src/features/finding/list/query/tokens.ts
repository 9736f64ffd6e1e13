import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { operatorsOf, type Property, properties, type Term } from "@snapback/core/finding/rows/where";

/* Between the terms of a query and the tokens by which Cloudscape's filter shows them. */

type Token = PropertyFilterProps.Token;

const TEXT: Property = "text";

export function tokenOf({ property, operator, values }: Term): Token {
  if (property === TEXT) return { operator, value: values[0] ?? "" };
  const value = isChoice(property) ? values : (values[0] ?? "");
  return { propertyKey: property, operator, value };
}

/** The term that a token stands for; `undefined` for one that says nothing. */
export function termOf({ propertyKey = TEXT, operator, value }: Token): Term | undefined {
  const property = propertyOf(propertyKey);
  const known = property && operatorsOf(property).find((each) => each === operator);
  const values = valuesOf(value);
  if (property === undefined || known === undefined || values.length === 0) return undefined;
  return { property, operator: known, values: isChoice(property) ? values : values.slice(0, 1) };
}

function valuesOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "string").filter((each) => each !== "");
}

export function isChoice(property: Property): boolean {
  return properties[property].kind === "choice";
}

function propertyOf(key: string): Property | undefined {
  return propertyNames.find((name) => name === key);
}

function isProperty(name: string): name is Property {
  return Object.hasOwn(properties, name);
}

export const propertyNames = Object.keys(properties).filter(isProperty);
