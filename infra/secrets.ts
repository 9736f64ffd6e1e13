/**
 * What must not stand in a file: docs/deploy.md says how each is set. Unset is empty, and `notify` leaves out the channel
 * whose secret that is.
 */
export const secrets = {
  /** Where an incoming webhook of Slack's takes messages: whoever has the address may post. */
  slackWebhook: new sst.Secret("SlackWebhook", ""),
  /** Where notices are posted as JSON, and the key that they are signed with. */
  noticeWebhookUrl: new sst.Secret("NoticeWebhookUrl", ""),
  noticeWebhookSecret: new sst.Secret("NoticeWebhookSecret", ""),
};
