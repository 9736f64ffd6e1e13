import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { openPage } from "./browser/page.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

/** What a person's first page may cost them, compressed as it is served when it is deployed. */
const MOST_SCRIPT = 450_000;

const laptop = laptopOfFile();

it.each(["/", "/findings"])("loads %s with little JavaScript", async (path) => {
  const { page, visit } = await openPage(laptop().url);
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js"))
      scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  const start = performance.now();
  await visit(path);
  const took = performance.now() - start;
  const sizes = await Promise.all(scripts);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(
    `first load of ${path}: ${Math.round(took)} ms until all is there, ${sizes.length} scripts of ${Math.round(bytes / 1000)} kB gzipped\n`,
  );
  expect(sizes.length).toBeGreaterThan(2);
  expect(bytes).toBeLessThan(MOST_SCRIPT);
});
