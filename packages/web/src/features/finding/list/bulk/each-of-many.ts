/** What became of one of many. */
export interface Failed<T> {
  item: T;
  error: unknown;
}

/** Requests that are under way at the same time. */
const AT_ONCE = 4;

/**
 * Does something to each of many items, some at a time, and answers with those that it failed for. One that fails keeps none of
 * the others from being done.
 *
 * @param tell hears how many are done
 */
export async function eachOfMany<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  tell: (done: number) => void,
): Promise<Failed<T>[]> {
  const failed: Failed<T>[] = [];
  const waiting = [...items];
  let done = 0;
  async function goOn(): Promise<void> {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        failed.push({ item, error });
      }
      done += 1;
      tell(done);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
  return failed;
}
