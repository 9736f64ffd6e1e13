import { bus } from "./bus.ts";
import { lambda } from "./function.ts";
import { schedule } from "./schedule.ts";
import { config, place } from "./stage.ts";
import { findings, settings } from "./store.ts";

/** Reads all over the account, and changes nothing there. */
export const sweep = lambda("Sweep", "sweep", {
  handler: "sweep",
  environment: {
    SNAPBACK_ACCOUNT: place.account,
    SNAPBACK_BUS: bus.name,
    SNAPBACK_FINDINGS_TABLE: findings.name,
    SNAPBACK_REGIONS: place.regions.join(","),
    SNAPBACK_SETTINGS_TABLE: settings.name,
  },
  // Thousands of buckets, each with several reads.
  timeoutSeconds: 900,
  memoryMegabytes: 512,
  asynchronous: { retries: 2, maximumAgeSeconds: 3600 },
});

if (config.sweepHours !== "off") {
  const rate = config.sweepHours === 1 ? "1 hour" : `${config.sweepHours} hours`;
  schedule("SweepSchedule", "sweep", rate, sweep);
}
