import {
  CancelKeyDeletionCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyListEntry,
  KMSClient,
  type KMSClientConfig,
  PutKeyPolicyCommand,
  paginateListKeys,
  paginateListResourceTags,
  ScheduleKeyDeletionCommand,
  type Tag,
} from "@aws-sdk/client-kms";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The KMS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createKms(config: KMSClientConfig) {
  const client = new KMSClient(config);
  return {
    ListKeys: call(operations.ListKeys, async (input) => {
      const keys: KeyListEntry[] = [];
      for await (const page of paginateListKeys({ client }, input)) keys.push(...(page.Keys ?? []));
      return keys;
    }),
    DescribeKey: call(operations.DescribeKey, (input) => client.send(new DescribeKeyCommand(input))),
    GetKeyRotationStatus: call(operations.GetKeyRotationStatus, (input) =>
      client.send(new GetKeyRotationStatusCommand(input)),
    ),
    GetKeyPolicy: call(operations.GetKeyPolicy, (input) => client.send(new GetKeyPolicyCommand(input))),
    ListResourceTags: call(operations.ListResourceTags, async (input) => {
      const tags: Tag[] = [];
      for await (const page of paginateListResourceTags({ client }, input)) tags.push(...(page.Tags ?? []));
      return tags;
    }),
    ScheduleKeyDeletion: call(operations.ScheduleKeyDeletion, (input) =>
      client.send(new ScheduleKeyDeletionCommand(input)),
    ),
    CancelKeyDeletion: call(operations.CancelKeyDeletion, (input) =>
      client.send(new CancelKeyDeletionCommand(input)),
    ),
    EnableKey: call(operations.EnableKey, (input) => client.send(new EnableKeyCommand(input))),
    DisableKey: call(operations.DisableKey, (input) => client.send(new DisableKeyCommand(input))),
    EnableKeyRotation: call(operations.EnableKeyRotation, (input) =>
      client.send(new EnableKeyRotationCommand(input)),
    ),
    DisableKeyRotation: call(operations.DisableKeyRotation, (input) =>
      client.send(new DisableKeyRotationCommand(input)),
    ),
    PutKeyPolicy: call(operations.PutKeyPolicy, (input) => client.send(new PutKeyPolicyCommand(input))),
  };
}
