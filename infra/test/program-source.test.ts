import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { root } from "./bundle.ts";

/* That they have SST's and Pulumi's own types is for `npm run check`. */

it("sst.config.ts and infra/ import nothing from .sst/, which is not there yet when SST first bundles them in a fresh clone", async () => {
  const { metafile } = await build({
    entryPoints: [join(root, "sst.config.ts")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  const read = Object.keys(metafile.inputs);
  expect(read).toContain("infra/stage.ts");
  expect(read.filter((path) => path.includes(".sst/"))).toEqual([]);
  // Clients are loaded by the functions, never by the program that deploys them: SST takes them from elsewhere.
  expect(read.filter((path) => path.includes("@aws-sdk/"))).toEqual([]);
});
