import { logGroupName } from "@snapback/core/deployment/deployment";
import type { FunctionName } from "@snapback/core/deployment/functions";
import type { Log } from "@snapback/core/log";
import { openLogGroups } from "./sandbox/services/logs/log-groups.ts";

type Level = keyof Log;

/** A log group for each function of a stage, and the functions' logs, which go to the terminal's log as well. */
export function openFunctionLogs(terminal: Log, stage: string, functions: readonly FunctionName[]) {
  const groups = openLogGroups(
    functions.map((name) => logGroupName(stage, name)),
    new Date(),
  );
  return {
    groups,
    of(name: FunctionName): Log {
      // All the `respond` functions are one service to Powertools.
      const service = `snapback-${name.split("-", 1).join("")}`;
      return functionLog(terminal, service, (line, time) =>
        groups.put(logGroupName(stage, name), line, time),
      );
    },
  };
}

/**
 * The log of one function on the laptop: each line goes to the terminal's log and, as `write` gets it, to the function's
 * log group, in the form that Powertools' logger gives it in AWS.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export function functionLog(terminal: Log, service: string, write: (line: string, time: Date) => void): Log {
  const level =
    (name: Level) =>
    (message: string, ...fields: Record<string, unknown>[]) => {
      terminal[name](message, ...fields);
      // Its default level is INFO.
      if (name === "debug") return;
      const time = new Date();
      write(lineOf(name, message, service, time, Object.assign({}, ...fields)), time);
    };
  return { debug: level("debug"), info: level("info"), warn: level("warn"), error: level("error") };
}

function lineOf(
  level: Level,
  message: string,
  service: string,
  time: Date,
  fields: Record<string, unknown>,
): string {
  const frame = { level: level.toUpperCase(), message, timestamp: time.toISOString(), service };
  return JSON.stringify({ ...frame, sampling_rate: 0, ...fields, ...frame }, (_key, value: unknown) =>
    value instanceof Error ? errorOf(value) : value,
  );
}

function errorOf(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return { ...Object.fromEntries(Object.entries(error)), name, message, stack, cause };
}
