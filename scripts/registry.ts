/**
 * The list of all detections, as source: bundlers can't read a folder. A detection is a file with a default export of
 * `defineDetection`.
 *
 * @param files paths below the folder of the detections, with `/` or `\` between their parts, and their texts
 */
export function registrySource(files: readonly { path: string; text: string }[]): string {
  const paths = files
    .filter(
      ({ path, text }) => !path.endsWith(".test.ts") && text.includes("\nexport default defineDetection("),
    )
    .map(({ path }) => path.replaceAll("\\", "/"))
    .toSorted();
  const named = paths.map((path) => ({ path, name: camel(path.replace(/^.*\/|\.ts$/g, "")) }));
  return [
    "// Written by `npm run gen` from the files in this folder. Do not edit.",
    'import type { Detection } from "./define.ts";',
    ...named.map(({ path, name }) => `import ${name} from "./${path}";`),
    "",
    `export const detections: readonly Detection[] = [${named.map(({ name }) => name).join(", ")}];`,
    "",
  ].join("\n");
}

function camel(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
