import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/**
 * Writes SST's platform into `.sst/platform`: its components and types, against which `sst.config.ts` and `infra/` are
 * checked and tested. Needs npm alone, no AWS account and no Pulumi. Does nothing where it is there already.
 */

const root = fileURLToPath(new URL("..", import.meta.url));

async function versionOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(`${root}${path}`, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export class PlatformError extends Error {
  override name = "PlatformError";
}

/** @throws PlatformError with what SST said, where it could not be written. */
export async function prepareSstPlatform(say: (line: string) => void): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(`${root}node_modules/sst/package.json`, "utf8"));
  const wanted =
    typeof manifest === "object" && manifest !== null && "version" in manifest
      ? String(manifest.version)
      : "";
  if ((await versionOf(".sst/platform/version")) === wanted) return;
  say(`Writing SST's platform ${wanted} into .sst/platform: once, and it takes about half a minute.`);
  const env = {
    ...process.env,
    // Neither Pulumi nor Bun is needed to write it.
    SST_SKIP_DEPENDENCY_CHECK: "1",
    SST_NO_BUN: "1",
    SST_TELEMETRY_DISABLED: "1",
  };
  const install = spawn("npx", ["sst", "install", "--stage", "check"], { cwd: root, env });
  let output = "";
  for (const stream of [install.stdout, install.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  }
  const [code]: unknown[] = await once(install, "close");
  if (code !== 0 || (await versionOf(".sst/platform/version")) !== wanted) {
    throw new PlatformError(
      `sst install did not write .sst/platform (exit code ${String(code)}):\n${output}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepareSstPlatform((line) => void process.stdout.write(`${line}\n`));
}
