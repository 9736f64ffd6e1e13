import type { FindingRow } from "./row.ts";

/*
 * What a list of findings is narrowed down by: terms such as `state=open,failed` or `resource:sg-0123`. The API takes them, the
 * console keeps them in its address, and so there is no zod here.
 */

/** `=` and `!=` with any of several values; `:` and `!:` for a part of the text; for times the four of them that follow. */
export type Operator = "=" | "!=" | ":" | "!:" | ">=" | "<=" | ">" | "<";

/** One condition. A choice has any of its values; the others have one. */
export interface Term {
  property: Property;
  operator: Operator;
  values: string[];
}

interface Choice {
  kind: "choice";
  of: (row: FindingRow) => string;
}
interface Text {
  kind: "text";
  of: (row: FindingRow) => (string | undefined)[];
  operators: readonly Operator[];
}
interface Time {
  kind: "time";
  of: (row: FindingRow) => string | undefined;
}

const CHOICE: readonly Operator[] = ["=", "!="];
const TEXT: readonly Operator[] = ["=", "!=", ":", "!:"];
const TIME: readonly Operator[] = [">=", "<=", ">", "<"];

/** What findings can be told apart by. */
export const properties = {
  state: { kind: "choice", of: ({ state }) => state },
  severity: { kind: "choice", of: ({ severity }) => severity },
  detection: { kind: "choice", of: ({ detection }) => detection },
  account: { kind: "choice", of: ({ account }) => account },
  region: { kind: "choice", of: ({ region }) => region },
  /** By ARN or id. */
  resource: { kind: "text", of: ({ resource }) => [resource.arn, resource.id], operators: TEXT },
  /** By name, or by the ARN of the user or of the role behind a session. */
  actor: { kind: "text", of: ({ actor, principal }) => [actor, principal], operators: TEXT },
  /** By the id of one that covers it or has covered it. */
  exemption: { kind: "text", of: ({ exemptions }) => exemptions, operators: CHOICE },
  opened: { kind: "time", of: ({ openedAt }) => openedAt },
  lastSeen: { kind: "time", of: ({ lastSeenAt }) => lastSeenAt },
  safe: { kind: "time", of: ({ safe }) => safe?.at },
  /** Anything that a row says in words. */
  text: { kind: "text", of: wordsOf, operators: [":", "!:"] },
} as const satisfies Record<string, Choice | Text | Time>;

export type Property = keyof typeof properties;

/** A term that says nothing, and why. */
export class WhereError extends Error {
  override name = "WhereError";
}

function wordsOf(row: FindingRow): (string | undefined)[] {
  const { id, summary, resource, actor, principal, detection, account, region, eventName, sourceIp } = row;
  const of = [resource.arn, resource.id, resource.type];
  return [summary, ...of, actor, principal, detection, account, region, eventName, sourceIp, id];
}

/** The operators that a property can be asked with. */
export function operatorsOf(property: Property): readonly Operator[] {
  const known: Choice | Text | Time = properties[property];
  return known.kind === "choice" ? CHOICE : known.kind === "time" ? TIME : known.operators;
}

function isProperty(name: string): name is Property {
  return Object.hasOwn(properties, name);
}

/**
 * Reads a term: a property, an operator and what follows it.
 *
 * @throws WhereError
 */
export function parseTerm(text: string): Term {
  const [, name = "", sign = "", value = ""] = /^([a-zA-Z]+)(!=|!:|>=|<=|=|:|>|<)(.*)$/s.exec(text) ?? [];
  if (!isProperty(name))
    throw new WhereError(
      `${JSON.stringify(text.slice(0, 100))} is no term: it begins with one of ${Object.keys(properties).join(", ")}, as in state=open`,
    );
  const operator = operatorsOf(name).find((known) => known === sign);
  if (operator === undefined)
    throw new WhereError(`${name} can be asked with ${operatorsOf(name).join(" ")}, and not with ${sign}`);
  if (value === "") throw new WhereError(`${name}${sign} lacks a value`);
  const { kind } = properties[name];
  if (kind === "choice") return { property: name, operator, values: value.split(",").filter(Boolean) };
  if (kind === "text") return { property: name, operator, values: [value] };
  const at = new Date(value);
  if (Number.isNaN(at.getTime()))
    throw new WhereError(`${name}${sign} takes a time such as 2026-11-23T08:00:00Z`);
  return { property: name, operator, values: [at.toISOString()] };
}

/** The term as text, as `parseTerm` reads it. */
export function termText({ property, operator, values }: Term): string {
  return `${property}${operator}${values.join(",")}`;
}

/** Does a row fulfil all of the terms, or any of them? None at all are fulfilled by every row. */
export function matcher(terms: readonly Term[], match: "all" | "any" = "all"): (row: FindingRow) => boolean {
  const tests = terms.map(testOf);
  if (tests.length === 0) return () => true;
  return match === "all"
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function testOf({ property, operator, values }: Term): (row: FindingRow) => boolean {
  const known: Choice | Text | Time = properties[property];
  if (known.kind === "choice") {
    const wanted = new Set(values);
    return operator === "=" ? (row) => wanted.has(known.of(row)) : (row) => !wanted.has(known.of(row));
  }
  const [value = ""] = values;
  if (known.kind === "time") return timeTest(known, operator, value);
  const part = value.toLowerCase();
  const equals = (row: FindingRow) => known.of(row).includes(value);
  const contains = (row: FindingRow) =>
    known.of(row).some((text) => text?.toLowerCase().includes(part) ?? false);
  if (operator === "=") return equals;
  if (operator === "!=") return (row) => !equals(row);
  return operator === ":" ? contains : (row) => !contains(row);
}

/** Times of one spelling are in order as texts. */
function timeTest({ of }: Time, operator: Operator, value: string): (row: FindingRow) => boolean {
  const at = (row: FindingRow) => spelled(of(row));
  const test: { [sign in Operator]?: (time: string) => boolean } = {
    ">=": (time) => time >= value,
    "<=": (time) => time <= value,
    ">": (time) => time > value,
    "<": (time) => time < value,
  };
  return (row) => {
    const time = at(row);
    return time !== undefined && (test[operator]?.(time) ?? false);
  };
}

/** CloudTrail leaves the milliseconds out. */
function spelled(time: string | undefined): string | undefined {
  return time?.length === 20 ? `${time.slice(0, -1)}.000Z` : time;
}
