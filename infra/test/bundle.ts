import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What SST puts before a bundle, so that CommonJS inside it finds what it expects. */
export const banner = [
  `import { createRequire as topLevelCreateRequire } from "module";`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url";`,
  `const __filename = topLevelFileUrlToPath(import.meta.url);`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));`,
].join("\n");

/** How a function says it wants to be bundled: its `nodejs` argument. */
export interface BundleOptions {
  minify?: boolean;
  splitting?: boolean;
  esbuild?: { sourcemap?: boolean };
}

export interface Bundle {
  folder: string;
  /** The module with the handler. */
  entry: string;
  /** All of the bundle's files, in bytes, and of these what is read when the handler loads. */
  bytes: number;
  loadedBytes: number;
  files: string[];
}

/**
 * Bundles a handler into a folder as SST does for `nodejs22.x`: esbuild, one ESM entry, dynamic imports in chunks of
 * their own where `splitting` is on.
 *
 * @param handler as the function names it: `packages/functions/src/entry/detect.handler`
 */
export async function bundleHandler(
  handler: string,
  folder: string,
  options: BundleOptions,
  plugins: Plugin[] = [],
): Promise<Bundle> {
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: { bundle: join(root, handler.replace(/\.[^.]+$/, ".ts")) },
    absWorkingDir: root,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: options.minify ?? false,
    splitting: options.splitting ?? false,
    sourcemap: options.esbuild?.sourcemap ?? true,
    keepNames: true,
    platform: "node",
    format: "esm",
    target: "es2023",
    mainFields: ["module", "main"],
    metafile: true,
    banner: { js: banner },
    logLevel: "silent",
    plugins,
  });
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return {
    folder,
    entry: join(folder, "bundle.mjs"),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    loadedBytes: loadedBytes(metafile),
    files,
  };
}

/** The entry and what it imports without being asked twice. */
function loadedBytes({ outputs }: Metafile): number {
  const entry = Object.keys(outputs).find((path) => path.endsWith("/bundle.mjs"));
  const needed = new Set<string>();
  const follow = (path: string): void => {
    const output = outputs[path];
    if (needed.has(path) || output === undefined) return;
    needed.add(path);
    for (const { path: imported, kind } of output.imports) {
      if (kind === "import-statement") follow(imported);
    }
  };
  if (entry !== undefined) follow(entry);
  return [...needed].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
