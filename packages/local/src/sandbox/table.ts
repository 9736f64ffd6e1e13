import type * as z from "zod";

/** The rows of one kind of resource, by id. Rows are replaced, never changed in place. */
export interface Table<Row> {
  get(id: string): Row | undefined;
  /** In the order of their ids, which pagination leans on. */
  rows(): Row[];
  put(row: Row): void;
  delete(id: string): void;
}

/** The changes of the calls in progress: to be written, or to be taken back. */
export interface Journal {
  record(key: string, value: unknown, undo: () => void): void;
}

export class StoredStateError extends Error {
  override readonly name = "StoredStateError";

  constructor(key: string, options: ErrorOptions) {
    super(
      `What is stored under ${key} is not what this version of the sandbox writes; delete its folder`,
      options,
    );
  }
}

/** A value that storage holds; only the sandbox writes there, but perhaps another version of it. */
export function parseStored<T>(schema: z.ZodType<T>, key: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new StoredStateError(key, { cause: parsed.error });
  return parsed.data;
}

/** A kind of resource that an account has in each region. */
export interface Kind<Row> {
  /** The folder of its rows in storage. */
  readonly name: string;
  /** The table of a region, which is opened the first time. */
  tableOf(region: object, open: (schema: z.ZodType<Row>) => Table<Row>): Table<Row>;
}

const kinds = new Map<string, Kind<{ id: string }>>();
const schemas = new Map<string, z.ZodType>();

/** All kinds of resource that are declared, by their names. */
export function allKinds(): Kind<{ id: string }>[] {
  return [...kinds.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Declares a kind of resource, in its service's `resources.ts`; `account.table(kind)` has its rows. Throws where another
 * kind has the name already: it is the whole account's, so that of EC2's and RDS's snapshots one must be called otherwise.
 */
export function kind<Row extends { id: string }>(name: string, schema: z.ZodType<Row>): Kind<Row> {
  if (schemas.has(name)) throw new TypeError(`Two kinds of resource are named ${name}`);
  schemas.set(name, schema);
  const tables = new WeakMap<object, Table<Row>>();
  const made: Kind<Row> = {
    name,
    tableOf(region, open) {
      const table = tables.get(region) ?? open(schema);
      tables.set(region, table);
      return table;
    },
  };
  kinds.set(name, made);
  return made;
}

/** Checks a stored row by its kind's schema, at once and not only when somebody asks for it. */
export function checkStored(kindName: string, key: string, value: unknown): void {
  const schema = schemas.get(kindName);
  if (schema !== undefined) parseStored(schema, key, value);
}

/** A table whose rows live in storage under `prefix`; `stored` may hold other keys, too. */
export function openTable<Row extends { id: string }>(
  prefix: string,
  schema: z.ZodType<Row>,
  stored: Iterable<readonly [key: string, value: unknown]>,
  journal: Journal,
): Table<Row> {
  const rows = new Map<string, Row>();
  for (const [key, value] of stored) {
    if (!key.startsWith(prefix)) continue;
    const row = parseStored(schema, key, value);
    rows.set(row.id, row);
  }

  function set(id: string, row: Row | undefined): void {
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
  }

  function change(id: string, row: Row | undefined): void {
    const before = rows.get(id);
    set(id, row);
    journal.record(prefix + id, row, () => set(id, before));
  }

  return {
    get: (id) => rows.get(id),
    rows: () => [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    put: (row) => change(row.id, row),
    delete: (id) => change(id, undefined),
  };
}
