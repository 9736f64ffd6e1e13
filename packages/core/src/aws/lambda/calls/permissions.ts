import {
  AddPermissionCommand,
  GetPolicyCommand,
  type LambdaClient,
  ListTagsCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { call } from "../../operation.ts";
import { permissions } from "../operations/permissions.ts";

export function permissionCalls(client: LambdaClient) {
  return {
    GetPolicy: call(permissions.GetPolicy, (input) => client.send(new GetPolicyCommand(input))),
    AddPermission: call(permissions.AddPermission, (input) => client.send(new AddPermissionCommand(input))),
    RemovePermission: call(permissions.RemovePermission, (input) =>
      client.send(new RemovePermissionCommand(input)),
    ),
    ListTags: call(permissions.ListTags, (input) => client.send(new ListTagsCommand(input))),
  };
}
