import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
  type S3ControlClientConfig,
} from "@aws-sdk/client-s3-control";
import * as z from "zod";
import type { RegionalConfig } from "../account.ts";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The account's own settings of S3, over the SDK. */
export function createS3Control(config: RegionalConfig) {
  const client = new S3ControlClient({ ...config, ...withoutAccountHost(config.endpoint) });
  return {
    GetPublicAccessBlock: call(operations.GetPublicAccessBlock, (input) =>
      client.send(new GetPublicAccessBlockCommand(input)),
    ),
    PutPublicAccessBlock: call(operations.PutPublicAccessBlock, (input) =>
      client.send(new PutPublicAccessBlockCommand(input)),
    ),
    DeletePublicAccessBlock: call(operations.DeletePublicAccessBlock, (input) =>
      client.send(new DeletePublicAccessBlockCommand(input)),
    ),
  };
}

/** The SDK puts the account's id before the host of an endpoint, and 111122223333.127.0.0.1 is none. */
function withoutAccountHost(endpoint: RegionalConfig["endpoint"]) {
  if (typeof endpoint !== "string") return {};
  const url = EndpointUrl.parse(new URL(endpoint));
  return { endpointProvider: () => ({ url }) };
}

type EndpointProvider = NonNullable<S3ControlClientConfig["endpointProvider"]>;
/** SST's types declare a global URL that is not Node's, so this is checked when it runs. */
const EndpointUrl = z.custom<ReturnType<EndpointProvider>["url"]>((value) => value instanceof URL);
