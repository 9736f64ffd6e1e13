import { noticesTopicName } from "@snapback/core/deployment/deployment";
import { deadLetters } from "./dead-letters.ts";
import { lambda } from "./function.ts";
import { consoleUrl } from "./router.ts";
import { secrets } from "./secrets.ts";
import { config, place } from "./stage.ts";
import { findings, settings } from "./store.ts";

/** Mails notices to the operator's addresses. */
const topic = new aws.sns.Topic("NoticesTopic", { name: noticesTopicName(place.stage) });

// By its name, and not by its place in the list: another first address must not have all others confirm again.
for (const address of new Set(config.notices.emailAddresses)) {
  new aws.sns.TopicSubscription(`NoticesEmail-${address}`, {
    topic: topic.arn,
    protocol: "email",
    endpoint: address,
  });
}

/** Tells people, outside of the account, what they have to know. */
export const notify = lambda("Notify", "notify", {
  handler: "notify",
  environment: {
    SNAPBACK_FINDINGS_TABLE: findings.name,
    SNAPBACK_SETTINGS_TABLE: settings.name,
    SNAPBACK_CONSOLE: consoleUrl,
    SNAPBACK_NOTICES_TOPIC: topic.arn,
    SNAPBACK_SLACK_WEBHOOK: secrets.slackWebhook.value,
    SNAPBACK_WEBHOOK_URL: secrets.noticeWebhookUrl.value,
    SNAPBACK_WEBHOOK_SECRET: secrets.noticeWebhookSecret.value,
    SNAPBACK_FUNCTION_DEAD_LETTERS: deadLetters.functions.url,
  },
  timeoutSeconds: 60,
  memoryMegabytes: 256,
  asynchronous: { retries: 2, maximumAgeSeconds: 3600 },
});

/** `notify` alone: the statement that a new topic has would let the whole account publish, and subscribe itself. */
new aws.sns.TopicPolicy("NoticesTopicPolicy", {
  arn: topic.arn,
  policy: $util.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: notify.nodes.role.arn },
        Action: "sns:Publish",
        Resource: topic.arn,
      },
    ],
  }),
});
