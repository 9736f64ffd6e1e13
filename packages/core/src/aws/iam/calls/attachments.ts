import {
  type AttachedPolicy,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { attachments as operations } from "../operations/attachments.ts";

/** Managed policies attached to users, roles and groups, over the SDK. */
export function attachmentCalls(client: IAMClient) {
  return {
    ListAttachedUserPolicies: call(operations.ListAttachedUserPolicies, (input) =>
      attached(paginateListAttachedUserPolicies({ client }, input)),
    ),
    ListAttachedRolePolicies: call(operations.ListAttachedRolePolicies, (input) =>
      attached(paginateListAttachedRolePolicies({ client }, input)),
    ),
    ListAttachedGroupPolicies: call(operations.ListAttachedGroupPolicies, (input) =>
      attached(paginateListAttachedGroupPolicies({ client }, input)),
    ),
    AttachUserPolicy: call(operations.AttachUserPolicy, (input) =>
      client.send(new AttachUserPolicyCommand(input)),
    ),
    AttachRolePolicy: call(operations.AttachRolePolicy, (input) =>
      client.send(new AttachRolePolicyCommand(input)),
    ),
    AttachGroupPolicy: call(operations.AttachGroupPolicy, (input) =>
      client.send(new AttachGroupPolicyCommand(input)),
    ),
    DetachUserPolicy: call(operations.DetachUserPolicy, (input) =>
      client.send(new DetachUserPolicyCommand(input)),
    ),
    DetachRolePolicy: call(operations.DetachRolePolicy, (input) =>
      client.send(new DetachRolePolicyCommand(input)),
    ),
    DetachGroupPolicy: call(operations.DetachGroupPolicy, (input) =>
      client.send(new DetachGroupPolicyCommand(input)),
    ),
  };
}

async function attached(pages: AsyncIterable<{ AttachedPolicies?: AttachedPolicy[] | undefined }>) {
  const policies: AttachedPolicy[] = [];
  for await (const page of pages) policies.push(...(page.AttachedPolicies ?? []));
  return policies;
}
