import * as z from "zod";
import { findFunction } from "./find.ts";
import { invalidValue, lambdaOperation } from "./operation.ts";
import { functions } from "./resources.ts";

/** Of an account's 1000 concurrent executions, what can't be reserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const UNRESERVED = 100;
const CONCURRENT = 1000;

const FunctionName = z.string();

const putFunctionConcurrency = lambdaOperation({
  name: "PutFunctionConcurrency",
  eventName: "PutFunctionConcurrency20171031",
  input: z.strictObject({ FunctionName, ReservedConcurrentExecutions: z.int().min(0) }),
  recordedOutput: (output) => output,
  run(account, { FunctionName: name, ReservedConcurrentExecutions }) {
    const { lambda } = findFunction(account, name);
    const others = account
      .table(functions)
      .rows()
      .filter(({ id }) => id !== lambda.id);
    const reserved = others.reduce((sum, each) => sum + (each.reservedConcurrency ?? 0), 0);
    if (reserved + ReservedConcurrentExecutions > CONCURRENT - UNRESERVED) {
      throw invalidValue(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED}].`,
      );
    }
    account.table(functions).put({ ...lambda, reservedConcurrency: ReservedConcurrentExecutions });
    return { ReservedConcurrentExecutions };
  },
});

const getFunctionConcurrency = lambdaOperation({
  name: "GetFunctionConcurrency",
  readOnly: true,
  input: z.strictObject({ FunctionName }),
  run: (account, input) => ({
    ReservedConcurrentExecutions: findFunction(account, input.FunctionName).lambda.reservedConcurrency,
  }),
});

const deleteFunctionConcurrency = lambdaOperation({
  name: "DeleteFunctionConcurrency",
  eventName: "DeleteFunctionConcurrency20171031",
  input: z.strictObject({ FunctionName }),
  run(account, input) {
    const { lambda } = findFunction(account, input.FunctionName);
    account.table(functions).put({ ...lambda, reservedConcurrency: undefined });
    return {};
  },
});

export const concurrencyOperations = [
  putFunctionConcurrency,
  getFunctionConcurrency,
  deleteFunctionConcurrency,
];
