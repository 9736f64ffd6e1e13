import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { folder, motoPython, PythonError } from "./python.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where moto listens. */
    moto: string;
    /** Where the moto listens that has the store's tables: a process of its own, since moto does one thing at a time. */
    motoTables: string;
  }
}

const server = fileURLToPath(new URL("server.py", import.meta.url));

/**
 * Starts moto for the tests, and ends it after them.
 *
 * @throws PythonError where moto can't be had or does not start
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const python = await motoPython((line) => void process.stderr.write(`${line}\n`));
  const [moto, tables] = await Promise.all([start(python, "moto"), start(python, "moto-tables")]);
  project.provide("moto", moto.url);
  project.provide("motoTables", tables.url);
  return async () => {
    await Promise.all([moto.end(), tables.end()]);
  };
}

/** Its standard input is ours, so it ends with this process, however that ends. */
async function start(python: string, name: string): Promise<{ url: string; end: () => Promise<void> }> {
  const log = join(folder, `${name}.log`);
  const moto = spawn(python, [server]);
  moto.stderr.pipe(createWriteStream(log));
  const ended = once(moto, "exit");
  const lines = createInterface({ input: moto.stdout });
  const [port] = await Promise.race([once(lines, "line"), ended.then(() => [])]);
  if (port === undefined) throw new PythonError(`moto did not start: ${log} says why`);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async end() {
      moto.stdin.end();
      await ended;
    },
  };
}
