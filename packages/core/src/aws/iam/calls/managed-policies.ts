import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  type PolicyVersion,
  paginateListPolicyVersions,
  SetDefaultPolicyVersionCommand,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { managedPolicies as operations } from "../operations/managed-policies.ts";

/** Customer managed policies, over the SDK. Documents come back URL-encoded, and in lists not at all. */
export function managedPolicyCalls(client: IAMClient) {
  return {
    GetPolicy: call(operations.GetPolicy, (input) => client.send(new GetPolicyCommand(input))),
    GetPolicyVersion: call(operations.GetPolicyVersion, (input) =>
      client.send(new GetPolicyVersionCommand(input)),
    ),
    ListPolicyVersions: call(operations.ListPolicyVersions, async (input) => {
      const versions: PolicyVersion[] = [];
      for await (const page of paginateListPolicyVersions({ client }, input))
        versions.push(...(page.Versions ?? []));
      return versions;
    }),
    SetDefaultPolicyVersion: call(operations.SetDefaultPolicyVersion, (input) =>
      client.send(new SetDefaultPolicyVersionCommand(input)),
    ),
  };
}
