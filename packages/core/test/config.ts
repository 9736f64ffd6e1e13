import type { Config } from "../src/settings/config.ts";

/** What the operator of tests chose: the one detection acts at once, nothing is capped, and nobody is told. */
export const testConfig: Config = {
  home: "us-east-1",
  regions: [],
  trail: "create",
  testVpc: "never",
  publishers: [],
  topicKey: "none",
  logRetentionDays: 90,
  reservedConcurrency: false,
  automaticChangesPerHour: Number.MAX_SAFE_INTEGER,
  modes: { "ec2-sg-ingress-world": "auto" },
  sweepHours: 6,
  approvalMinutes: 1440,
  contested: { times: 3, withinMinutes: 60, critical: "revert" },
  exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: [] },
  undoIamRights: false,
  invokersMay: "admin",
  notices: { slack: "off", email: "off", emailAddresses: [], webhook: "off", gatherSeconds: 0 },
  parameters: {},
};
