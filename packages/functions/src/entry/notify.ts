import { Logger } from "@aws-lambda-powertools/logger";
import config from "../../../../snapback.config.ts";
import { readEnvironment, Variables } from "../environment.ts";
import { openChannels } from "../notify/channels.ts";
import { createNotify } from "../notify.ts";
import { openDecided, openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_CONSOLE: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_FUNCTION_DEAD_LETTERS: true,
    SNAPBACK_NOTICES_TOPIC: true,
    SNAPBACK_SETTINGS_TABLE: true,
    SNAPBACK_SLACK_WEBHOOK: true,
    SNAPBACK_WEBHOOK_SECRET: true,
    SNAPBACK_WEBHOOK_URL: true,
  }),
);
/** Longer than the function's timeout of a minute, so that two never tell the same. */
const LEASE_MS = 75_000;

const { notices, findings, channelReports } = openTable(environment.SNAPBACK_FINDINGS_TABLE);
const { channelTests } = openDecided(environment.SNAPBACK_SETTINGS_TABLE);
const now = () => new Date();

const channels = openChannels(
  config.notices,
  {
    topicArn: environment.SNAPBACK_NOTICES_TOPIC,
    slack: environment.SNAPBACK_SLACK_WEBHOOK,
    webhook: environment.SNAPBACK_WEBHOOK_URL,
    webhookSecret: environment.SNAPBACK_WEBHOOK_SECRET,
  },
  now,
);

/** The queue's client loads with the first message that nobody takes. */
let opened: ReturnType<typeof open> | undefined;
async function open() {
  const { openDeadLetters } = await import("../notify/dead-letters.ts");
  return openDeadLetters(environment.SNAPBACK_FUNCTION_DEAD_LETTERS);
}

export const handler = createNotify({
  notices,
  findings,
  channels,
  channelReports,
  channelTests,
  deadLetter: async (body) => (await (opened ??= open()))(body),
  console: environment.SNAPBACK_CONSOLE,
  leaseMs: LEASE_MS,
  log: new Logger({ serviceName: "snapback-notify" }),
  now,
});
