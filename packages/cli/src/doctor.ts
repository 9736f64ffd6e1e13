import { InvalidArgumentError } from "commander";
import { runDoctor } from "./doctor/run.ts";
import { exitCodeOf, openTarget, type StageOptions, stageCommand } from "./stage/command.ts";

/** `npm run doctor`: says whether a deployed stage works, and what to do where it doesn't. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

interface Options extends StageOptions {
  live?: true;
  liveTimeout: number;
}

const fancy = process.stdout.isTTY && !process.env.NO_COLOR;
const write = (text: string) => void process.stdout.write(text);

const interrupted = new AbortController();
// Whoever read the output went away.
process.stdout.on("error", () => interrupted.abort());

const command = stageCommand("doctor")
  .description(
    "Says whether a stage works: 0 if it does, 1 if anything is wrong, 2 if it was called wrongly.",
  )
  .option("--live", "open a port of the test group to the world, and time how long it stays open")
  .option("--live-timeout <seconds>", "how long --live waits before it closes the port itself", seconds, 300);

process.exitCode = await exitCodeOf(async () => {
  const { live, liveTimeout, ...options } = command.parse().opts<Options>();
  const { target, clients } = await openTarget(command, options);
  return runDoctor(target, clients, {
    write,
    fancy,
    live: live && { timeoutMs: liveTimeout * 1000, signal: uninterruptible() },
  });
});

/** From here on no signal ends the process, while a port may be open: the wait for it ends. */
function uninterruptible(): AbortSignal {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!interrupted.signal.aborted) write("Interrupted. Nothing will be left open.\n");
      interrupted.abort();
    });
  }
  return interrupted.signal;
}

function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("not a number of seconds.");
  return number;
}
