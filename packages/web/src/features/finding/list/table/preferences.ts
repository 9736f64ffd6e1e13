/** How somebody wants the list of findings to look. */
export interface ListPreferences {
  pageSize: number;
  wrapLines: boolean;
  contentDensity: "comfortable" | "compact";
  /** All columns, in their order, and whether they are shown. */
  columns: { id: string; visible: boolean }[];
  /** How wide they are that somebody has made so. */
  widths: { [column: string]: number };
  /** A slash leads to the filter. Who speaks to their computer wants no single key to do anything. */
  shortcut: boolean;
}

export const pageSizes = [20, 50, 100, 200] as const;

const SHOWN = new Set([
  "severity",
  "finding",
  "state",
  "resource",
  "actor",
  "account",
  "lastSeen",
  "duration",
]);
const NARROWEST = 40;
const WIDEST = 2000;
const KEY = "snapback.findings.preferences";

/**
 * The preferences in a text, as far as they are some: columns that are no longer there are left out, and new ones come last.
 *
 * @param known the ids of the columns that there are
 */
export function parsePreferences(text: string | null, known: readonly string[]): ListPreferences {
  const said = fieldsOf(jsonOf(text));
  const columns = listOf(said.get("columns")).flatMap((column) => {
    const fields = fieldsOf(column);
    const id = known.find((each) => each === fields.get("id"));
    return id === undefined ? [] : [{ id, visible: fields.get("visible") === true }];
  });
  const once = columns.filter(({ id }, index) => columns.findIndex((other) => other.id === id) === index);
  const missing = known.filter((id) => !once.some((column) => column.id === id));
  const fresh = once.length === 0;
  const widths = fieldsOf(said.get("widths"));
  return {
    pageSize: pageSizes.find((size) => size === said.get("pageSize")) ?? 50,
    wrapLines: said.get("wrapLines") !== false,
    contentDensity: said.get("contentDensity") === "comfortable" ? "comfortable" : "compact",
    columns: [...once, ...missing.map((id) => ({ id, visible: fresh && SHOWN.has(id) }))],
    widths: Object.fromEntries(
      known.flatMap((id) => {
        const width = widths.get(id);
        return typeof width === "number" && width >= NARROWEST && width <= WIDEST ? [[id, width]] : [];
      }),
    ),
    shortcut: said.get("shortcut") !== false,
  };
}

export function readPreferences(known: readonly string[]): ListPreferences {
  try {
    return parsePreferences(localStorage.getItem(KEY), known);
  } catch {
    // Browsers can refuse storage altogether; then they last as long as the page.
    return parsePreferences(null, known);
  }
}

export function keepPreferences(preferences: ListPreferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // As above.
  }
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
