import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Git-ignored. */
export const folder = fileURLToPath(new URL("../../.venv-contract", import.meta.url));
const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** Of what requirements.txt names, nothing needs a newer one. */
const OLDEST = { major: 3, minor: 10 };
const NAMES = ["python3", "python"];

export class PythonError extends Error {
  override name = "PythonError";
}

/**
 * The Python of a virtual environment that has moto, made anew where the requirements have changed since.
 *
 * @throws PythonError where there is no Python that could do it, or where it fails: with what to do.
 */
export async function motoPython(tell: (line: string) => void): Promise<string> {
  const wanted = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex")
    .slice(0, 16);
  const environment = join(folder, wanted);
  if (await exists(environment)) return pythonIn(environment);
  const found = await findPython();
  tell(`Making ${environment} with moto: once, and again when ${requirements} changes`);
  await mkdir(folder, { recursive: true });
  // Whole or not at all, whoever else is making it or is stopped meanwhile.
  const making = join(folder, randomUUID());
  try {
    await make(found, ["-m", "venv", making], "its module venv may have to be installed");
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"];
    await make(
      pythonIn(making),
      ["-m", "pip", "install", ...options, "--requirement", requirements],
      "pip needs a package index: PyPI, or the one that PIP_INDEX_URL names",
    );
    await rename(making, environment);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!(await exists(environment))) throw error;
  }
  return pythonIn(environment);
}

function pythonIn(environment: string): string {
  return process.platform === "win32"
    ? join(environment, "Scripts", "python.exe")
    : join(environment, "bin", "python");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function findPython(): Promise<string> {
  for (const name of NAMES) {
    const version = await versionOf(name);
    if (version?.major === OLDEST.major && version.minor >= OLDEST.minor) return name;
  }
  throw new PythonError(
    `npm run test:contract runs moto, which needs Python ${OLDEST.major}.${OLDEST.minor} or newer with venv and pip, as ${NAMES.join(" or ")} on the PATH. Install one; nothing else here needs it.`,
  );
}

async function versionOf(name: string): Promise<{ major: number; minor: number } | undefined> {
  try {
    const { stdout } = await run(name, ["-c", "import sys; print(*sys.version_info[:2])"]);
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    return { major, minor };
  } catch {
    // There is no such command: the next name is tried.
    return undefined;
  }
}

async function make(command: string, parameters: string[], hint: string): Promise<void> {
  try {
    await run(command, parameters);
  } catch (cause) {
    throw new PythonError(`${command} ${parameters.join(" ")} failed (${hint}): ${String(cause)}`, { cause });
  }
}
