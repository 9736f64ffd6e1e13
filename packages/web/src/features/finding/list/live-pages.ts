import type { Finding, FindingPage } from "../finding-types.ts";

/**
 * The loaded pages as one list. A finding that was seen again between two requests moves up and can be in both pages;
 * then what was read of it later in its life counts, in the place where it belongs now.
 */
export function mergePages(pages: readonly FindingPage[]): Finding[] {
  const latest = new Map<string, Finding>();
  for (const finding of pages.flatMap((page) => page.findings)) {
    const known = latest.get(finding.id);
    if (!known || finding.occurrences > known.occurrences) latest.set(finding.id, finding);
  }
  return [...latest.values()].toSorted(latestFirst);
}

/** The API's order: by the latest call, then by id. */
function latestFirst(a: Finding, b: Finding): number {
  return compare(b.latest.eventTime, a.latest.eventTime) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What a finding's row says is new: the finding, or the call that showed it again. */
export function arrivalKey({ id, latest }: Pick<Finding, "id" | "latest">): string {
  return `${id} ${latest.eventId}`;
}

/**
 * The keys of what came in since the list was last read. What stands below everything known was there all along: another
 * page of older findings.
 */
export function arrivalsSince(known: ReadonlySet<string>, now: readonly Finding[]): string[] {
  const ids = new Set([...known].map((key) => key.slice(0, key.indexOf(" "))));
  const lastKnown = now.findLastIndex((finding) => ids.has(finding.id));
  const within = lastKnown === -1 ? now : now.slice(0, lastKnown + 1);
  return within.map(arrivalKey).filter((key) => !known.has(key));
}
