/**
 * The smallest value that is no less than this part of all values (nearest rank); `undefined` where there are none.
 *
 * @param sorted from the least to the greatest
 * @param part more than 0, at most 1
 */
export function percentile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.ceil(sorted.length * part) - 1];
}
