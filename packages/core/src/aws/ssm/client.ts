import {
  type AccountSharingInfo,
  DescribeDocumentPermissionCommand,
  type DocumentIdentifier,
  GetServiceSettingCommand,
  ListTagsForResourceCommand,
  ModifyDocumentPermissionCommand,
  paginateListDocuments,
  ResetServiceSettingCommand,
  SSMClient,
  type SSMClientConfig,
  UpdateServiceSettingCommand,
} from "@aws-sdk/client-ssm";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The Systems Manager operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createSsm(config: SSMClientConfig) {
  const client = new SSMClient(config);
  return {
    ListDocuments: call(operations.ListDocuments, async (input) => {
      const documents: DocumentIdentifier[] = [];
      for await (const page of paginateListDocuments({ client }, input))
        documents.push(...(page.DocumentIdentifiers ?? []));
      return documents;
    }),
    // The SDK has no paginator for this one.
    DescribeDocumentPermission: call(operations.DescribeDocumentPermission, async (input) => {
      const AccountIds: string[] = [];
      const AccountSharingInfoList: AccountSharingInfo[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new DescribeDocumentPermissionCommand({ ...input, NextToken }));
        AccountIds.push(...(page.AccountIds ?? []));
        AccountSharingInfoList.push(...(page.AccountSharingInfoList ?? []));
        NextToken = page.NextToken;
      } while (NextToken);
      return { AccountIds, AccountSharingInfoList };
    }),
    ModifyDocumentPermission: call(operations.ModifyDocumentPermission, (input) =>
      client.send(new ModifyDocumentPermissionCommand(input)),
    ),
    ListTagsForResource: call(operations.ListTagsForResource, (input) =>
      client.send(new ListTagsForResourceCommand(input)),
    ),
    GetServiceSetting: call(operations.GetServiceSetting, (input) =>
      client.send(new GetServiceSettingCommand(input)),
    ),
    UpdateServiceSetting: call(operations.UpdateServiceSetting, (input) =>
      client.send(new UpdateServiceSettingCommand(input)),
    ),
    ResetServiceSetting: call(operations.ResetServiceSetting, (input) =>
      client.send(new ResetServiceSettingCommand(input)),
    ),
  };
}
