import { alarmsTopicName } from "@snapback/core/deployment/deployment";
import { deadLetters } from "./dead-letters.ts";
import { logGroups } from "./function.ts";
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

/** Figures that the functions' own logs give. */
const NAMESPACE = `Snapback/${place.stage}`;

/**
 * What a function logs as an error, and what Lambda says of a call that did not end well.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#Status
 */
const FAILED = [
  ...["ERROR", "FATAL", "CRITICAL"].map((level) => `($.level = "${level}")`),
  ...["error", "failure", "timeout"].map((status) => `($.record.status = "${status}")`),
].join(" || ");

for (const [name, logGroup] of Object.entries(logGroups)) {
  new aws.cloudwatch.LogMetricFilter(`Errors-${name}`, {
    name: `${prefix}-${name}-errors`,
    logGroupName: logGroup.name,
    pattern: `{ ${FAILED} }`,
    metricTransformation: { namespace: NAMESPACE, name: "FunctionErrors", value: "1" },
  });
}

alarm("Alarm-errors", "function-errors", {
  description: `A function failed, or could not do its work: npm run tail -- --stage ${place.stage} shows it.`,
  namespace: NAMESPACE,
  metric: "FunctionErrors",
  periodSeconds: 300,
  threshold: 1,
  statistic: "Sum",
  silence: "notBreaching",
});

const heartbeatLogs = logGroups.heartbeat;
if (heartbeatLogs === undefined) throw new Error("the heartbeat has no log group");
for (const [metric, field] of [
  ["RegionsInTrouble", "regionsInTrouble"],
  ["HeartbeatLatency", "latencyMs"],
] as const) {
  new aws.cloudwatch.LogMetricFilter(`Heartbeat-${metric}`, {
    name: `${prefix}-${field}`,
    logGroupName: heartbeatLogs.name,
    pattern: `{ ($.message = "heartbeat.checked") && ($.${field} >= 0) }`,
    metricTransformation: { namespace: NAMESPACE, name: metric, value: `$.${field}` },
  });
}

alarm("Alarm-heartbeat", "heartbeat", {
  description: "A region's heartbeat did not come through, its rules could not deliver, or nobody checked.",
  namespace: NAMESPACE,
  metric: "RegionsInTrouble",
  // Two of the heartbeat's rounds.
  periodSeconds: 1800,
  threshold: 1,
  statistic: "Maximum",
  silence: "breaching",
});

export const alarmsTopic = topic.arn;
