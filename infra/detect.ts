import { functionName, roleArn } from "@snapback/core/deployment/deployment";
import { bus } from "./bus.ts";
import { lambda } from "./function.ts";
import { DETECT_TIMEOUT_SECONDS, queue } from "./queue.ts";
import { config, place } from "./stage.ts";
import { findings, settings } from "./store.ts";

/** Records come ten at a time, at once; what a batch failed at comes again by itself. */
const BATCH = 10;
/** At most so many batches side by side: a flood waits in the queue, and is not lost. */
const CONCURRENCY = 10;

export const detect = lambda("Detect", "detect", {
  handler: "detect",
  environment: {
    SNAPBACK_ACCOUNT: place.account,
    SNAPBACK_BUS: bus.name,
    SNAPBACK_FINDINGS_TABLE: findings.name,
    SNAPBACK_SETTINGS_TABLE: settings.name,
    SNAPBACK_HEARTBEAT_ROLE: roleArn(place, functionName(place.stage, "heartbeat")),
  },
  timeoutSeconds: DETECT_TIMEOUT_SECONDS,
  memoryMegabytes: 512,
  ...(config.reservedConcurrency && { reservedConcurrency: CONCURRENCY }),
});

new aws.lambda.EventSourceMapping("DetectSource", {
  eventSourceArn: queue.arn,
  functionName: detect.name,
  batchSize: BATCH,
  functionResponseTypes: ["ReportBatchItemFailures"],
  scalingConfig: { maximumConcurrency: CONCURRENCY },
});
