import { lambda } from "./function.ts";
import { metrics, readFigure } from "./metrics.ts";
import { schedule } from "./schedule.ts";
import { place } from "./stage.ts";
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

schedule("HeartbeatSchedule", "heartbeat", "15 minutes", heartbeat);

const line = { handler: heartbeat, name: "heartbeat", message: "heartbeat.checked" } as const;
readFigure(metrics.regionsInTrouble, { ...line, field: "regionsInTrouble" });
readFigure(metrics.heartbeatLatency, { ...line, field: "latencyMs" });
