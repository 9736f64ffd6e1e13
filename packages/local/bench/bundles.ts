import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { bundleHandler } from "../../../infra/test/bundle.ts";

const run = promisify(execFile);

export interface BundleFigures {
  handler: string;
  /** What is read when the handler loads, and what may be loaded later, in bytes. */
  loaded: number;
  later: number;
  /** Time of the handler's import in a fresh process, in milliseconds. */
  loadMs: number[];
}

/** What the functions' environment has, for the handlers to start. */
const environment = {
  AWS_REGION: "us-east-1",
  SNAPBACK_ACCOUNT: "111122223333",
  SNAPBACK_BUS: "snapback",
  SNAPBACK_CONSOLE: "https://console.example.com",
  SNAPBACK_FINDINGS_TABLE: "findings",
  SNAPBACK_FUNCTION_DEAD_LETTERS: "https://sqs.us-east-1.amazonaws.com/111122223333/dead",
  SNAPBACK_HEARTBEAT_ROLE: "arn:aws:iam::111122223333:role/snapback-heartbeat",
  SNAPBACK_SECRETS_SET: "",
  SNAPBACK_SETTINGS_TABLE: "settings",
  SNAPBACK_STAGE: "bench",
  SNAPBACK_REGIONS: "us-east-1",
  SNAPBACK_USER_POOL: "us-east-1_bench",
  SNAPBACK_USER_POOL_CLIENT: "bench",
};

/** Bundles a handler as the deployment does (esbuild, minified, split), and loads it in fresh processes. */
export async function bundleFigures(handler: string, processes: number): Promise<BundleFigures> {
  const folder = await mkdtemp(join(tmpdir(), "snapback-bundle-"));
  try {
    const { entry, bytes, loadedBytes } = await bundleHandler(
      `packages/functions/src/entry/${handler}.handler`,
      folder,
      { minify: true, splitting: true, esbuild: { sourcemap: false } },
    );
    const script = join(folder, "load.mjs");
    const url = JSON.stringify(pathToFileURL(entry).href);
    await writeFile(
      script,
      `const start = performance.now(); await import(${url}); console.log(performance.now() - start);`,
    );
    const loadMs: number[] = [];
    for (let attempt = 0; attempt < processes; attempt++) {
      const { stdout } = await run(process.execPath, [script], { env: { ...process.env, ...environment } });
      loadMs.push(Number(stdout));
    }
    return { handler, loaded: loadedBytes, later: bytes - loadedBytes, loadMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
