import type { FindingRow } from "./row.ts";

/** A row as the table has it, and when it was written. */
export interface Changed {
  row: FindingRow;
  changedAt: string;
}

/** All findings as rows, as they are now. */
export interface FindingRows {
  all: () => Promise<readonly FindingRow[]>;
}

/** The index lags by moments, and the clocks of those who write differ a little. */
const OVERLAP_MS = 60_000;
/** What can't be seen as a change, a clock that was put back or an item that is gone, is seen this often. */
const RELOAD_MS = 60 * 60_000;

/**
 * Keeps all findings as rows in memory: read whole once, and then only what has changed since. A list that is sorted, filtered
 * and counted in whichever way people want would need an index for each; and the rows of 50,000 findings take some 50 MB.
 *
 * @param changes the rows that were written at that time or later; all of them where it is undefined
 */
export function openRows(
  changes: (since: string | undefined) => Promise<Changed[]>,
  now: () => Date,
): FindingRows {
  let known = new Map<string, FindingRow>();
  let list: readonly FindingRow[] = [];
  /** The latest write that is known, and when it was last asked for later ones. */
  let latest: string | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let loadedAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<readonly FindingRow[]> {
    const whole = latest === undefined || now().getTime() - loadedAt > RELOAD_MS;
    const since = whole || latest === undefined ? undefined : before(Math.max(Date.parse(latest), askedAt));
    const startedAt = now().getTime();
    const changed = await changes(since);
    askedAt = startedAt;
    if (whole) {
      known = new Map();
      loadedAt = startedAt;
    }
    const news = changed.filter(({ row }) => row.version > (known.get(row.id)?.version ?? -1));
    for (const { row } of news) known.set(row.id, row);
    for (const { changedAt } of changed) if (latest === undefined || changedAt > latest) latest = changedAt;
    if (whole || news.length > 0) list = [...known.values()];
    return list;
  }

  return { all: coalesced(refresh) };
}

/** From when on something may have been missed: what is older has long been in the index. */
function before(time: number): string {
  return new Date(time - OVERLAP_MS).toISOString();
}

/** One run at a time. Whoever asks during one gets the next one's answer, since theirs may be about what came after it began. */
function coalesced<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        const mine = run();
        running = mine;
        return mine;
      });
    return next;
  };
}
