import {
  DisableEbsEncryptionByDefaultCommand,
  DisableImageBlockPublicAccessCommand,
  DisableSerialConsoleAccessCommand,
  DisableSnapshotBlockPublicAccessCommand,
  type EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  EnableImageBlockPublicAccessCommand,
  EnableSerialConsoleAccessCommand,
  EnableSnapshotBlockPublicAccessCommand,
  GetEbsEncryptionByDefaultCommand,
  GetImageBlockPublicAccessStateCommand,
  GetInstanceMetadataDefaultsCommand,
  GetSerialConsoleAccessStatusCommand,
  GetSnapshotBlockPublicAccessStateCommand,
  ModifyInstanceMetadataDefaultsCommand,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { regionSettingOperations as operations } from "./region-setting-operations.ts";

export function regionSettingCalls(client: EC2Client) {
  return {
    GetSnapshotBlockPublicAccessState: call(operations.GetSnapshotBlockPublicAccessState, (input) =>
      client.send(new GetSnapshotBlockPublicAccessStateCommand(input)),
    ),
    EnableSnapshotBlockPublicAccess: call(operations.EnableSnapshotBlockPublicAccess, (input) =>
      client.send(new EnableSnapshotBlockPublicAccessCommand(input)),
    ),
    DisableSnapshotBlockPublicAccess: call(operations.DisableSnapshotBlockPublicAccess, (input) =>
      client.send(new DisableSnapshotBlockPublicAccessCommand(input)),
    ),
    GetImageBlockPublicAccessState: call(operations.GetImageBlockPublicAccessState, (input) =>
      client.send(new GetImageBlockPublicAccessStateCommand(input)),
    ),
    EnableImageBlockPublicAccess: call(operations.EnableImageBlockPublicAccess, (input) =>
      client.send(new EnableImageBlockPublicAccessCommand(input)),
    ),
    DisableImageBlockPublicAccess: call(operations.DisableImageBlockPublicAccess, (input) =>
      client.send(new DisableImageBlockPublicAccessCommand(input)),
    ),
    GetInstanceMetadataDefaults: call(operations.GetInstanceMetadataDefaults, (input) =>
      client.send(new GetInstanceMetadataDefaultsCommand(input)),
    ),
    ModifyInstanceMetadataDefaults: call(operations.ModifyInstanceMetadataDefaults, (input) =>
      client.send(new ModifyInstanceMetadataDefaultsCommand(input)),
    ),
    GetEbsEncryptionByDefault: call(operations.GetEbsEncryptionByDefault, (input) =>
      client.send(new GetEbsEncryptionByDefaultCommand(input)),
    ),
    EnableEbsEncryptionByDefault: call(operations.EnableEbsEncryptionByDefault, (input) =>
      client.send(new EnableEbsEncryptionByDefaultCommand(input)),
    ),
    DisableEbsEncryptionByDefault: call(operations.DisableEbsEncryptionByDefault, (input) =>
      client.send(new DisableEbsEncryptionByDefaultCommand(input)),
    ),
    GetSerialConsoleAccessStatus: call(operations.GetSerialConsoleAccessStatus, (input) =>
      client.send(new GetSerialConsoleAccessStatusCommand(input)),
    ),
    EnableSerialConsoleAccess: call(operations.EnableSerialConsoleAccess, (input) =>
      client.send(new EnableSerialConsoleAccessCommand(input)),
    ),
    DisableSerialConsoleAccess: call(operations.DisableSerialConsoleAccess, (input) =>
      client.send(new DisableSerialConsoleAccessCommand(input)),
    ),
  };
}
