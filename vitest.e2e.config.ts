import { defineConfig } from "vitest/config";

/** `npm run test:e2e`: the console in a real Chromium, with a whole laptop behind it. */
export default defineConfig({
  test: {
    include: ["packages/web/test/e2e/*.e2e.ts"],
    globalSetup: "packages/web/test/e2e/browser/setup.ts",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 40_000,
    hookTimeout: 30_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
