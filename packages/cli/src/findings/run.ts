import { printable } from "@snapback/core/printable";
import { CommanderError } from "commander";
import { StageError } from "../stage/problem.ts";
import { RefusedError } from "./connection/answer.ts";
import { connect } from "./connection/connection.ts";
import { type Chosen, findingsProgram, type Shared } from "./program.ts";
import { openOutput, type Terminal } from "./terminal.ts";

const PATIENCE_MS = 60_000;

export interface Run {
  terminal: Terminal;
  env: Readonly<Record<string, string | undefined>>;
  /** How long to wait for what becomes of a decision. */
  patienceMs?: number;
  now?: () => Date;
}

/**
 * Runs one command line to its exit code: 0 where it is done, 1 where it was refused or failed, 2 where it could not be
 * asked, with a line on what to do.
 */
export async function runFindings(
  args: readonly string[],
  { terminal, env, patienceMs = PATIENCE_MS, now = () => new Date() }: Run,
): Promise<0 | 1 | 2> {
  let chosen: Chosen | undefined;
  const program = findingsProgram(terminal, (command) => {
    chosen = command;
  });
  try {
    program.parse(args, { from: "user" });
    if (!chosen) return 2;
    const { format, ...where } = program.opts<Shared>();
    const json = format === "json";
    const connection = await connect(program, where, env);
    // Who is asked has to see what about.
    const ask = json ? undefined : terminal.ask;
    return await chosen({ connection, output: openOutput(terminal, json), ask, patienceMs, now });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof StageError) && !(error instanceof RefusedError)) throw error;
    terminal.err(`${error.message.split("\n").map(printable).join("\n")}\n`);
    return error instanceof RefusedError ? 1 : 2;
  }
}
