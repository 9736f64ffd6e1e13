import { openSdk } from "@snapback/core/attack/sdk";
import { createApi } from "@snapback/functions/api/app";
import { sandboxApi } from "./api/sandbox-api.ts";
import { type LaptopOptions, openLaptop } from "./laptop.ts";
import { localSignIn, localSite, requireConsole, serveLocally } from "./server.ts";

export interface SiteOptions extends Omit<LaptopOptions, "site"> {
  /** The console's and the API's. */
  port: number;
}

/**
 * A laptop with its console and API on one port: what `npm start` starts.
 *
 * @throws ConsoleNotBuiltError where there is no console to serve.
 */
export async function openSite({ port, ...options }: SiteOptions) {
  requireConsole();
  const laptop = await openLaptop({ ...options, site: `http://127.0.0.1:${port}` });
  const { detections, config, now = () => new Date() } = options;
  const { account, region, regions } = laptop.aws;
  const sandbox = sandboxApi({
    ...laptop,
    detections,
    connect: (attacked) => openSdk({ endpoint: laptop.aws.url, region: attacked }),
    now,
  });
  const api = createApi(
    {
      ...laptop,
      detections,
      config,
      account,
      region,
      regions,
      log: laptop.apiLog,
      signIn: localSignIn,
      now,
    },
    [sandbox],
  );
  const site = await serveLocally(localSite(api), port).catch(async (error: unknown) => {
    await laptop.close();
    throw error;
  });
  /** What is under way finishes. */
  async function close(): Promise<void> {
    await site.close();
    await laptop.close();
  }
  return { ...laptop, url: site.url, close };
}
