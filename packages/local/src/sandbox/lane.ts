export type Lane = <T>(job: () => Promise<T>) => Promise<T>;

/** Runs jobs one at a time, in the order in which they came; a failed one doesn't stop the next. */
export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job);
    last = next.catch(() => undefined);
    return next;
  };
}
