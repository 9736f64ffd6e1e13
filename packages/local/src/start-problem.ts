import { ConfigError } from "@snapback/core/settings/config";
import { DataFormatError } from "./data-folder.ts";
import { ConsoleNotBuiltError } from "./server.ts";
import { StorageLockedError } from "./storage.ts";

/** What to tell a person about why `npm start` could not start, and what to do; `undefined` for what is no such thing. */
export function startProblem(
  error: unknown,
  options: { port: number; awsPort: number; data: string },
): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? error.code : undefined;
  const port = "port" in error ? error.port : undefined;
  if (code === "EADDRINUSE" || code === "EACCES") {
    const option = port === options.awsPort ? "--aws-port" : "--port";
    const what = code === "EACCES" ? "may not be used by you" : "is in use by another program";
    return `Port ${String(port)} ${what}. Choose another one: npm start -- ${option} <number>`;
  }
  if (error instanceof StorageLockedError || isLocked(error)) {
    return `${options.data} is in use, most likely by another npm start. Stop that one, or choose another folder: npm start -- --data <folder>`;
  }
  if (error instanceof DataFormatError) {
    return `${error.message}. Forget what is in it with npm start -- --reset, or choose another folder with --data <folder>.`;
  }
  return error instanceof ConsoleNotBuiltError || error instanceof ConfigError ? error.message : undefined;
}

/** dynalite's own database says so deep inside. */
function isLocked(error: unknown): boolean {
  return (
    error instanceof Error && (("code" in error && error.code === "LEVEL_LOCKED") || isLocked(error.cause))
  );
}
