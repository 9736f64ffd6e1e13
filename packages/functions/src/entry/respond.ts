import { setTimeout as sleep } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { openAccount } from "@snapback/core/aws/account";
import { detections } from "@snapback/core/detections/registry";
import { openSettings } from "@snapback/core/settings/settings";
import { readEnvironment, Variables } from "../environment.ts";
import { createRespond } from "../respond.ts";
import { config, gatherMs } from "../settings.ts";
import { openDecided, openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_SETTINGS_TABLE: true,
  }),
);
const { findings, changes, pause, baselines, notices } = openTable(environment.SNAPBACK_FINDINGS_TABLE, {
  gatherMs,
});
const { ledger, decisions, exemptions } = openDecided(environment.SNAPBACK_SETTINGS_TABLE);

/** Longer than the function's timeout of a minute, so that a response that still runs is never taken over. */
const LEASE_MS = 75_000;
/** `reconcile` runs each minute, so a shorter wait would not be kept. */
const BACKOFF_MS = 30_000;

export const handler = createRespond({
  detections,
  account: environment.SNAPBACK_ACCOUNT,
  findings,
  changes,
  pause,
  baselines,
  notices,
  decisions,
  exemptions,
  settings: openSettings({ ledger, config, detections }),
  // AWS throttles by the account: somebody else's burst passes within some seconds.
  live: openAccount({ maxAttempts: 6 }),
  log: new Logger({ serviceName: "snapback-respond" }),
  now: () => new Date(),
  sleep,
  leaseMs: LEASE_MS,
  backoffMs: BACKOFF_MS,
  gatherMs,
});
