import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { registrySource } from "./registry.ts";

/** `npm run gen`: writes what is derived from the files' names. A test fails when it is out of date. */
const folder = new URL("../packages/core/src/detections/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
writeFileSync(new URL("registry.ts", folder), registrySource(files));
process.stdout.write("packages/core/src/detections/registry.ts written\n");
