import type { Log } from "@snapback/core/log";
import { logLine } from "@snapback/core/log-line";

/** The laptop's log: a line for each violation and each remediation, and for what goes wrong. */
export function consoleLog(write: (line: string) => void, colours: boolean): Log {
  const level =
    (name: keyof Log) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      const line = logLine({ level: name, message, fields, at: new Date() }, colours);
      if (line !== undefined) write(`${line}\n`);
    };
  return { debug: level("debug"), info: level("info"), warn: level("warn"), error: level("error") };
}
