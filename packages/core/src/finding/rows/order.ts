import * as z from "zod";
import { Severity, State } from "../schema.ts";
import { ORDERS } from "./order-names.ts";
import { type FindingRow, openMs } from "./row.ts";

/** What a list can be in order of. */
export type Order = z.infer<typeof Order>;
export const Order = z.enum(ORDERS);

/** An order, from the least to the greatest; with `-` before it the other way round. */
export type Sort = z.infer<typeof Sort>;
export const Sort = z.templateLiteral([z.enum(["", "-"]), Order]);

type Value = string | number;

const values: { [O in Order]: (row: FindingRow) => Value } = {
  lastSeen: ({ lastSeenAt }) => Date.parse(lastSeenAt),
  opened: ({ openedAt }) => Date.parse(openedAt),
  /** The gravest is the greatest. */
  severity: ({ severity }) => -Severity.options.indexOf(severity),
  /** In the order of a finding's life. */
  state: ({ state }) => State.options.indexOf(state),
  detection: ({ detection }) => detection,
  account: ({ account }) => account,
  region: ({ region }) => region,
  resource: ({ resource }) => resource.id,
  actor: ({ actor }) => actor,
  /** How long it stood open; what still stands comes after all that don't. */
  duration: (row) => openMs(row) ?? Number.MAX_SAFE_INTEGER,
};

/** Where a row stands in an order: no two stand in the same place. */
type Place = readonly [value: Value, id: string];

const Cursor = z.tuple([Sort, z.union([z.string(), z.number()]), z.string()]);

/** A cursor that this list did not give out. */
export class RowCursorError extends Error {
  override name = "RowCursorError";
}

export interface RowPage {
  rows: FindingRow[];
  /** How many there are on all pages. */
  total: number;
  /** Where the next page begins; absent on the last one. */
  cursor?: string;
}

/**
 * A page of the rows in an order. A cursor names the place of a page's last row, so that nothing comes twice and nothing is
 * left out of what stays in its place, whatever comes and goes meanwhile.
 *
 * @throws RowCursorError
 */
export function pageOf(
  rows: readonly FindingRow[],
  { sort, limit, cursor }: { sort: Sort; limit: number; cursor?: string | undefined },
): RowPage {
  const down = sort.startsWith("-");
  const value = values[Order.parse(down ? sort.slice(1) : sort)];
  const compare = down ? (a: Place, b: Place) => comparePlaces(b, a) : comparePlaces;
  const start = cursor === undefined ? undefined : placeOf(cursor, sort);
  const ahead = rows
    .map((row) => ({ row, place: [value(row), row.id] as const }))
    .filter(({ place }) => start === undefined || compare(place, start) > 0)
    .toSorted((a, b) => compare(a.place, b.place));
  const page = ahead.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    total: rows.length,
    ...(last && ahead.length > limit && { cursor: cursorOf(sort, last.place) }),
  };
}

function comparePlaces([a, idA]: Place, [b, idB]: Place): number {
  if (a !== b) return a < b ? -1 : 1;
  return idA === idB ? 0 : idA < idB ? -1 : 1;
}

function cursorOf(sort: Sort, [value, id]: Place): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");
}

function placeOf(cursor: string, sort: Sort): Place {
  const known = Cursor.safeParse(jsonOf(Buffer.from(cursor, "base64url").toString()));
  if (!known.success || known.data[0] !== sort)
    throw new RowCursorError("this cursor is not one of this list's in this order");
  return [known.data[1], known.data[2]];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
