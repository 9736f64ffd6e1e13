import type { Attack } from "../define.ts";

export const tableAttacks: readonly Attack[] = [
  {
    name: "open-table",
    title: "A table, then opened to everyone",
    steps: [
      {
        service: "dynamodb",
        operation: "CreateTable",
        input: {
          TableName: "attacked-open",
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        },
        does: "make a table",
      },
      {
        service: "dynamodb",
        operation: "PutResourcePolicy",
        input: {
          ResourceArn: { $from: { step: 0, path: ["TableDescription", "TableArn"] } },
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Everyone",
                Effect: "Allow",
                Principal: "*",
                Action: "dynamodb:Scan",
                Resource: "*",
              },
            ],
          }),
        },
        does: "let everyone read it",
      },
    ],
  },
];
