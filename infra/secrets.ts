/**
 * What must not stand in a file: `npx sst secret set SlackWebhook https://hooks.slack.com/... --stage NAME`. Unset is
 * empty, and whoever would use it does without.
 */
export const slackWebhook = new sst.Secret("SlackWebhook", "");
