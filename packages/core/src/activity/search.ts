import { type ActivityPage, cursorOf, listActivity } from "./activity.ts";
import { type ActivityFilter, activityMatcher, isFiltering, spelled } from "./filter.ts";
import type { ActivityEntry } from "./schema.ts";
import { type SearchedSources, sourcesFor } from "./sources.ts";

/** A page of what was searched for. It can have fewer entries than asked for, or none, and still be followed by another. */
export interface SearchPage extends ActivityPage {
  /** How far back it has looked, where another page follows. */
  reached?: string;
}

/** So many entries are looked at in one go, and at most for one page. */
const LIMITS = { chunk: 200, most: 1000 };

/**
 * A page of the activity that a filter lets through, the latest first. The work for one page is bounded: where what is sought is
 * rare, the page ends before it is full, and its `next` says where to go on. Over all pages nothing is skipped and nothing comes twice.
 *
 * @param before a page's `next`, or a time
 * @throws InvalidCursorError
 */
export async function searchActivity(
  sources: SearchedSources,
  filter: ActivityFilter,
  { before, limit }: { before?: string | undefined; limit: number },
  { chunk, most } = LIMITS,
): Promise<SearchPage> {
  if (!isFiltering(filter)) return withReached(await listActivity(sources, { before, limit }));
  const matches = activityMatcher(filter);
  const from = spelled(filter.from);
  const searched = sourcesFor(sources, filter);
  const entries: ActivityEntry[] = [];
  let cursor = before ?? filter.until;
  for (let looked = 0; looked < most; looked += chunk) {
    const page = await listActivity(searched, { before: cursor, limit: chunk });
    for (const entry of page.entries) {
      if (from !== undefined && entry.at < from) return { entries };
      if (matches(entry)) entries.push(entry);
      if (entries.length < limit) continue;
      const isLast = entry === page.entries.at(-1) && page.next === undefined;
      return isLast ? { entries } : { entries, next: cursorOf(entry), reached: entry.at };
    }
    if (page.next === undefined) return { entries };
    cursor = page.next;
    const reached = page.entries.at(-1)?.at;
    if (looked + chunk >= most) return { entries, next: cursor, ...(reached !== undefined && { reached }) };
  }
  return { entries };
}

function withReached(page: ActivityPage): SearchPage {
  const reached = page.entries.at(-1)?.at;
  return page.next === undefined || reached === undefined ? page : { ...page, reached };
}
