import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:contract`: against moto, an emulator of AWS that nobody here wrote. */
export default defineConfig({
  resolve: {
    // The store's tests, on moto's DynamoDB in place of dynalite.
    alias: {
      "@snapback/local/findings-table": fileURLToPath(
        new URL("packages/core/test/contract/moto-table.ts", import.meta.url),
      ),
    },
  },
  test: {
    include: [
      "packages/core/test/contract/*.contract.ts",
      "packages/core/src/**/store.test.ts",
      "packages/core/src/{activity,response,settings}/{activity,cap,ledger,pause}.test.ts",
    ],
    globalSetup: "scripts/contract/setup.ts",
    isolate: false,
    maxWorkers: 2,
    // moto does one thing at a time, and none of them fast.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
