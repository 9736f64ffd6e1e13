import {
  type FunctionUrlConfig,
  GetFunctionUrlConfigCommand,
  type LambdaClient,
  paginateListFunctionUrlConfigs,
  UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { call } from "../../operation.ts";
import { urls } from "../operations/urls.ts";

export function urlCalls(client: LambdaClient) {
  return {
    ListFunctionUrlConfigs: call(urls.ListFunctionUrlConfigs, async (input) => {
      const configs: FunctionUrlConfig[] = [];
      for await (const page of paginateListFunctionUrlConfigs({ client }, input))
        configs.push(...(page.FunctionUrlConfigs ?? []));
      return configs;
    }),
    GetFunctionUrlConfig: call(urls.GetFunctionUrlConfig, (input) =>
      client.send(new GetFunctionUrlConfigCommand(input)),
    ),
    UpdateFunctionUrlConfig: call(urls.UpdateFunctionUrlConfig, (input) =>
      client.send(new UpdateFunctionUrlConfigCommand(input)),
    ),
  };
}
