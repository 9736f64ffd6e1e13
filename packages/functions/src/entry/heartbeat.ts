import { Logger } from "@aws-lambda-powertools/logger";
import { openProbe } from "@snapback/core/heartbeat/probe";
import { readEnvironment, Variables } from "../environment.ts";
import { createHeartbeat } from "../heartbeat.ts";
import { openTable } from "../table.ts";
import { openUndelivered } from "../undelivered.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_REGIONS: true,
    SNAPBACK_STAGE: true,
  }),
);
const { SNAPBACK_ACCOUNT: account, SNAPBACK_STAGE: stage } = environment;
const { heartbeats } = openTable(environment.SNAPBACK_FINDINGS_TABLE);

export const handler = createHeartbeat({
  regions: environment.SNAPBACK_REGIONS,
  heartbeats,
  probe: openProbe({ maxAttempts: 2 }),
  undelivered: openUndelivered({ account, stage }, { maxAttempts: 2 }),
  log: new Logger({ serviceName: "snapback-heartbeat" }),
  now: () => new Date(),
});
