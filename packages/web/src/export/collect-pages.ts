/** One page of a long list, as an export needs it. */
export interface ExportPage<T> {
  items: readonly T[];
  /** Where the next page begins; absent on the last one. */
  next?: string | undefined;
  /** How many there are in all, where that is known. */
  total?: number | undefined;
}

/** Asks for the page that begins at the cursor; for the first one without a cursor. */
export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<ExportPage<T>>;

/** How far it is. */
export interface Progress {
  count: number;
  total?: number | undefined;
}

/** A list whose pages lead in a circle. */
export class EndlessListError extends Error {
  override name = "EndlessListError";
}

/**
 * All items of a long list, page by page.
 *
 * @throws what the signal was aborted with, as soon as it is; what `fetchPage` throws
 */
export async function collectPages<T>(
  fetchPage: FetchPage<T>,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<T[]> {
  const collected: T[] = [];
  const asked = new Set<string>();
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const { items, next, total } = await fetchPage(cursor, signal);
    signal.throwIfAborted();
    for (const item of items) collected.push(item);
    onProgress({ count: collected.length, total });
    if (next !== undefined && asked.has(next))
      throw new EndlessListError("The API gave the same page twice, so the list would never end.");
    if (next !== undefined) asked.add(next);
    cursor = next;
  } while (cursor !== undefined);
  return collected;
}
