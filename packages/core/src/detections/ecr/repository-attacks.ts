import type { Attack } from "../define.ts";

export const repositoryAttacks: readonly Attack[] = [
  {
    name: "open-repository",
    title: "A container repository, then opened to everyone",
    steps: [
      {
        service: "ecr",
        operation: "CreateRepository",
        input: { repositoryName: "attacked/open" },
        does: "make a repository",
      },
      {
        service: "ecr",
        operation: "SetRepositoryPolicy",
        input: {
          repositoryName: "attacked/open",
          policyText: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Everyone",
                Effect: "Allow",
                Principal: "*",
                Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
              },
            ],
          }),
        },
        does: "let everyone pull from it",
      },
    ],
  },
];
