import { bus } from "./bus.ts";
import { deadLetters } from "./dead-letters.ts";
import { lambda } from "./function.ts";
import { prefix } from "./stage.ts";
import { findings } from "./store.ts";

const reconcile = lambda("Reconcile", "reconcile", {
  handler: "reconcile",
  environment: {
    SNAPBACK_BUS: bus.name,
    SNAPBACK_FINDINGS_TABLE: findings.name,
  },
  timeoutSeconds: 50,
  memoryMegabytes: 256,
  // The next minute's call does what this one did not.
  asynchronous: { retries: 0, maximumAgeSeconds: 60 },
});

new sst.aws.CronV2("ReconcileSchedule", {
  schedule: "rate(1 minute)",
  function: reconcile,
  dlq: deadLetters.functions.arn,
  transform: {
    role: { name: `${prefix}-reconcile-schedule` },
    schedule: { name: `${prefix}-reconcile` },
  },
});
