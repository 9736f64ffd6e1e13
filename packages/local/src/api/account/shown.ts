import type { JsonObject } from "@snapback/core/json";
import type { Account } from "../../sandbox/account.ts";
import type { Kind } from "../../sandbox/table.ts";

/** What people want to know of a resource, in words. Names in it come from calls: they may be anything. */
export interface Shown {
  name?: string | undefined;
  /** Where that is not the region that it is kept in. */
  region?: string | undefined;
  facts: Fact[];
  marks?: Mark[];
  /** All that is kept of it, where nothing better is known to say. */
  row?: JsonObject;
}

export interface Fact {
  label: string;
  values: string[];
}

/** What catches the eye: it is `open` to the world, or `weak` where it should protect something. */
export interface Mark {
  kind: "open" | "weak";
  text: string;
}

/** How a kind of resource is shown, with its row's type closed over. */
export interface ShownKind {
  name: string;
  title: string;
  resources: (account: Account) => ({ id: string } & Shown)[];
}

/**
 * Says how a kind of resource is shown.
 *
 * @param show what to say of one of a region's; called once for the region, so that what many of them need is looked up once
 */
export function shown<Row extends { id: string }>(
  kind: Kind<Row>,
  title: string,
  show: (account: Account) => (row: Row) => Shown,
): ShownKind {
  return {
    name: kind.name,
    title,
    resources(account) {
      const rows = account.table(kind).rows();
      const showRow = show(account);
      return rows.map((row) => ({ id: row.id, ...showRow(row) }));
    },
  };
}

/** Facts by their labels; what is undefined or empty is left out. */
export function facts(given: Record<string, string | readonly string[] | undefined>): Fact[] {
  return Object.entries(given).flatMap(([label, value]) => {
    const values = value === undefined ? [] : typeof value === "string" ? [value] : [...value];
    return values.length > 0 ? [{ label, values }] : [];
  });
}

/** A mark, where there is a reason for it. */
export function mark(kind: Mark["kind"], text: string | undefined | false): Mark[] {
  return text === undefined || text === false ? [] : [{ kind, text }];
}

/** The rows of a list by a key, for whoever looks many of them up. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
