import type { FindingRow } from "@snapback/core/finding/rows/row";

/** How many findings an exemption covers now, and how many it covers or has covered. */
export interface LetThrough {
  now: number;
  all: number;
}

/** What each exemption lets through, by its id; one that no finding has met is not in it. */
export function letThrough(rows: readonly FindingRow[]): ReadonlyMap<string, LetThrough> {
  const counts = new Map<string, LetThrough>();
  for (const { state, exemptions } of rows) {
    const present = state === "exempt" || state === "undone" ? exemptions.at(-1) : undefined;
    for (const id of exemptions) {
      const { now, all } = counts.get(id) ?? { now: 0, all: 0 };
      counts.set(id, { now: now + (id === present ? 1 : 0), all: all + 1 });
    }
  }
  return counts;
}
