import { bus } from "./bus.ts";
import { lambda } from "./function.ts";
import { schedule } from "./schedule.ts";
import { place } from "./stage.ts";
import { findings, settings } from "./store.ts";

export const reconcile = lambda("Reconcile", "reconcile", {
  handler: "reconcile",
  environment: {
    SNAPBACK_ACCOUNT: place.account,
    SNAPBACK_BUS: bus.name,
    SNAPBACK_FINDINGS_TABLE: findings.name,
    SNAPBACK_SETTINGS_TABLE: settings.name,
  },
  timeoutSeconds: 50,
  memoryMegabytes: 256,
  // What this minute's call can't do is done by the next one's, so it need not be tried for long.
  asynchronous: { retries: 1, maximumAgeSeconds: 180 },
});

schedule("ReconcileSchedule", "reconcile", "1 minute", reconcile);
