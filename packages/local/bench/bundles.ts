import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);

export interface BundleFigures {
  handler: string;
  /** What is read when the handler loads, and what may be loaded later, in bytes. */
  loaded: number;
  later: number;
  /** Time of the handler's import in a fresh process, in milliseconds. */
  loadMs: number[];
}

/** Bundles a handler as the deployment does (esbuild, minified, split), and loads it in fresh processes. */
export async function bundleFigures(handler: string, processes: number): Promise<BundleFigures> {
  const folder = await mkdtemp(join(tmpdir(), "snapback-bundle-"));
  try {
    const entry = join(root, "packages/functions/src/entry", `${handler}.ts`);
    const { metafile } = await build({
      entryPoints: { bundle: entry },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      minify: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node22",
      mainFields: ["module", "main"],
      metafile: true,
      banner: {
        js: 'import { createRequire as topLevelCreateRequire } from "module"; const require = topLevelCreateRequire(import.meta.url);',
      },
    });
    const sizes = new Map<string, number>();
    for (const file of await readdir(folder)) sizes.set(file, (await stat(join(folder, file))).size);
    const outputs = new Map(
      Object.entries(metafile.outputs).map(([path, output]) => [path.split("/").at(-1) ?? path, output]),
    );
    const needed = new Set<string>();
    const follow = (file: string): void => {
      if (needed.has(file)) return;
      needed.add(file);
      for (const { path, kind } of outputs.get(file)?.imports ?? []) {
        if (kind === "import-statement" && !path.startsWith("node:")) follow(path.split("/").at(-1) ?? path);
      }
    };
    follow("bundle.mjs");
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const loaded = [...needed].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);

    const script = join(folder, "load.mjs");
    const url = pathToFileURL(join(folder, "bundle.mjs")).href;
    await writeFile(
      script,
      `const start = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - start);`,
    );
    const env = {
      ...process.env,
      AWS_REGION: "us-east-1",
      SNAPBACK_ACCOUNT: "111122223333",
      SNAPBACK_BUS: "snapback",
      SNAPBACK_FINDINGS_TABLE: "findings",
    };
    const loadMs: number[] = [];
    for (let attempt = 0; attempt < processes; attempt++) {
      const { stdout } = await run(process.execPath, [script], { env });
      loadMs.push(Number(stdout));
    }
    return { handler, loaded, later: total - loaded, loadMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
