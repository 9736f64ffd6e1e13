import { Logger } from "@aws-lambda-powertools/logger";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { detections } from "@snapback/core/detections/registry";
import { environment } from "../environment.ts";
import { createReconcile } from "../reconcile.ts";
import { findingsStore } from "../table.ts";

export const handler = createReconcile({
  detections,
  findings: findingsStore(),
  publish: openBus(new EventBridgeClient({}), environment.SNAPBACK_BUS),
  log: new Logger({ serviceName: "snapback-reconcile" }),
  now: () => new Date(),
});
