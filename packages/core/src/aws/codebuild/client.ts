import {
  BatchGetProjectsCommand,
  CodeBuildClient,
  type CodeBuildClientConfig,
  type Project,
  paginateListProjects,
  UpdateProjectVisibilityCommand,
} from "@aws-sdk/client-codebuild";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** So many projects are told at once: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
const AT_ONCE = 100;

/** The CodeBuild operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createCodeBuild(config: CodeBuildClientConfig) {
  const client = new CodeBuildClient(config);
  return {
    ListProjects: call(operations.ListProjects, async (input) => {
      const names: string[] = [];
      for await (const page of paginateListProjects({ client }, input)) names.push(...(page.projects ?? []));
      return names;
    }),
    BatchGetProjects: call(operations.BatchGetProjects, async ({ names }) => {
      const projects: Project[] = [];
      for (let first = 0; first < names.length; first += AT_ONCE) {
        const some = { names: names.slice(first, first + AT_ONCE) };
        projects.push(...((await client.send(new BatchGetProjectsCommand(some))).projects ?? []));
      }
      return projects;
    }),
    UpdateProjectVisibility: call(operations.UpdateProjectVisibility, (input) =>
      client.send(new UpdateProjectVisibilityCommand(input)),
    ),
  };
}
