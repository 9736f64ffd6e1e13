import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { registrySource } from "./registry.ts";

/** `npm run gen`: writes what is derived from the files' names. A test fails when it is out of date. */
const folder = new URL("../packages/core/src/detections/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
writeFileSync(new URL("registry.ts", folder), registrySource(files));
const doc = new URL("../docs/detections.md", import.meta.url);
// Read only now, with what was just written.
const { detections } = await import("../packages/core/src/detections/registry.ts");
const { detectionsDoc } = await import("./detections-doc.ts");
writeFileSync(doc, detectionsDoc(detections));
process.stdout.write("packages/core/src/detections/registry.ts and docs/detections.md written\n");
