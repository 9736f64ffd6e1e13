import type { Connection } from "../connection/connection.ts";
import type { Output, Terminal } from "../terminal.ts";

/** What every command works with. */
export interface Context {
  connection: Connection;
  output: Output;
  ask: Terminal["ask"];
  /** How long to wait for what becomes of a decision. */
  patienceMs: number;
  now: () => Date;
}

/** 0 where it is done, 1 where it was refused or came to something else. */
export type ExitCode = 0 | 1;
