import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { commandOf, root } from "../../local/test/npm-start.ts";

/** Without credentials, profiles and a region of whoever runs the tests. */
const bare = { PATH: process.env.PATH, HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };

/** One of the repository's npm scripts without npm, as its own process group, which ends with the test at the latest. */
export function npmRun(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const [program = "", ...given] = commandOf(script);
  const child = spawn(program, [...given, ...args], {
    cwd: root,
    detached: true,
    env: { ...bare, ...env },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (output.err += chunk.toString("utf8")));
  const closed = once(child, "close").then(([code]: unknown[]) => code);
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, name);
  };
  onTestFinished(async () => {
    signal("SIGKILL");
    await closed;
  });
  return {
    output,
    closed,
    /** Ctrl-C in a terminal reaches the whole group. */
    interrupt: () => signal("SIGINT"),
  };
}
