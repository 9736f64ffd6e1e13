import type { Finding } from "../../finding-types.ts";

/** What stands on the page, and what has come in that does not yet. */
export interface Shown {
  rows: readonly Finding[];
  waiting: number;
}

/**
 * The rows of a page that a person is at work on: those that stand there stay where they are, each as it is now. What has
 * come in waits.
 *
 * @param rows what stands on the page
 * @param read the page as it was read last
 */
export function heldRows(rows: readonly Finding[], read: readonly Finding[]): Shown {
  const latest = new Map(read.map((finding) => [finding.id, finding]));
  const standing = new Set(rows.map(({ id }) => id));
  return {
    rows: rows.map((finding) => latest.get(finding.id) ?? finding),
    waiting: read.filter(({ id }) => !standing.has(id)).length,
  };
}
