import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html

const documents = "arn:${Partition}:ssm:${Region}:${Account}:document/*";
const settings = "arn:${Partition}:ssm:${Region}:${Account}:servicesetting/*";
const OfDocument = z.object({ Name: z.string(), PermissionType: z.literal("Share") });
const OfSetting = z.object({ SettingId: z.string() });

export const operations = {
  ListDocuments: operation({
    input: z.object({
      Filters: z.array(z.object({ Key: z.literal("Owner"), Values: z.array(z.literal("Self")) })),
    }),
    changes: false,
    grants: [{ action: "ssm:ListDocuments", resources: ["*"] }],
  }),
  DescribeDocumentPermission: operation({
    input: OfDocument,
    changes: false,
    grants: [{ action: "ssm:DescribeDocumentPermission", resources: [documents] }],
  }),
  ModifyDocumentPermission: operation({
    input: OfDocument.extend({
      AccountIdsToAdd: z.array(z.string()).optional(),
      AccountIdsToRemove: z.array(z.string()).optional(),
      SharedDocumentVersion: z.string().optional(),
    }),
    changes: true,
    grants: [{ action: "ssm:ModifyDocumentPermission", resources: [documents] }],
  }),
  ListTagsForResource: operation({
    input: z.object({ ResourceType: z.literal("Document"), ResourceId: z.string() }),
    changes: false,
    grants: [{ action: "ssm:ListTagsForResource", resources: [documents] }],
  }),
  GetServiceSetting: operation({
    input: OfSetting,
    changes: false,
    grants: [{ action: "ssm:GetServiceSetting", resources: [settings] }],
  }),
  UpdateServiceSetting: operation({
    input: OfSetting.extend({ SettingValue: z.string() }),
    changes: true,
    grants: [{ action: "ssm:UpdateServiceSetting", resources: [settings] }],
  }),
  ResetServiceSetting: operation({
    input: OfSetting,
    changes: true,
    grants: [{ action: "ssm:ResetServiceSetting", resources: [settings] }],
  }),
};
