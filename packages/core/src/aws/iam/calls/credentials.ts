import {
  type AccessKeyMetadata,
  DeleteLoginProfileCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  type IAMClient,
  type MFADevice,
  paginateListAccessKeys,
  paginateListMFADevices,
  paginateListUsers,
  UpdateAccessKeyCommand,
  type User,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { credentials as operations } from "../operations/credentials.ts";

/** Passwords, access keys and MFA devices, over the SDK. What is secret of them is in none of the answers. */
export function credentialCalls(client: IAMClient) {
  return {
    GetAccountSummary: call(operations.GetAccountSummary, (input) =>
      client.send(new GetAccountSummaryCommand(input)),
    ),
    ListUsers: call(operations.ListUsers, async (input) => {
      const users: User[] = [];
      for await (const page of paginateListUsers({ client }, input)) users.push(...(page.Users ?? []));
      return users;
    }),
    ListAccessKeys: call(operations.ListAccessKeys, async (input) => {
      const keys: AccessKeyMetadata[] = [];
      for await (const page of paginateListAccessKeys({ client }, input))
        keys.push(...(page.AccessKeyMetadata ?? []));
      return keys;
    }),
    UpdateAccessKey: call(operations.UpdateAccessKey, (input) =>
      client.send(new UpdateAccessKeyCommand(input)),
    ),
    GetLoginProfile: call(operations.GetLoginProfile, (input) =>
      client.send(new GetLoginProfileCommand(input)),
    ),
    DeleteLoginProfile: call(operations.DeleteLoginProfile, (input) =>
      client.send(new DeleteLoginProfileCommand(input)),
    ),
    ListMFADevices: call(operations.ListMFADevices, async (input) => {
      const devices: MFADevice[] = [];
      for await (const page of paginateListMFADevices({ client }, input))
        devices.push(...(page.MFADevices ?? []));
      return devices;
    }),
  };
}
