import { SNSClient } from "@aws-sdk/client-sns";
import type { Config } from "@snapback/core/settings/config";
import { type Channel, TIMEOUT_MS } from "./channel.ts";
import { emailChannel } from "./email.ts";
import { slackChannel } from "./slack.ts";
import { webhookChannel } from "./webhook.ts";

/** Where the channels lead. Each that is absent is silent. */
export interface Destinations {
  topicArn: string | undefined;
  slack: string | undefined;
  webhook: string | undefined;
  webhookSecret: string | undefined;
}

/** The channels that the operator chose a threshold for, and that lead somewhere. */
export function openChannels(
  { slack, email, webhook, emailAddresses }: Config["notices"],
  destinations: Destinations,
  now: () => Date,
): Channel[] {
  const { topicArn, slack: slackUrl, webhook: url, webhookSecret: secret } = destinations;
  const channels: (Channel | undefined)[] = [
    slackUrl === undefined ? undefined : { name: "slack", threshold: slack, send: slackChannel(slackUrl) },
    // A topic that nobody is subscribed to takes everything.
    topicArn === undefined || emailAddresses.length === 0
      ? undefined
      : { name: "email", threshold: email, send: emailChannel(snsClient(), topicArn) },
    url === undefined
      ? undefined
      : { name: "webhook", threshold: webhook, send: webhookChannel({ url, secret, now }) },
  ];
  return channels.filter((channel) => channel !== undefined).filter(({ threshold }) => threshold !== "off");
}

function snsClient(): SNSClient {
  const requestHandler = {
    connectionTimeout: 2_000,
    requestTimeout: TIMEOUT_MS,
    throwOnRequestTimeout: true,
  };
  return new SNSClient({ requestHandler, maxAttempts: 2 });
}
