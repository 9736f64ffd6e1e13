import {
  type Bucket,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  paginateListBuckets,
  S3Client,
} from "@aws-sdk/client-s3";
import type { RegionalConfig } from "../account.ts";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The S3 operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createS3(config: RegionalConfig) {
  // The host names of buckets (web.localhost) resolve nowhere but at AWS.
  const client = new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined });
  return {
    ListBuckets: call(operations.ListBuckets, async (input) => {
      const buckets: Bucket[] = [];
      for await (const page of paginateListBuckets({ client }, input)) buckets.push(...(page.Buckets ?? []));
      return buckets;
    }),
    GetBucketLocation: call(operations.GetBucketLocation, (input) =>
      client.send(new GetBucketLocationCommand(input)),
    ),
    GetBucketTagging: call(operations.GetBucketTagging, (input) =>
      client.send(new GetBucketTaggingCommand(input)),
    ),
    GetPublicAccessBlock: call(operations.GetPublicAccessBlock, (input) =>
      client.send(new GetPublicAccessBlockCommand(input)),
    ),
    PutPublicAccessBlock: call(operations.PutPublicAccessBlock, (input) =>
      client.send(new PutPublicAccessBlockCommand(input)),
    ),
    DeletePublicAccessBlock: call(operations.DeletePublicAccessBlock, (input) =>
      client.send(new DeletePublicAccessBlockCommand(input)),
    ),
    GetBucketAcl: call(operations.GetBucketAcl, (input) => client.send(new GetBucketAclCommand(input))),
    PutBucketAcl: call(operations.PutBucketAcl, (input) => client.send(new PutBucketAclCommand(input))),
    GetBucketPolicy: call(operations.GetBucketPolicy, (input) =>
      client.send(new GetBucketPolicyCommand(input)),
    ),
    PutBucketPolicy: call(operations.PutBucketPolicy, (input) =>
      client.send(new PutBucketPolicyCommand(input)),
    ),
    DeleteBucketPolicy: call(operations.DeleteBucketPolicy, (input) =>
      client.send(new DeleteBucketPolicyCommand(input)),
    ),
    GetBucketVersioning: call(operations.GetBucketVersioning, (input) =>
      client.send(new GetBucketVersioningCommand(input)),
    ),
    PutBucketVersioning: call(operations.PutBucketVersioning, (input) =>
      client.send(new PutBucketVersioningCommand(input)),
    ),
    GetBucketLogging: call(operations.GetBucketLogging, (input) =>
      client.send(new GetBucketLoggingCommand(input)),
    ),
    PutBucketLogging: call(operations.PutBucketLogging, (input) =>
      client.send(new PutBucketLoggingCommand(input)),
    ),
    GetBucketLifecycleConfiguration: call(operations.GetBucketLifecycleConfiguration, (input) =>
      client.send(new GetBucketLifecycleConfigurationCommand(input)),
    ),
    PutBucketLifecycleConfiguration: call(operations.PutBucketLifecycleConfiguration, (input) =>
      client.send(new PutBucketLifecycleConfigurationCommand(input)),
    ),
    DeleteBucketLifecycle: call(operations.DeleteBucketLifecycle, (input) =>
      client.send(new DeleteBucketLifecycleCommand(input)),
    ),
  };
}
