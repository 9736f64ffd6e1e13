import type { FindingRow } from "../finding/rows/row.ts";
import { groupBy } from "../grants/group-by.ts";
import { type BySeverity, type ByState, bySeverity, byState, type Count, counted, within } from "./count.ts";
import { STANDS } from "./standing.ts";

/** How many findings of one detection there are, each number with the terms of the list behind it. */
export interface DetectionCounts {
  /** What stands now and nobody has let stand. */
  standing: Count;
  bySeverity: BySeverity[];
  byState: ByState[];
  total: Count;
  /** The latest call that showed one. */
  lastSeenAt?: string;
}

/** The counts of a detection, whose rows alone are given. */
export function countsOf(detection: string, rows: readonly FindingRow[]): DetectionCounts {
  const all = { rows, where: [`detection=${detection}`] };
  const standing = within(all, [STANDS]);
  const lastSeenAt = rows.map((row) => row.lastSeenAt).reduce((a, b) => (a > b ? a : b), "");
  return {
    standing: counted(standing),
    bySeverity: bySeverity(standing),
    byState: byState(all),
    total: counted(all),
    ...(lastSeenAt !== "" && { lastSeenAt }),
  };
}

/** The rows of each detection that has some. */
export function rowsByDetection(rows: readonly FindingRow[]): ReadonlyMap<string, readonly FindingRow[]> {
  return new Map(groupBy(rows, ({ detection }) => detection).map((list) => [list[0].detection, list]));
}
