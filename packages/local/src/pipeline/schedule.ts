/** Runs a function at once and then at a fixed rate, as EventBridge Scheduler does; a run that takes longer is waited for. */
export function runOnSchedule(
  run: () => Promise<unknown>,
  everyMs: number,
  onFailure: (error: unknown) => void,
) {
  let running: Promise<unknown> | undefined;
  const start = () => {
    running ??= run()
      .catch(onFailure)
      .finally(() => {
        running = undefined;
      });
  };
  start();
  const timer = setInterval(start, everyMs);
  return {
    /** Starts no more, and waits for the run that is under way. */
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
