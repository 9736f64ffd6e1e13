import type { Config } from "@snapback/core/settings/config";
import type { Plugin } from "esbuild";

/** What the tests' operator chose: theirs, so that nobody's choices in `snapback.config.ts` turn a test red. */
export const choices: Config = {
  home: "us-east-1",
  regions: [],
  trail: "create",
  testVpc: "outside-production",
  publishers: [],
  topicKey: "none",
  logRetentionDays: 90,
  reservedConcurrency: false,
  automaticChangesPerHour: 100,
  modes: { "ec2-sg-ingress-world": "auto" },
  sweepHours: 6,
  approvalMinutes: 1440,
  contested: { times: 3, withinMinutes: 60, critical: "revert" },
  exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: [] },
  undoIamRights: false,
  invokersMay: "admin",
  notices: { slack: "high", email: "high", emailAddresses: [], webhook: "high", gatherSeconds: 20 },
  parameters: {},
};

/** Puts choices in the place of the operator's. */
export function withChoices(config: unknown): Plugin {
  return {
    name: "choices",
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]snapback\.config\.ts$/ }, () => ({
        contents: `export default ${JSON.stringify(config)}`,
      }));
    },
  };
}
