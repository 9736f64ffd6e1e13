import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "./bundle.ts";

const run = promisify(execFile);

it("sst.config.ts and infra/ have SST's and Pulumi's own types", async () => {
  const tsc = join(root, "node_modules/.bin/tsc");
  const outcome = await run(tsc, ["-p", "infra"], { cwd: root }).catch((error: unknown) => error);
  expect(outcome).toMatchObject({ stdout: "" });
}, 60_000);
