import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { detections } from "@snapback/core/detections/registry";
import { serviceOf } from "@snapback/core/event/pattern";
import { describe, expect, it } from "vitest";
import { detectionsDoc } from "./detections-doc.ts";
import { registrySource } from "./registry.ts";

const folder = fileURLToPath(new URL("../packages/core/src/detections", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, "utf8") }));

describe("the registry of detections", () => {
  it("is up to date (npm run gen)", () => {
    expect(readFileSync(`${folder}/registry.ts`, "utf8")).toBe(registrySource(files));
  });

  it("has each detection under the id that its file is named after, with its test beside it", () => {
    for (const { id, events } of detections) {
      const service = serviceOf(events[0].source);
      const paths = files.map(({ path }) => path.replaceAll("\\", "/"));
      expect(paths).toContain(`${service}/${id}.ts`);
      expect(paths).toContain(`${service}/${id}.test.ts`);
    }
    expect(new Set(detections.map(({ id }) => id)).size).toBe(detections.length);
  });

  it("takes files with a detection, and no others", () => {
    const declared = 'import x from "y";\nexport default defineDetection({});\n';
    expect(
      registrySource([
        { path: "s3\\s3-open.ts", text: declared },
        { path: "s3/s3-open.test.ts", text: declared },
        { path: "s3/bucket.ts", text: "export const a = 1;" },
      ]),
    ).toContain(
      'import s3Open from "./s3/s3-open.ts";\n\nexport const detections: readonly Detection[] = [s3Open];',
    );
  });
});

describe("docs/detections.md", () => {
  it("is up to date (npm run gen)", () => {
    const doc = new URL("../docs/detections.md", import.meta.url);
    expect(readFileSync(doc, "utf8")).toBe(detectionsDoc(detections));
  });
});
