import * as z from "zod";
import { operation } from "../operation.ts";

// Settings of the account in one region. None of these actions can be limited to a resource.

const none = z.object({});

export const regionSettingOperations = {
  GetSnapshotBlockPublicAccessState: operation({
    input: none,
    changes: false,
    grants: [{ action: "ec2:GetSnapshotBlockPublicAccessState", resources: ["*"] }],
  }),
  EnableSnapshotBlockPublicAccess: operation({
    input: z.object({ State: z.enum(["block-all-sharing", "block-new-sharing"]) }),
    changes: true,
    grants: [{ action: "ec2:EnableSnapshotBlockPublicAccess", resources: ["*"] }],
  }),
  DisableSnapshotBlockPublicAccess: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:DisableSnapshotBlockPublicAccess", resources: ["*"] }],
  }),
  GetImageBlockPublicAccessState: operation({
    input: none,
    changes: false,
    grants: [{ action: "ec2:GetImageBlockPublicAccessState", resources: ["*"] }],
  }),
  EnableImageBlockPublicAccess: operation({
    input: z.object({ ImageBlockPublicAccessState: z.literal("block-new-sharing") }),
    changes: true,
    grants: [{ action: "ec2:EnableImageBlockPublicAccess", resources: ["*"] }],
  }),
  DisableImageBlockPublicAccess: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:DisableImageBlockPublicAccess", resources: ["*"] }],
  }),
  GetInstanceMetadataDefaults: operation({
    input: none,
    changes: false,
    grants: [{ action: "ec2:GetInstanceMetadataDefaults", resources: ["*"] }],
  }),
  ModifyInstanceMetadataDefaults: operation({
    input: z.object({ HttpTokens: z.enum(["optional", "required", "no-preference"]) }),
    changes: true,
    grants: [{ action: "ec2:ModifyInstanceMetadataDefaults", resources: ["*"] }],
  }),
  GetEbsEncryptionByDefault: operation({
    input: none,
    changes: false,
    grants: [{ action: "ec2:GetEbsEncryptionByDefault", resources: ["*"] }],
  }),
  EnableEbsEncryptionByDefault: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:EnableEbsEncryptionByDefault", resources: ["*"] }],
  }),
  DisableEbsEncryptionByDefault: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:DisableEbsEncryptionByDefault", resources: ["*"] }],
  }),
  GetSerialConsoleAccessStatus: operation({
    input: none,
    changes: false,
    grants: [{ action: "ec2:GetSerialConsoleAccessStatus", resources: ["*"] }],
  }),
  EnableSerialConsoleAccess: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:EnableSerialConsoleAccess", resources: ["*"] }],
  }),
  DisableSerialConsoleAccess: operation({
    input: none,
    changes: true,
    grants: [{ action: "ec2:DisableSerialConsoleAccess", resources: ["*"] }],
  }),
};
