import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";
import { concurrencyCalls } from "./calls/concurrency.ts";
import { layerCalls } from "./calls/layers.ts";
import { permissionCalls } from "./calls/permissions.ts";
import { urlCalls } from "./calls/urls.ts";

/** The Lambda operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createLambda(config: LambdaClientConfig) {
  const client = new LambdaClient(config);
  return {
    ...concurrencyCalls(client),
    ...layerCalls(client),
    ...permissionCalls(client),
    ...urlCalls(client),
  };
}
