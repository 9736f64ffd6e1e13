import type { Attack } from "../define.ts";

export const secretAttacks: readonly Attack[] = [
  {
    name: "open-secret",
    title: "A secret, then opened to everyone",
    steps: [
      {
        service: "secretsmanager",
        operation: "CreateSecret",
        input: { Name: "attacked/open", SecretString: "not-a-secret" },
        does: "make a secret",
      },
      {
        service: "secretsmanager",
        operation: "PutResourcePolicy",
        input: {
          SecretId: { $from: { step: 0, path: ["ARN"] } },
          ResourcePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Everyone",
                Effect: "Allow",
                Principal: "*",
                Action: "secretsmanager:GetSecretValue",
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
