import { Logger } from "@aws-lambda-powertools/logger";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { detections } from "@snapback/core/detections/registry";
import { openSettings } from "@snapback/core/settings/settings";
import { readEnvironment, Variables } from "../environment.ts";
import { createReconcile } from "../reconcile.ts";
import { config, gatherMs } from "../settings.ts";
import { openDecided, openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_BUS: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_SETTINGS_TABLE: true,
  }),
);
const { findings, notices } = openTable(environment.SNAPBACK_FINDINGS_TABLE, { gatherMs });
const { ledger, decisions, exemptions } = openDecided(environment.SNAPBACK_SETTINGS_TABLE);

export const handler = createReconcile({
  detections,
  account: environment.SNAPBACK_ACCOUNT,
  findings,
  notices,
  ledger,
  decisions,
  exemptions,
  settings: openSettings({ ledger, config, detections }),
  publish: openBus(new EventBridgeClient({}), environment.SNAPBACK_BUS),
  log: new Logger({ serviceName: "snapback-reconcile" }),
  now: () => new Date(),
});
