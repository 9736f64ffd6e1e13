import {
  DeleteRepositoryPolicyCommand,
  ECRClient,
  type ECRClientConfig,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
  type Repository,
  SetRepositoryPolicyCommand,
} from "@aws-sdk/client-ecr";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The ECR operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEcr(config: ECRClientConfig) {
  const client = new ECRClient(config);
  return {
    DescribeRepositories: call(operations.DescribeRepositories, async (input) => {
      const repositories: Repository[] = [];
      for await (const page of paginateDescribeRepositories({ client }, input))
        repositories.push(...(page.repositories ?? []));
      return repositories;
    }),
    ListTagsForResource: call(operations.ListTagsForResource, (input) =>
      client.send(new ListTagsForResourceCommand(input)),
    ),
    GetRepositoryPolicy: call(operations.GetRepositoryPolicy, (input) =>
      client.send(new GetRepositoryPolicyCommand(input)),
    ),
    SetRepositoryPolicy: call(operations.SetRepositoryPolicy, (input) =>
      client.send(new SetRepositoryPolicyCommand(input)),
    ),
    DeleteRepositoryPolicy: call(operations.DeleteRepositoryPolicy, (input) =>
      client.send(new DeleteRepositoryPolicyCommand(input)),
    ),
  };
}
