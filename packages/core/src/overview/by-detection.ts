import type { FindingRow } from "../finding/rows/row.ts";
import { Severity, State } from "../finding/schema.ts";
import { type Count, STANDING } from "./overview.ts";

/** How many findings of one detection there are, each number with the terms of the list behind it. */
export interface DetectionCounts {
  /** What stands now and nobody has let stand. */
  standing: Count;
  bySeverity: (Count & { severity: Severity })[];
  byState: (Count & { state: State })[];
  total: Count;
  /** The latest call that showed one. */
  lastSeenAt?: string;
}

const standing: ReadonlySet<State> = new Set(STANDING);

/** The counts of a detection, whose rows alone are given. */
export function countsOf(detection: string, rows: readonly FindingRow[]): DetectionCounts {
  const its = `detection=${detection}`;
  const stands = `state=${STANDING.join(",")}`;
  const open = rows.filter(({ state }) => standing.has(state));
  let lastSeenAt: string | undefined;
  for (const row of rows) if (row.lastSeenAt > (lastSeenAt ?? "")) lastSeenAt = row.lastSeenAt;
  return {
    standing: { count: open.length, where: [its, stands] },
    bySeverity: Severity.options.map((severity) => ({
      severity,
      count: open.filter((row) => row.severity === severity).length,
      where: [its, stands, `severity=${severity}`],
    })),
    byState: State.options.map((state) => ({
      state,
      count: rows.filter((row) => row.state === state).length,
      where: [its, `state=${state}`],
    })),
    total: { count: rows.length, where: [its] },
    ...(lastSeenAt !== undefined && { lastSeenAt }),
  };
}

/** The rows of each detection that has some. */
export function rowsByDetection(rows: readonly FindingRow[]): ReadonlyMap<string, readonly FindingRow[]> {
  const byDetection = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const known = byDetection.get(row.detection);
    if (known) known.push(row);
    else byDetection.set(row.detection, [row]);
  }
  return byDetection;
}
