import { AwsError } from "../../aws-error.ts";
import type { Tag } from "./resources.ts";

export type Filters = { Name: string; Value: string[] }[] | undefined;

/**
 * What a filter of some name compares: the values that the resource has under it. The name `tag:` stands for every
 * `tag:KEY`, and is given the key.
 */
export type Filterable<Row> = Readonly<
  Record<string, (row: Row, key: string) => readonly (string | undefined)[]>
>;

/** The filters that every resource with tags has. */
export const tagFilters: Filterable<{ tags: Tag[] }> = {
  "tag:": ({ tags }, key) => tags.filter((tag) => tag.key === key).map(({ value }) => value),
  "tag-key": ({ tags }) => tags.map(({ key }) => key),
  "tag-value": ({ tags }) => tags.map(({ value }) => value),
};

/** Whether a row passes: every filter, by any one of its values. */
export function matches<Row>(filters: Filters, filterable: Filterable<Row>): (row: Row) => boolean {
  const tests = (filters ?? []).map(({ Name: name, Value: values }) => {
    const [, entry = name, key = ""] = /^(tag:)(.+)$/s.exec(name) ?? [];
    const valuesOf = Object.hasOwn(filterable, entry) ? filterable[entry] : undefined;
    if (valuesOf === undefined)
      throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
    const patterns = values.map(wildcard);
    return (row: Row) =>
      valuesOf(row, key).some((value) => value !== undefined && patterns.some((pattern) => pattern(value)));
  });
  return (row) => tests.every((test) => test(row));
}

const anyText = Symbol("any text");
const anyCharacter = Symbol("any character");

/** `*` stands for any text, `?` for one character, a backslash takes their meaning away. */
function wildcard(text: string): (value: string) => boolean {
  const pattern = [...text.matchAll(/\\.|./gsu)].map(([part]) => {
    if (part === "*") return anyText;
    if (part === "?") return anyCharacter;
    return part.length > 1 && part.startsWith("\\") ? part.slice(1) : part;
  });
  return (value) => fits(pattern, Array.from(value));
}

/** Goes back to the last `*` alone, so that no pattern takes long. */
function fits(pattern: (string | symbol)[], value: string[]): boolean {
  let [at, position, star, starPosition] = [0, 0, -1, 0];
  while (position < value.length) {
    if (pattern[at] === anyText) {
      [star, starPosition] = [at, position];
      at++;
    } else if (at < pattern.length && (pattern[at] === anyCharacter || pattern[at] === value[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++starPosition;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === anyText);
}
