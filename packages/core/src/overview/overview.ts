import { type FindingRow, openMs } from "../finding/rows/row.ts";
import { matcher, parseTerm } from "../finding/rows/where.ts";
import { Severity, State } from "../finding/schema.ts";
import { groupBy } from "../grants/group-by.ts";
import { percentile } from "./percentile.ts";

/** How many findings, and by which terms a list has just them. */
export interface Count {
  count: number;
  where: string[];
}

/** The states in which what was found still stands, and nobody has said that it may. */
export const STANDING: readonly State[] = [
  "open",
  "awaiting-approval",
  "responding",
  "failed",
  "contested",
  "undoing",
];

/** A count by what its findings have in common: a detection's id, an account's, or an actor's ARN or name. */
export interface Top extends Count {
  name: string;
}

export interface Overview {
  /** What stands now, whenever it was opened. */
  standing: Count;
  bySeverity: BySeverity[];
  byState: (Count & { state: State })[];
  /** What was opened within the window, and on each of its days (UTC), the earliest first. */
  opened: Count;
  days: { day: string; bySeverity: BySeverity[] }[];
  /** What became safe within the window, and how long that had stood open: from the call that opened it to safe again. */
  safe: Count & { medianMs?: number; p95Ms?: number };
  /** What most of that which was opened within the window has in common. */
  top: { detections: Top[]; accounts: Top[]; actors: Top[] };
}

type BySeverity = Count & { severity: Severity };

const DAY_MS = 86_400_000;
const TOP = 5;

/** All numbers of the overview, each with the terms of the list behind it. */
export function overviewOf(
  rows: readonly FindingRow[],
  { now, days }: { now: Date; days: number },
): Overview {
  const today = Math.floor(now.getTime() / DAY_MS);
  const since = dayAt(today - days + 1);
  const opened = filtered(rows, [`opened>=${since}`]);
  const standing = filtered(rows, [`state=${STANDING.join(",")}`]);
  const safe = filtered(rows, [`safe>=${since}`]);
  return {
    standing: counted(standing),
    bySeverity: bySeverity(standing),
    byState: State.options.map((state) => ({ state, ...counted(filtered(rows, [`state=${state}`])) })),
    opened: counted(opened),
    days: daysOf(opened, today - days + 1, today),
    safe: { ...counted(safe), ...durations(safe.rows) },
    top: {
      detections: top(opened, "detection", ({ detection }) => detection),
      accounts: top(opened, "account", ({ account }) => account),
      actors: top(opened, "actor", ({ principal, actor }) => principal ?? actor),
    },
  };
}

/** Rows, with the terms that these fulfil and no others do. */
interface Filtered {
  rows: readonly FindingRow[];
  where: string[];
}

function filtered(rows: readonly FindingRow[], where: string[]): Filtered {
  return { rows: rows.filter(matcher(where.map(parseTerm))), where };
}

function counted({ rows, where }: Filtered): Count {
  return { count: rows.length, where };
}

function bySeverity({ rows, where }: Filtered): BySeverity[] {
  return Severity.options.map((severity) => ({
    severity,
    count: rows.filter((row) => row.severity === severity).length,
    where: [...where, `severity=${severity}`],
  }));
}

function dayAt(day: number): string {
  return new Date(day * DAY_MS).toISOString();
}

function daysOf({ rows }: Filtered, first: number, last: number): Overview["days"] {
  // A clock that is ahead of ours: what it opens tomorrow is among today's.
  const dayOf = ({ openedAt }: FindingRow) => Math.min(last, Math.floor(Date.parse(openedAt) / DAY_MS));
  const byDay = new Map(groupBy(rows, (row) => String(dayOf(row))).map((list) => [dayOf(list[0]), list]));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index;
    const until = day === last ? [] : [`opened<${dayAt(day + 1)}`];
    return {
      day: dayAt(day).slice(0, 10),
      bySeverity: bySeverity({
        rows: byDay.get(day) ?? [],
        where: [`opened>=${dayAt(day)}`, ...until],
      }),
    };
  });
}

function durations(rows: readonly FindingRow[]): { medianMs?: number; p95Ms?: number } {
  const sorted = rows.flatMap((row) => openMs(row) ?? []).toSorted((a, b) => a - b);
  const [medianMs, p95Ms] = [percentile(sorted, 0.5), percentile(sorted, 0.95)];
  return { ...(medianMs !== undefined && { medianMs }), ...(p95Ms !== undefined && { p95Ms }) };
}

function top(
  { rows, where }: Filtered,
  property: "detection" | "account" | "actor",
  nameOf: (row: FindingRow) => string,
): Top[] {
  return groupBy(rows, nameOf)
    .map((list) => ({ name: nameOf(list[0]), size: list.length }))
    .toSorted((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .slice(0, TOP)
    .map(({ name }) => {
      // An actor can be called what another's ARN is: the list behind the number has both.
      const list = filtered(rows, [`${property}=${name}`]);
      return { name, count: list.rows.length, where: [...where, ...list.where] };
    });
}
