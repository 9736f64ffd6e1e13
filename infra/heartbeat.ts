import { deadLetters } from "./dead-letters.ts";
import { lambda } from "./function.ts";
import { place, prefix } from "./stage.ts";
import { findings } from "./store.ts";

const heartbeat = lambda("Heartbeat", "heartbeat", {
  handler: "heartbeat",
  environment: {
    SNAPBACK_ACCOUNT: place.account,
    SNAPBACK_STAGE: place.stage,
    SNAPBACK_REGIONS: place.regions.join(","),
    SNAPBACK_FINDINGS_TABLE: findings.name,
  },
  timeoutSeconds: 60,
  memoryMegabytes: 256,
  asynchronous: { retries: 1, maximumAgeSeconds: 600 },
});

new sst.aws.CronV2("HeartbeatSchedule", {
  schedule: "rate(15 minutes)",
  function: heartbeat,
  dlq: deadLetters.functions.arn,
  transform: {
    role: { name: `${prefix}-heartbeat-schedule` },
    schedule: { name: `${prefix}-heartbeat` },
  },
});
