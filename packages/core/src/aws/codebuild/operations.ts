import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html

const projects = "arn:${Partition}:codebuild:${Region}:${Account}:project/*";

export const operations = {
  ListProjects: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "codebuild:ListProjects", resources: ["*"] }],
  }),
  BatchGetProjects: operation({
    input: z.object({ names: z.array(z.string()) }),
    changes: false,
    grants: [{ action: "codebuild:BatchGetProjects", resources: [projects] }],
  }),
  UpdateProjectVisibility: operation({
    input: z.object({
      projectArn: z.string(),
      projectVisibility: z.enum(["PRIVATE", "PUBLIC_READ"]),
      resourceAccessRole: z.string().optional(),
    }),
    changes: true,
    grants: [{ action: "codebuild:UpdateProjectVisibility", resources: [projects] }],
  }),
};
