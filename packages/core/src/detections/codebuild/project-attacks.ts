import type { Attack } from "../define.ts";

const name = "attacked-project";
const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "codebuild.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const role = { $from: { step: 0, path: ["Role", "Arn"] } };

export const projectAttacks: readonly Attack[] = [
  {
    name: "publish-builds",
    title: "A CodeBuild project whose builds everyone may read",
    steps: [
      {
        service: "iam",
        operation: "CreateRole",
        input: { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) },
        does: "make a role for a project",
      },
      {
        service: "codebuild",
        operation: "CreateProject",
        input: {
          name,
          source: { type: "S3", location: "attacked/source.zip" },
          artifacts: { type: "NO_ARTIFACTS" },
          environment: {
            type: "LINUX_CONTAINER",
            image: "aws/codebuild/standard:7.0",
            computeType: "BUILD_GENERAL1_SMALL",
          },
          serviceRole: role,
        },
        does: "make a project",
      },
      {
        service: "codebuild",
        operation: "UpdateProjectVisibility",
        input: {
          projectArn: { $from: { step: 1, path: ["project", "arn"] } },
          projectVisibility: "PUBLIC_READ",
          resourceAccessRole: role,
        },
        does: "let everyone read its builds",
      },
    ],
  },
];
