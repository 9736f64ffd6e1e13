import { Logger } from "@aws-lambda-powertools/logger";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { detections } from "@snapback/core/detections/registry";
import { readEnvironment, Variables } from "../environment.ts";
import { createReconcile } from "../reconcile.ts";
import { openTable } from "../table.ts";

const environment = readEnvironment(Variables.pick({ SNAPBACK_BUS: true, SNAPBACK_FINDINGS_TABLE: true }));
const { findings } = openTable(environment.SNAPBACK_FINDINGS_TABLE);

export const handler = createReconcile({
  detections,
  findings,
  publish: openBus(new EventBridgeClient({}), environment.SNAPBACK_BUS),
  log: new Logger({ serviceName: "snapback-reconcile" }),
  now: () => new Date(),
});
