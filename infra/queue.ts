import { queueNames } from "@snapback/core/deployment/deployment";
import { EVENTS_QUEUE_DAYS } from "@snapback/core/deployment/retention";
import { admit, deadLetters } from "./dead-letters.ts";
import { place } from "./stage.ts";
import { topic } from "./topic.ts";

/** How long `detect` may take for a batch. */
export const DETECT_TIMEOUT_SECONDS = 30;
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_TIMEOUT_SECONDS = 6 * DETECT_TIMEOUT_SECONDS;
const MAX_RECEIVES = 3;

/** The one queue that is polled. */
export const queue = new aws.sqs.Queue("EventsQueue", {
  name: queueNames.events(place.stage),
  // A breakpoint in `sst dev` may hold a batch for minutes.
  visibilityTimeoutSeconds: $dev ? 900 : VISIBILITY_TIMEOUT_SECONDS,
  messageRetentionSeconds: EVENTS_QUEUE_DAYS * 24 * 3600,
  sqsManagedSseEnabled: true,
  redrivePolicy: $util.jsonStringify({
    deadLetterTargetArn: deadLetters.events.arn,
    maxReceiveCount: MAX_RECEIVES,
  }),
});

new aws.sqs.RedriveAllowPolicy("EventsDeadLettersRedrive", {
  queueUrl: deadLetters.events.url,
  redriveAllowPolicy: $util.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
});

const admitted = admit("EventsQueuePolicy", queue, "sns.amazonaws.com", [topic.arn]);
const kept = admit("SubscriptionDeadLettersPolicy", deadLetters.subscription, "sns.amazonaws.com", [
  topic.arn,
]);

/** Raw: the record arrives in EventBridge's envelope alone, and its size stays what it was. */
new aws.sns.TopicSubscription(
  "EventsSubscription",
  {
    topic: topic.arn,
    protocol: "sqs",
    endpoint: queue.arn,
    rawMessageDelivery: true,
    redrivePolicy: $util.jsonStringify({ deadLetterTargetArn: deadLetters.subscription.arn }),
  },
  { dependsOn: [admitted, kept] },
);
