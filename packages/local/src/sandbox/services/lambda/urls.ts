import { createHash } from "node:crypto";
import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { findFunction, functionArn } from "./find.ts";
import { conflict, invalidValue, lambdaOperation, notFound, pages } from "./operation.ts";
import { authType, cors, type FunctionUrl, functionUrls, invokeMode } from "./resources.ts";

const FunctionName = z.string();
/** An alias, of which there are none here. */
const Qualifier = z.string().optional();

const createFunctionUrlConfig = lambdaOperation({
  name: "CreateFunctionUrlConfig",
  input: z.strictObject({
    FunctionName,
    Qualifier,
    AuthType: authType,
    Cors: cors.strict().optional(),
    InvokeMode: invokeMode.default("BUFFERED"),
  }),
  recordedOutput: (output) => output,
  run(account, input, { time }) {
    const id = functionOf(account, input);
    if (account.table(functionUrls).get(id) !== undefined) {
      throw conflict(
        `Failed to create function url config for [functionArn = ${functionArn(account, id)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }
    const row: FunctionUrl = {
      id,
      url: urlOf(account, id),
      authType: input.AuthType,
      invokeMode: input.InvokeMode,
      cors: input.Cors,
      createdAt: time.toISOString(),
      modifiedAt: time.toISOString(),
    };
    account.table(functionUrls).put(row);
    const { LastModifiedTime: _same, ...created } = described(account, row);
    return created;
  },
});

const updateFunctionUrlConfig = lambdaOperation({
  name: "UpdateFunctionUrlConfig",
  input: z.strictObject({
    FunctionName,
    Qualifier,
    AuthType: authType.optional(),
    Cors: cors.strict().optional(),
    InvokeMode: invokeMode.optional(),
  }),
  recordedOutput: (output) => output,
  run(account, input, { time }) {
    const before = find(account, input);
    const after: FunctionUrl = {
      ...before,
      authType: input.AuthType ?? before.authType,
      invokeMode: input.InvokeMode ?? before.invokeMode,
      cors: input.Cors ?? before.cors,
      modifiedAt: time.toISOString(),
    };
    account.table(functionUrls).put(after);
    return described(account, after);
  },
});

const getFunctionUrlConfig = lambdaOperation({
  name: "GetFunctionUrlConfig",
  readOnly: true,
  input: z.strictObject({ FunctionName, Qualifier }),
  run: (account, input) => described(account, find(account, input)),
});

const deleteFunctionUrlConfig = lambdaOperation({
  name: "DeleteFunctionUrlConfig",
  input: z.strictObject({ FunctionName, Qualifier }),
  run(account, input) {
    account.table(functionUrls).delete(find(account, input).id);
    return {};
  },
});

/** One at most, and so there is no second page. */
const listFunctionUrlConfigs = lambdaOperation({
  name: "ListFunctionUrlConfigs",
  readOnly: true,
  input: z.strictObject({ FunctionName, ...pages }),
  run(account, input) {
    const row = account.table(functionUrls).get(functionOf(account, input));
    return { FunctionUrlConfigs: row === undefined ? [] : [described(account, row)] };
  },
});

interface Asked {
  FunctionName: string;
  Qualifier?: string | undefined;
}

function functionOf(account: Account, input: Asked): string {
  const { lambda, qualifier } = findFunction(account, input.FunctionName, input.Qualifier);
  if (qualifier === undefined) return lambda.id;
  throw invalidValue(`The qualifier ${qualifier} is no alias: only aliases have a URL of their own`);
}

function find(account: Account, input: Asked): FunctionUrl {
  const row = account.table(functionUrls).get(functionOf(account, input));
  if (row === undefined) throw notFound();
  return row;
}

/** A function that gets a URL again gets the one that it had, as an address that somebody noted. */
function urlOf(account: Account, name: string): string {
  const hash = createHash("sha256").update(functionArn(account, name)).digest("hex").slice(0, 32);
  return `https://${hash}.lambda-url.${account.region}.on.aws/`;
}

function described(account: Account, row: FunctionUrl): Output {
  return {
    FunctionUrl: row.url,
    FunctionArn: functionArn(account, row.id),
    AuthType: row.authType,
    Cors: row.cors,
    CreationTime: row.createdAt,
    LastModifiedTime: row.modifiedAt,
    InvokeMode: row.invokeMode,
  };
}

export const urlOperations = [
  createFunctionUrlConfig,
  updateFunctionUrlConfig,
  getFunctionUrlConfig,
  deleteFunctionUrlConfig,
  listFunctionUrlConfigs,
];
