import { secretNames } from "@snapback/core/channel/setup";

/**
 * What must not stand in a file: docs/deploy.md says how each is set. Unset is empty, and `notify` leaves out the channel
 * whose secret that is.
 */
export const secrets = {
  /** Where an incoming webhook of Slack's takes messages: whoever has the address may post. */
  slackWebhook: new sst.Secret(secretNames.slackWebhook, ""),
  /** Where notices are posted as JSON, and the key that they are signed with. */
  noticeWebhookUrl: new sst.Secret(secretNames.noticeWebhookUrl, ""),
  noticeWebhookSecret: new sst.Secret(secretNames.noticeWebhookSecret, ""),
};

/** The names of those that somebody has set: who has to know that is told no more. */
export const secretsSet = $util
  .all(Object.values(secrets).map(({ name, value }) => $util.all([name, value])))
  .apply((all) => all.flatMap(([name, value]) => (value.trim() === "" ? [] : [name])).join(","));
