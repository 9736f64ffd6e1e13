import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.{ts,tsx}",
      "packages/*/test/**/*.test.ts",
      "infra/test/*.test.ts",
      "scripts/*.test.ts",
    ],
    globalSetup: "infra/test/platform.ts",
    isolate: false,
    // One for each of the two cores that CI has.
    maxWorkers: 2,
    testTimeout: 20_000,
    // Tells of a later release of the SDK, which the lock file keeps out.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
