import type { FindingRow } from "../finding/rows/row.ts";
import { matcher, parseTerm } from "../finding/rows/where.ts";
import { Severity, State } from "../finding/schema.ts";

/** How many findings, and by which terms a list has just them. */
export interface Count {
  count: number;
  where: string[];
}

export type BySeverity = Count & { severity: Severity };
export type ByState = Count & { state: State };

/** Rows, with the terms that these fulfil and no others do. */
export interface Selection {
  rows: readonly FindingRow[];
  where: string[];
}

/** Those of a selection that fulfil these terms, too. */
export function within({ rows, where }: Selection, terms: readonly string[]): Selection {
  return { rows: rows.filter(matcher(terms.map(parseTerm))), where: [...where, ...terms] };
}

export function counted({ rows, where }: Selection): Count {
  return { count: rows.length, where };
}

export function bySeverity(selection: Selection): BySeverity[] {
  return Severity.options.map((severity) => ({
    severity,
    ...counted(within(selection, [`severity=${severity}`])),
  }));
}

export function byState(selection: Selection): ByState[] {
  return State.options.map((state) => ({ state, ...counted(within(selection, [`state=${state}`])) }));
}
