import { alarmsTopicName } from "@snapback/core/deployment/deployment";
import { deadLetters } from "./dead-letters.ts";
import { metrics, NAMESPACE } from "./metrics.ts";
import { queue } from "./queue.ts";
import { home } from "./rules.ts";
import { config, place, prefix } from "./stage.ts";

/**
 * Calls a person. Seven alarms on seven metrics, three of them our own: within what CloudWatch gives for free, ten of each.
 * https://aws.amazon.com/cloudwatch/pricing/
 */
const topic = new aws.sns.Topic("AlarmsTopic", { name: alarmsTopicName(place.stage) });

new aws.sns.TopicPolicy("AlarmsTopicPolicy", {
  arn: topic.arn,
  policy: $util.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: { StringEquals: { "aws:SourceAccount": place.account } },
      },
    ],
  }),
});

if (config.alarmEmail !== undefined) {
  new aws.sns.TopicSubscription("AlarmsEmail", {
    topic: topic.arn,
    protocol: "email",
    endpoint: config.alarmEmail,
  });
}

interface Alarm {
  description: string;
  namespace: string;
  metric: string;
  dimensions?: Record<string, $util.Input<string>>;
  periodSeconds: number;
  threshold: number;
  statistic: "Maximum" | "Sum";
  /** What it means that there is no figure at all. */
  silence: "breaching" | "notBreaching";
}

function alarm(component: string, name: string, options: Alarm): void {
  new aws.cloudwatch.MetricAlarm(component, {
    name: `${prefix}-${name}`,
    alarmDescription: options.description,
    namespace: options.namespace,
    metricName: options.metric,
    ...(options.dimensions && { dimensions: options.dimensions }),
    period: options.periodSeconds,
    evaluationPeriods: 1,
    statistic: options.statistic,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: options.threshold,
    treatMissingData: options.silence,
    alarmActions: [topic.arn],
    okActions: [topic.arn],
  });
}

for (const [what, dead] of Object.entries({ ...deadLetters, rules: home.deadLetters })) {
  alarm(`Alarm-${what}-dead-letters`, `${what}-dead-letters`, {
    description: `Messages in ${what} dead letters: docs/deploy.md says how to look at them and send them on.`,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: dead.name },
    periodSeconds: 300,
    threshold: 1,
    statistic: "Maximum",
    silence: "notBreaching",
  });
}

alarm("Alarm-age", "oldest-event", {
  description: "The oldest event has waited five minutes for detect.",
  namespace: "AWS/SQS",
  metric: "ApproximateAgeOfOldestMessage",
  dimensions: { QueueName: queue.name },
  periodSeconds: 300,
  threshold: 300,
  statistic: "Maximum",
  silence: "notBreaching",
});

alarm("Alarm-errors", "function-errors", {
  description: `A function failed, or could not do its work: npm run tail -- --stage ${place.stage} shows it.`,
  namespace: NAMESPACE,
  metric: metrics.functionErrors,
  periodSeconds: 300,
  threshold: 1,
  statistic: "Sum",
  silence: "notBreaching",
});

alarm("Alarm-heartbeat", "heartbeat", {
  description: "A region's heartbeat did not come through, its rules could not deliver, or nobody checked.",
  namespace: NAMESPACE,
  metric: metrics.regionsInTrouble,
  // Two of the heartbeat's rounds.
  periodSeconds: 1800,
  threshold: 1,
  statistic: "Maximum",
  silence: "breaching",
});
