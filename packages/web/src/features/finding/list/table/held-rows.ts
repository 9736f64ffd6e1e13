import type { Finding, FindingPage } from "../../finding-types.ts";

/** A page as it stands before somebody. */
export interface Standing {
  rows: readonly Finding[];
  /** Nothing followed when it was put there: what shows up at its end has come in, and did not move up from below. */
  last: boolean;
}

/** The same page a moment later, with what a fresh one would show otherwise. */
export interface Held extends Standing {
  /** How many have come in that do not stand there yet. */
  waiting: number;
  /** The ids of those that stand there and are on this page no more. */
  gone: ReadonlySet<string>;
  /** By now they would stand in another order. */
  moved: boolean;
}

const none: ReadonlySet<string> = new Set();

/** The page just as it was read. */
export function freshRows({ findings, cursor }: Pick<FindingPage, "findings" | "cursor">): Held {
  return { rows: findings, last: cursor === undefined, waiting: 0, gone: none, moved: false };
}

/**
 * The rows of a page that a person is at work on: those that stand there stay where they are, each as it is now. What has
 * come in waits.
 *
 * @param read the page as it was read last
 */
export function heldRows(
  { rows, last }: Standing,
  { findings, cursor }: Pick<FindingPage, "findings" | "cursor">,
): Held {
  const now = new Map(findings.map((finding) => [finding.id, finding]));
  const standing = new Set(rows.map(({ id }) => id));
  const lastStanding = findings.findLastIndex(({ id }) => standing.has(id));
  const whole = last || lastStanding === -1;
  const within = whole ? findings : findings.slice(0, lastStanding + 1);
  // Below the last one that is still there, they may just have been pushed on to the next page.
  const end = cursor === undefined ? rows.length : rows.findLastIndex(({ id }) => now.has(id));
  const gone = rows.slice(0, Math.max(end, 0)).filter(({ id }) => !now.has(id));
  const stayed = rows.filter(({ id }) => now.has(id));
  const ordered = findings.filter(({ id }) => standing.has(id));
  return {
    rows: rows.map((finding) => now.get(finding.id) ?? finding),
    last,
    waiting: within.filter(({ id }) => !standing.has(id)).length,
    gone: new Set(gone.map(({ id }) => id)),
    moved: ordered.some(({ id }, index) => stayed[index]?.id !== id),
  };
}
