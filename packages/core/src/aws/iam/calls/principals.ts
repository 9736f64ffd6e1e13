import {
  AddUserToGroupCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetRoleCommand,
  GetUserCommand,
  type Group,
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListGroupsForUser,
  paginateListRoleTags,
  paginateListUserTags,
  RemoveUserFromGroupCommand,
  type RoleDetail,
  type Tag,
  UpdateAssumeRolePolicyCommand,
  type UserDetail,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { principals as operations } from "../operations/principals.ts";

/** Users, groups and roles, over the SDK. */
export function principalCalls(client: IAMClient) {
  return {
    GetAccountAuthorizationDetails: call(operations.GetAccountAuthorizationDetails, async (input) => {
      const users: UserDetail[] = [];
      const groups: GroupDetail[] = [];
      const roles: RoleDetail[] = [];
      const policies: ManagedPolicyDetail[] = [];
      for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize: 1000 }, input)) {
        users.push(...(page.UserDetailList ?? []));
        groups.push(...(page.GroupDetailList ?? []));
        roles.push(...(page.RoleDetailList ?? []));
        policies.push(...(page.Policies ?? []));
      }
      return { users, groups, roles, policies };
    }),
    GetUser: call(operations.GetUser, (input) => client.send(new GetUserCommand(input))),
    GetRole: call(operations.GetRole, (input) => client.send(new GetRoleCommand(input))),
    ListUserTags: call(operations.ListUserTags, (input) => tags(paginateListUserTags({ client }, input))),
    ListRoleTags: call(operations.ListRoleTags, (input) => tags(paginateListRoleTags({ client }, input))),
    ListGroupsForUser: call(operations.ListGroupsForUser, async (input) => {
      const groups: Group[] = [];
      for await (const page of paginateListGroupsForUser({ client }, input))
        groups.push(...(page.Groups ?? []));
      return groups;
    }),
    AddUserToGroup: call(operations.AddUserToGroup, (input) => client.send(new AddUserToGroupCommand(input))),
    RemoveUserFromGroup: call(operations.RemoveUserFromGroup, (input) =>
      client.send(new RemoveUserFromGroupCommand(input)),
    ),
    UpdateAssumeRolePolicy: call(operations.UpdateAssumeRolePolicy, (input) =>
      client.send(new UpdateAssumeRolePolicyCommand(input)),
    ),
    PutUserPermissionsBoundary: call(operations.PutUserPermissionsBoundary, (input) =>
      client.send(new PutUserPermissionsBoundaryCommand(input)),
    ),
    PutRolePermissionsBoundary: call(operations.PutRolePermissionsBoundary, (input) =>
      client.send(new PutRolePermissionsBoundaryCommand(input)),
    ),
    DeleteUserPermissionsBoundary: call(operations.DeleteUserPermissionsBoundary, (input) =>
      client.send(new DeleteUserPermissionsBoundaryCommand(input)),
    ),
    DeleteRolePermissionsBoundary: call(operations.DeleteRolePermissionsBoundary, (input) =>
      client.send(new DeleteRolePermissionsBoundaryCommand(input)),
    ),
  };
}

async function tags(pages: AsyncIterable<{ Tags: Tag[] | undefined }>) {
  const all: Tag[] = [];
  for await (const page of pages) all.push(...(page.Tags ?? []));
  return all;
}
