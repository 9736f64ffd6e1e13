import { topicName } from "@snapback/core/deployment/deployment";
import { config, keepInProduction, place } from "./stage.ts";

/** Who may publish, beside EventBridge: account ids stand for the whole account. */
const publishers = config.publishers.map((publisher) =>
  /^\d{12}$/.test(publisher) ? `arn:${place.partition}:iam::${publisher}:root` : publisher,
);
const published = publishers.length > 0;

/** With this key's policy the account's own IAM policies decide who administers the key. */
const administration = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
];
const use = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * EventBridge can't publish to a topic under SNS's own key, only under one whose policy lets it in, and AWS supports no
 * condition there: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
 */
const key =
  config.topicKey === "customer-managed"
    ? new aws.kms.Key(
        "TopicKey",
        {
          description: `${topicName(place.stage)}: CloudTrail records on their way to detect`,
          enableKeyRotation: true,
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: `arn:${place.partition}:iam::${place.account}:root` },
                Action: administration,
                Resource: "*",
              },
              { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: use, Resource: "*" },
              ...(published
                ? [{ Effect: "Allow", Principal: { AWS: publishers }, Action: use, Resource: "*" }]
                : []),
            ],
          }),
        },
        keepInProduction,
      )
    : undefined;

/** The public door: EventBridge and the operator's publishers put CloudTrail records here. */
export const topic = new aws.sns.Topic("EventsTopic", {
  name: topicName(place.stage),
  ...(key && { kmsMasterKeyId: key.arn }),
});

/** Nobody else: without the statement that a new topic has, not even the account's own principals by this policy. */
new aws.sns.TopicPolicy("EventsTopicPolicy", {
  arn: topic.arn,
  policy: $util.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic.arn,
      },
      ...(published
        ? [{ Effect: "Allow", Principal: { AWS: publishers }, Action: "sns:Publish", Resource: topic.arn }]
        : []),
    ],
  }),
});
