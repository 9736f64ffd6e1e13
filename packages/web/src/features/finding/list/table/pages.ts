/*
 * Where the pages after the first begin, as far as somebody has turned: the API says of each where the next one begins. They
 * stand in the history's entry, so that who comes back from a finding is on the same page again.
 */

const KEY = "findingPages";

/** The cursors after turning to a page, from 1 on. `next` is where the page after the last one begins, if there is one. */
export function turned(cursors: readonly string[], number: number, next: string | undefined): string[] {
  if (number <= cursors.length + 1) return cursors.slice(0, Math.max(0, number - 1));
  return next === undefined ? [...cursors] : [...cursors, next];
}

/** The cursors that an entry of the history has. */
export function cursorsIn(state: object): string[] {
  const kept = new Map<string, unknown>(Object.entries(state)).get(KEY);
  return Array.isArray(kept) ? kept.filter((cursor) => typeof cursor === "string") : [];
}

/** What an entry of the history has to have for these. */
export function stateOf(cursors: readonly string[]): object {
  return { [KEY]: cursors };
}
