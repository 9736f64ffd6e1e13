import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Config } from "@snapback/core/settings/config";
import { build, type Plugin } from "esbuild";
import * as z from "zod";
import { type Bundle, banner, root } from "./bundle.ts";
import { choices, withChoices } from "./choices.ts";
import { ACCOUNT, serveSst } from "./sst-server.ts";

const run = promisify(execFile);
const platform = join(root, ".sst/platform");

export interface EvaluateOptions {
  stage: string;
  /** As in `sst dev`. */
  dev?: boolean;
  /** What differs from the tests' own choices. */
  config?: Partial<Config>;
  /** As somebody has set them with `sst secret set`. */
  secrets?: { [name: string]: string };
}

export interface Evaluated {
  resources: { type: string; name: string; inputs: Record<string, unknown> }[];
  outputs: Record<string, unknown>;
  /** What `app()` said: name, removal, protect, providers. */
  app: Record<string, unknown>;
  /** Every handler that the program asked SST to build, really built. */
  bundles: Map<string, Bundle>;
}

/** The program itself failed, as a deploy would: `message` has what it said. */
export class EvaluationError extends Error {
  override name = "EvaluationError";
}

const Graph = z.object({
  resources: z.array(
    z.object({ type: z.string(), name: z.string(), inputs: z.record(z.string(), z.unknown()) }),
  ),
  outputs: z.record(z.string(), z.unknown()),
});

const App = z.custom<(input: { stage: string }) => Promise<unknown>>((value) => typeof value === "function");

/**
 * What `sst deploy` would make of `sst.config.ts` and `infra/`, without an account: the real SST components run, and
 * every resource comes back with its inputs.
 *
 * @throws EvaluationError where the program fails
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluated> {
  const folder = await mkdtemp(join(platform, "evaluated-"));
  const server = await serveSst();
  try {
    const chosen = withChoices({ ...choices, ...options.config });
    const app = await evaluateApp(folder, options.stage, chosen);
    const program = await bundleProgram(folder, app, options, chosen);
    const graph = join(folder, "graph.json");
    const env = {
      ...process.env,
      SST_SERVER: server.url,
      SNAPBACK_GRAPH: graph,
      SNAPBACK_TEST_ACCOUNT: ACCOUNT,
      NODE_OPTIONS: "",
      ...Object.fromEntries(
        Object.entries(options.secrets ?? {}).map(([name, value]) => [`SST_SECRET_${name}`, value]),
      ),
    };
    await run(process.execPath, [program], { cwd: root, env, maxBuffer: 1 << 26 }).catch((error: unknown) => {
      throw new EvaluationError(error instanceof Error ? error.message : String(error), { cause: error });
    });
    const { resources, outputs } = Graph.parse(JSON.parse(await readFile(graph, "utf8")));
    return { resources, outputs, app, bundles: server.bundles };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `app()` alone, which SST runs first: what it answers is a constant in the program. */
async function evaluateApp(folder: string, stage: string, chosen: Plugin): Promise<Record<string, unknown>> {
  const outfile = join(folder, "app.mjs");
  await build({
    entryPoints: [join(root, "sst.config.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    banner: { js: "const $config = (config) => config;" },
    plugins: [
      chosen,
      {
        name: "no-infra",
        setup: (bundler) =>
          bundler.onResolve({ filter: /infra\// }, ({ path }) => ({ path, external: true })),
      },
    ],
  });
  const loaded: unknown = await import(pathToFileURL(outfile).href);
  const { default: config } = z.object({ default: z.object({ app: App }) }).parse(loaded);
  return { ...z.record(z.string(), z.unknown()).parse(await config.app({ stage })), stage };
}

const globals = `import * as aws from "@pulumi/aws"; import * as sst from ${JSON.stringify(join(platform, "src/components/index.ts"))};\n`;

/** Bundles the program as SST's CLI does. */
async function bundleProgram(
  folder: string,
  app: Record<string, unknown>,
  { dev = false }: EvaluateOptions,
  chosen: Plugin,
): Promise<string> {
  const outfile = join(folder, "program.mjs");
  const work = join(folder, "work");
  await mkdir(work);
  const cli = {
    command: dev ? "dev" : "deploy",
    dev,
    paths: { home: folder, root, work, platform },
    state: { version: {} },
  };
  await build({
    entryPoints: [join(root, "infra/test/program.ts")],
    absWorkingDir: root,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    keepNames: true,
    logLevel: "silent",
    inject: [join(platform, "src/shim/run.js")],
    nodePaths: [join(platform, "node_modules")],
    define: { $app: JSON.stringify(app), $cli: JSON.stringify(cli), $dev: String(dev) },
    external: [
      "@pulumi/*",
      "@pulumiverse/*",
      "@sst-provider/*",
      "@aws-sdk/*",
      "undici",
      "esbuild",
      "archiver",
      "glob",
      "vite",
    ],
    banner: { js: banner },
    plugins: [
      chosen,
      {
        name: "globals",
        setup(bundler) {
          bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const ours = path === join(root, "sst.config.ts") || path.startsWith(join(root, "infra/"));
            return ours ? { contents: globals + (await readFile(path, "utf8")), loader: "ts" } : undefined;
          });
        },
      },
    ],
  });
  return outfile;
}
