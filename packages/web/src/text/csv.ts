import { clip, visible } from "./visible.ts";

/** What a cell can hold; `undefined` makes an empty one. */
export type Cell = string | number | boolean | undefined;

/** One column of a CSV file: the name at its head, and what it has of each item. */
export interface CsvColumn<T> {
  name: string;
  of: (item: T) => Cell;
}

/** Without it, Excel takes UTF-8 for the country's old code page. */
const BOM = "\uFEFF";
const NEWLINE = "\r\n";

/** Excel keeps 32,767 characters in a cell; what is over that goes on in a cell of its own, and could begin a formula there. */
const LONGEST_CELL = 32_000;

/**
 * What begins a formula for a spreadsheet, in the spellings of other alphabets, too. Tabs and line ends do as well, but none is left
 * by `visible`. https://owasp.org/www-community/attacks/CSV_Injection
 */
const SIGN = "[=＝﹦+＋﹢\\-－﹣−@＠﹫]";
/** Spreadsheets pass over spaces, and quotes that belong to nothing. */
const FORMULA = new RegExp(`^(?=[\\s"]*${SIGN})`);
/** Half of the world's spreadsheets divide at semicolons, whatever the file does. */
const FORMULA_WITHIN = new RegExp(`(;[\\s"]*)(?=${SIGN})`, "g");

/**
 * CSV as RFC 4180 has it, with a line of names. No text can begin a formula in a spreadsheet: an apostrophe stands before what
 * would. Characters that hide are shown as the console shows them, and numbers stay numbers.
 */
export function csvOf<T>(columns: readonly CsvColumn<T>[], items: readonly T[]): string {
  const lines = [columns.map(({ name }) => name), ...items.map((item) => columns.map(({ of }) => of(item)))];
  return BOM + lines.map((cells) => cells.map(cellText).join(",") + NEWLINE).join("");
}

function cellText(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  // In quotes always: a file that begins with a bare `ID` is no CSV to Excel.
  return `"${harmless(cell).replaceAll('"', '""')}"`;
}

function harmless(text: string): string {
  const shown = visible(text.replaceAll("\0", "")).replace(FORMULA, "'").replace(FORMULA_WITHIN, "$1'");
  const kept = clip(shown, LONGEST_CELL);
  const rest = shown.length - kept.length;
  return rest === 0 ? kept : `${kept}… (${rest} more characters)`;
}
