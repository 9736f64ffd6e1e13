import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { type Bundle, bundleHandler } from "./bundle.ts";
import { choices, withChoices } from "./choices.ts";

export const ACCOUNT = "111122223333";

/** JSON-RPC as SST's components speak it with their CLI. */
const Request = z.object({
  method: z.string(),
  params: z.tuple([z.record(z.string(), z.unknown())]),
});

type BuildRequest = z.infer<typeof BuildRequest>;
const BuildRequest = z.object({
  handler: z.string(),
  properties: z.object({
    minify: z.boolean().exactOptional(),
    splitting: z.boolean().exactOptional(),
    esbuild: z.object({ sourcemap: z.boolean().exactOptional() }).exactOptional(),
  }),
});

/** What is in every account that SST has been used in. */
const bootstrap = {
  asset: "sst-asset-test",
  assetEcrRegistryId: ACCOUNT,
  assetEcrUrl: "",
  state: "sst-state-test",
  appsyncHttp: "appsync.test",
  appsyncRealtime: "appsync.test",
};

/**
 * Stands for SST's CLI while a program runs: it answers what the components ask, and builds the handlers for real.
 * `/building` tells how many answers are still to come.
 */
export async function serveSst() {
  const bundles = new Map<string, Bundle>();
  let building = 0;

  async function answer(method: string, params: unknown): Promise<unknown> {
    switch (method) {
      case "Provider.Aws.Bootstrap":
        return bootstrap;
      case "Provider.Aws.Appsync":
        return { http: bootstrap.appsyncHttp, realtime: bootstrap.appsyncRealtime };
      case "Runtime.AddTarget":
        return true;
      case "Runtime.Build": {
        const request = BuildRequest.parse(params);
        const bundle = await builtOnce(request);
        bundles.set(request.handler, bundle);
        const maps = bundle.files.filter((file) => file.endsWith(".map"));
        const sourcemaps = maps.map((file) => join(bundle.folder, file));
        return { handler: "bundle.handler", out: bundle.folder, errors: [], sourcemaps };
      }
      default:
        return undefined;
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/building") {
      response.end(String(building));
      return;
    }
    building += 1;
    try {
      const { method, params } = Request.parse(JSON.parse(await text(request)));
      const result = await answer(method, params[0]);
      // By these words the components know that they may do without.
      response.end(
        JSON.stringify(result === undefined ? { error: `rpc: can't find method ${method}` } : { result }),
      );
    } catch (error) {
      response.end(JSON.stringify({ error: String(error) }));
    } finally {
      building -= 1;
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    bundles,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const built = new Map<string, Promise<Bundle>>();

/** One build for all evaluations of a process, and gone with it. */
function builtOnce(request: BuildRequest): Promise<Bundle> {
  const known = built.get(request.handler) ?? buildHandler(request);
  built.set(request.handler, known);
  return known;
}

async function buildHandler({ handler, properties }: BuildRequest): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), "snapback-bundle-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return bundleHandler(handler, folder, properties, [withChoices(choices)]);
}
