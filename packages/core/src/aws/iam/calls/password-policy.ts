import {
  DeleteAccountPasswordPolicyCommand,
  GetAccountPasswordPolicyCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { passwordPolicy as operations } from "../operations/password-policy.ts";

/** The account's password policy, over the SDK. */
export function passwordPolicyCalls(client: IAMClient) {
  return {
    GetAccountPasswordPolicy: call(operations.GetAccountPasswordPolicy, (input) =>
      client.send(new GetAccountPasswordPolicyCommand(input)),
    ),
    UpdateAccountPasswordPolicy: call(operations.UpdateAccountPasswordPolicy, (input) =>
      client.send(new UpdateAccountPasswordPolicyCommand(input)),
    ),
    DeleteAccountPasswordPolicy: call(operations.DeleteAccountPasswordPolicy, (input) =>
      client.send(new DeleteAccountPasswordPolicyCommand(input)),
    ),
  };
}
