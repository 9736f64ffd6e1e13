import type { Attack } from "../define.ts";

const everyone = (Action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Everyone", Effect: "Allow", Principal: "*", Action, Resource: "*" }],
  });

export const queueAttacks: readonly Attack[] = [
  {
    name: "open-queue",
    title: "A queue, then opened to everyone",
    steps: [
      {
        service: "sqs",
        operation: "CreateQueue",
        input: { QueueName: "attacked-open" },
        does: "make a queue",
      },
      {
        service: "sqs",
        operation: "SetQueueAttributes",
        input: {
          QueueUrl: { $from: { step: 0, path: ["QueueUrl"] } },
          Attributes: { Policy: everyone("sqs:SendMessage") },
        },
        does: "let everyone send messages to it",
      },
    ],
  },
  {
    name: "create-open-queue",
    title: "A queue that everyone may read from the start",
    steps: [
      {
        service: "sqs",
        operation: "CreateQueue",
        input: {
          QueueName: "attacked-born-open",
          Attributes: { Policy: everyone("sqs:ReceiveMessage") },
        },
        does: "make a queue that everyone may read",
      },
    ],
  },
];
