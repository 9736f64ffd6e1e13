import {
  DeleteGroupPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  type IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  paginateListGroupPolicies,
  paginateListRolePolicies,
  paginateListUserPolicies,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { inlinePolicies as operations } from "../operations/inline-policies.ts";

/** Inline policies of users, roles and groups, over the SDK. Documents come back URL-encoded. */
export function inlinePolicyCalls(client: IAMClient) {
  return {
    ListUserPolicies: call(operations.ListUserPolicies, (input) =>
      names(paginateListUserPolicies({ client }, input)),
    ),
    ListRolePolicies: call(operations.ListRolePolicies, (input) =>
      names(paginateListRolePolicies({ client }, input)),
    ),
    ListGroupPolicies: call(operations.ListGroupPolicies, (input) =>
      names(paginateListGroupPolicies({ client }, input)),
    ),
    GetUserPolicy: call(operations.GetUserPolicy, (input) => client.send(new GetUserPolicyCommand(input))),
    GetRolePolicy: call(operations.GetRolePolicy, (input) => client.send(new GetRolePolicyCommand(input))),
    GetGroupPolicy: call(operations.GetGroupPolicy, (input) => client.send(new GetGroupPolicyCommand(input))),
    PutUserPolicy: call(operations.PutUserPolicy, (input) => client.send(new PutUserPolicyCommand(input))),
    PutRolePolicy: call(operations.PutRolePolicy, (input) => client.send(new PutRolePolicyCommand(input))),
    PutGroupPolicy: call(operations.PutGroupPolicy, (input) => client.send(new PutGroupPolicyCommand(input))),
    DeleteUserPolicy: call(operations.DeleteUserPolicy, (input) =>
      client.send(new DeleteUserPolicyCommand(input)),
    ),
    DeleteRolePolicy: call(operations.DeleteRolePolicy, (input) =>
      client.send(new DeleteRolePolicyCommand(input)),
    ),
    DeleteGroupPolicy: call(operations.DeleteGroupPolicy, (input) =>
      client.send(new DeleteGroupPolicyCommand(input)),
    ),
  };
}

async function names(pages: AsyncIterable<{ PolicyNames?: string[] | undefined }>) {
  const all: string[] = [];
  for await (const page of pages) all.push(...(page.PolicyNames ?? []));
  return all;
}
