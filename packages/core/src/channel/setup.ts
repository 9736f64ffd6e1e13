import type { Config } from "../settings/config.ts";

/** SST's names of the secrets that a deployed stage's channels take: what `sst secret set` is told. */
export const secretNames = {
  slackWebhook: "SlackWebhook",
  noticeWebhookUrl: "NoticeWebhookUrl",
  noticeWebhookSecret: "NoticeWebhookSecret",
} as const;

/** How a channel is set up, as far as everyone may know: by what it is reached, and not where it leads. */
export interface ChannelSetup {
  name: string;
  threshold: Config["notices"]["slack"];
  secrets: readonly { name: string; set: boolean }[];
  /** Whom it mails, where it does. */
  emailAddresses?: readonly string[];
}

/**
 * The channels of a deployed stage.
 *
 * @param set the names of the secrets that somebody has set
 */
export function deployedChannels(
  { slack, email, webhook, emailAddresses }: Config["notices"],
  set: readonly string[],
): ChannelSetup[] {
  const secretsOf = (...names: string[]) => names.map((name) => ({ name, set: set.includes(name) }));
  const { slackWebhook, noticeWebhookUrl, noticeWebhookSecret } = secretNames;
  return [
    { name: "slack", threshold: slack, secrets: secretsOf(slackWebhook) },
    { name: "email", threshold: email, secrets: [], emailAddresses: [...new Set(emailAddresses)] },
    { name: "webhook", threshold: webhook, secrets: secretsOf(noticeWebhookUrl, noticeWebhookSecret) },
  ];
}

/** What has to be set before the channel leads anywhere, in words. */
export function lacks({ secrets, emailAddresses }: ChannelSetup): string[] {
  return [
    ...secrets.flatMap(({ name, set }) => (set ? [] : [`the secret ${name}`])),
    ...(emailAddresses?.length === 0 ? ["notices.emailAddresses"] : []),
  ];
}
