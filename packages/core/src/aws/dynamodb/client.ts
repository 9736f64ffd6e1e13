import {
  DeleteResourcePolicyCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetResourcePolicyCommand,
  ListTagsOfResourceCommand,
  PutResourcePolicyCommand,
  paginateListTables,
} from "@aws-sdk/client-dynamodb";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The DynamoDB operations that detections use, over the SDK. Lists come back whole, whatever the number of pages. */
export function createDynamoDb(config: DynamoDBClientConfig) {
  const client = new DynamoDBClient(config);
  return {
    ListTables: call(operations.ListTables, async (input) => {
      const names: string[] = [];
      for await (const page of paginateListTables({ client }, input)) names.push(...(page.TableNames ?? []));
      return names;
    }),
    GetResourcePolicy: call(operations.GetResourcePolicy, (input) =>
      client.send(new GetResourcePolicyCommand(input)),
    ),
    ListTagsOfResource: call(operations.ListTagsOfResource, (input) =>
      client.send(new ListTagsOfResourceCommand(input)),
    ),
    PutResourcePolicy: call(operations.PutResourcePolicy, (input) =>
      client.send(new PutResourcePolicyCommand(input)),
    ),
    DeleteResourcePolicy: call(operations.DeleteResourcePolicy, (input) =>
      client.send(new DeleteResourcePolicyCommand(input)),
    ),
  };
}
