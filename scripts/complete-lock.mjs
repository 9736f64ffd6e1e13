/**
 * Completes package-lock.json for the platforms other than this one: `node scripts/complete-lock.mjs`, after every
 * change of a dependency.
 *
 * npm leaves a platform's optional binary out of the lock file when its registry does not serve it at the time of the
 * install, and `npm ci` then refuses the lock (https://github.com/npm/cli/issues/4828). Name, version and platform of
 * such a package follow from its parent's entry, so they can be written without fetching anything.
 */
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = {
  arm64: "arm64",
  x64: "x64",
  arm: "arm",
  ia32: "ia32",
  x86: "ia32",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
};

/** `@oxlint/binding-linux-arm-musleabihf` -> `{ os: ["linux"], cpu: ["arm"], libc: ["musl"] }`. */
function platform(name) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.find((system) => words.includes(system));
  const cpu = Object.keys(processors).find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) throw new Error(`${name}: no platform in its name`);
  const libc = os !== "linux" ? undefined : words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  return { cpu: [cpu], os: [os], ...(libc && name.match(/musl|gnu/) ? { libc: [libc] } : {}) };
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (places.some((place) => lock.packages[place])) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platform(name),
    };
    added.push(name);
  }
}
const root = lock.packages[""];
delete lock.packages[""];
lock.packages = {
  "": root,
  ...Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en"))),
};
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${added.length} packages of other platforms added\n`);
