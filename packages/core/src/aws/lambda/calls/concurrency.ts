import {
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { call } from "../../operation.ts";
import { concurrency } from "../operations/concurrency.ts";

export function concurrencyCalls(client: LambdaClient) {
  return {
    ListFunctions: call(concurrency.ListFunctions, async (input) => {
      const functions: FunctionConfiguration[] = [];
      for await (const page of paginateListFunctions({ client }, input))
        functions.push(...(page.Functions ?? []));
      return functions;
    }),
    GetFunctionConcurrency: call(concurrency.GetFunctionConcurrency, (input) =>
      client.send(new GetFunctionConcurrencyCommand(input)),
    ),
    PutFunctionConcurrency: call(concurrency.PutFunctionConcurrency, (input) =>
      client.send(new PutFunctionConcurrencyCommand(input)),
    ),
    DeleteFunctionConcurrency: call(concurrency.DeleteFunctionConcurrency, (input) =>
      client.send(new DeleteFunctionConcurrencyCommand(input)),
    ),
  };
}
