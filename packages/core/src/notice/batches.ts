/** As many at once as the SDK has connections for. */
const AT_ONCE = 25;

/** Does this for each of the items, some at a time, and answers in their order. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(each))));
  }
  return results;
}
