import type { Attack } from "../define.ts";

export const topicAttacks: readonly Attack[] = [
  {
    name: "open-topic",
    title: "A topic, then opened to everyone",
    steps: [
      {
        service: "sns",
        operation: "CreateTopic",
        input: { Name: "attacked-open" },
        does: "make a topic",
      },
      {
        service: "sns",
        operation: "SetTopicAttributes",
        input: {
          TopicArn: { $from: { step: 0, path: ["TopicArn"] } },
          AttributeName: "Policy",
          AttributeValue: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Everyone",
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: ["sns:Subscribe", "sns:Publish"],
                Resource: "*",
              },
            ],
          }),
        },
        does: "let everyone publish and subscribe",
      },
    ],
  },
];
