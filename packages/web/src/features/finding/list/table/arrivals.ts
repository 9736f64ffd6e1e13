import type { Finding } from "../../finding-types.ts";

/** What a finding's row says is new: the finding, or the call that showed it again. */
export function arrivalKey({ id, latest }: Pick<Finding, "id" | "latest">): string {
  return `${id} ${latest.eventId}`;
}

/**
 * The keys of what came in since the list was last read. What stands below everything known was there all along, on the next
 * page, unless nothing followed.
 *
 * @param last nothing followed when it was last read
 */
export function arrivalsSince(known: ReadonlySet<string>, now: readonly Finding[], last: boolean): string[] {
  const ids = new Set([...known].map((key) => key.slice(0, key.indexOf(" "))));
  const lastKnown = now.findLastIndex((finding) => ids.has(finding.id));
  const within = last || lastKnown === -1 ? now : now.slice(0, lastKnown + 1);
  return within.map(arrivalKey).filter((key) => !known.has(key));
}
