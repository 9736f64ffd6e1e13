/** One of many that it failed for, and why. */
export interface Failed<T> {
  item: T;
  error: unknown;
}

/** What became of many. */
export interface Outcome<T> {
  failed: Failed<T>[];
  /** It was stopped before their turn. */
  left: T[];
}

/** Requests that are under way at the same time. */
const AT_ONCE = 4;

/**
 * Does something to each of many items, some at a time. One that it fails for keeps none of the others from being done.
 *
 * @param tell hears how many are done
 * @param stop begins with no more of them once it is aborted
 */
export async function eachOfMany<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  tell: (done: number) => void,
  stop: AbortSignal,
): Promise<Outcome<T>> {
  const failed: Failed<T>[] = [];
  const left = [...items];
  let done = 0;
  async function goOn(): Promise<void> {
    while (!stop.aborted) {
      const item = left.shift();
      if (item === undefined) return;
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
  return { failed, left };
}
