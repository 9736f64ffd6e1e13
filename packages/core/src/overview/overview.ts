import { type FindingRow, openMs } from "../finding/rows/row.ts";
import { groupBy } from "../grants/group-by.ts";
import {
  type BySeverity,
  type ByState,
  bySeverity,
  byState,
  type Count,
  counted,
  type Selection,
  within,
} from "./count.ts";
import { percentile } from "./percentile.ts";
import { STANDS } from "./standing.ts";

/** A count by what its findings have in common: a detection's id, an account's, or an actor's ARN or name. */
export interface Top extends Count {
  name: string;
}

export interface Overview {
  /** What stands now, whenever it was opened. */
  standing: Count;
  bySeverity: BySeverity[];
  byState: ByState[];
  /** What was opened within the window, and on each of its days (UTC), the earliest first. */
  opened: Count;
  days: { day: string; bySeverity: BySeverity[] }[];
  /** What became safe within the window, and how long that had stood open: from the call that opened it to safe again. */
  safe: Count & { medianMs?: number; p95Ms?: number };
  /** What most of that which was opened within the window has in common. */
  top: { detections: Top[]; accounts: Top[]; actors: Top[] };
}

const DAY_MS = 86_400_000;
const TOP = 5;

/** All numbers of the overview, each with the terms of the list behind it. */
export function overviewOf(
  rows: readonly FindingRow[],
  { now, days }: { now: Date; days: number },
): Overview {
  const today = Math.floor(now.getTime() / DAY_MS);
  const since = dayAt(today - days + 1);
  const all = { rows, where: [] };
  const opened = within(all, [`opened>=${since}`]);
  const standing = within(all, [STANDS]);
  const safe = within(all, [`safe>=${since}`]);
  return {
    standing: counted(standing),
    bySeverity: bySeverity(standing),
    byState: byState(all),
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

function dayAt(day: number): string {
  return new Date(day * DAY_MS).toISOString();
}

function daysOf({ rows }: Selection, first: number, last: number): Overview["days"] {
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
  opened: Selection,
  property: "detection" | "account" | "actor",
  nameOf: (row: FindingRow) => string,
): Top[] {
  return (
    groupBy(opened.rows, nameOf)
      .map((list) => ({ name: nameOf(list[0]), size: list.length }))
      .toSorted((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
      .slice(0, TOP)
      // An actor can be called what another's ARN is: the list behind the number has both.
      .map(({ name }) => ({ name, ...counted(within(opened, [`${property}=${name}`])) }))
  );
}
