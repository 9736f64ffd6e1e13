/**
 * Runs a function at a fixed rate, as EventBridge Scheduler does, and for the first time at once unless that is not wanted; a run
 * that takes longer is waited for.
 */
export function runOnSchedule(
  run: () => Promise<unknown>,
  everyMs: number,
  onFailure: (error: unknown) => void,
  { atOnce = true } = {},
) {
  let running: Promise<unknown> | undefined;
  const start = () => {
    running ??= run()
      .catch(onFailure)
      .finally(() => {
        running = undefined;
      });
  };
  if (atOnce) start();
  const timer = setInterval(start, everyMs);
  return {
    /** Starts no more, and waits for the run that is under way. */
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
