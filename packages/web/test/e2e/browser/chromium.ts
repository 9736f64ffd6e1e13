import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserServer, chromium, type LaunchOptions } from "playwright-core";
import manifest from "../../../package.json" with { type: "json" };

/** Where the browser that npm brings along is unpacked; `npm ci` takes it away again. */
const cache = fileURLToPath(new URL("../../../../../node_modules/.cache/", import.meta.url));

class NoBrowserError extends Error {
  override name = "NoBrowserError";
}

/**
 * Starts the Chromium that `CHROME_PATH` names, on Linux x64 the one that npm brings along, elsewhere the Chrome that is
 * installed.
 *
 * @throws NoBrowserError where there is none.
 */
export async function startChromium(): Promise<BrowserServer> {
  try {
    return await chromium.launchServer(await chosen());
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const remedy = "Install Google Chrome, or have CHROME_PATH name the program of a Chrome or Chromium.";
    throw new NoBrowserError(`No browser could be started. ${remedy}\n${said}`, { cause });
  }
}

async function chosen(): Promise<LaunchOptions> {
  const { CHROME_PATH, ...env } = process.env;
  if (CHROME_PATH !== undefined) return { executablePath: CHROME_PATH };
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome" };
  const folder = await unpacked();
  return {
    executablePath: join(folder, "chromium"),
    // Libraries, and a font, that a bare system lacks.
    env: {
      ...env,
      LD_LIBRARY_PATH: [join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH ?? ""].filter(Boolean).join(":"),
      ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  };
}

/** The folder with @sparticuz/chromium's browser in it, unpacked once. */
async function unpacked(): Promise<string> {
  const folder = join(cache, `chromium-${manifest.devDependencies["@sparticuz/chromium"]}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  // It gets its name when it is whole: an unpacking that was interrupted would be taken for the browser.
  const part = await mkdtemp(join(cache, "chromium-"));
  try {
    await unpackInto(part);
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package unpacks into the folder for temporary files, and the libraries only where it takes the machine for a Lambda's. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x";
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  } finally {
    for (const name of ["TMPDIR", "AWS_LAMBDA_JS_RUNTIME", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"])
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  }
}
