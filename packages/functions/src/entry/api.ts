import { Logger } from "@aws-lambda-powertools/logger";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { deployedChannels } from "@snapback/core/channel/setup";
import { deployedRetention } from "@snapback/core/deployment/retention";
import { detections } from "@snapback/core/detections/registry";
import { watchedRegions } from "@snapback/core/settings/config";
import { cognitoSignIn, cognitoVerifier } from "../api/cognito.ts";
import { createApiHandler } from "../api/handler.ts";
import { openNames } from "../api/user-info.ts";
import { readEnvironment, Variables } from "../environment.ts";
import { config } from "../settings.ts";
import { openDecided, openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    AWS_REGION: true,
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_BUS: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_SECRETS_SET: true,
    SNAPBACK_SETTINGS_TABLE: true,
    SNAPBACK_SIGN_IN_DOMAIN: true,
    SNAPBACK_USER_POOL: true,
    SNAPBACK_USER_POOL_CLIENT: true,
  }),
);
const { findings, rows, heartbeats, pause, changes, channelReports } = openTable(
  environment.SNAPBACK_FINDINGS_TABLE,
);
const { ledger } = openDecided(environment.SNAPBACK_SETTINGS_TABLE);
const log = new Logger({ serviceName: "snapback-api" });
const domain = environment.SNAPBACK_SIGN_IN_DOMAIN;

export const handler = createApiHandler({
  detections,
  config,
  findings,
  rows,
  heartbeats,
  ledger,
  pause,
  changes,
  channels: deployedChannels(config.notices, environment.SNAPBACK_SECRETS_SET),
  channelReports,
  kept: deployedRetention(config),
  publish: openBus(new EventBridgeClient({}), environment.SNAPBACK_BUS),
  account: environment.SNAPBACK_ACCOUNT,
  region: environment.AWS_REGION,
  regions: watchedRegions(config),
  log,
  signIn: cognitoSignIn(
    cognitoVerifier({ id: environment.SNAPBACK_USER_POOL, clientId: environment.SNAPBACK_USER_POOL_CLIENT }),
    domain === undefined ? undefined : openNames(domain, log),
  ),
  now: () => new Date(),
});
