import { Logger } from "@aws-lambda-powertools/logger";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openAccount } from "@snapback/core/aws/account";
import { openBus } from "@snapback/core/bus/publish";
import { detections } from "@snapback/core/detections/registry";
import { openSettings } from "@snapback/core/settings/settings";
import { readEnvironment, Variables } from "../environment.ts";
import { config, gatherMs } from "../settings.ts";
import { createSweep } from "../sweep.ts";
import { openDecided, openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_BUS: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_REGIONS: true,
    SNAPBACK_SETTINGS_TABLE: true,
  }),
);
const { findings, baselines } = openTable(environment.SNAPBACK_FINDINGS_TABLE, { gatherMs });
const { ledger, exemptions } = openDecided(environment.SNAPBACK_SETTINGS_TABLE);

export const handler = createSweep({
  detections,
  regions: environment.SNAPBACK_REGIONS,
  account: environment.SNAPBACK_ACCOUNT,
  findings,
  baselines,
  exemptions,
  settings: openSettings({ ledger, config, detections }),
  // Many units read at once, and AWS throttles by the account.
  live: openAccount({ maxAttempts: 10 }),
  publish: openBus(new EventBridgeClient({}), environment.SNAPBACK_BUS),
  log: new Logger({ serviceName: "snapback-sweep" }),
  now: () => new Date(),
});
