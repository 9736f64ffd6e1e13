import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { page } from "../../pages.ts";
import { roles } from "../iam/resources.ts";
import { findFunction, functionArn } from "./find.ts";
import {
  badMarker,
  codeOf,
  conflict,
  inBucket,
  invalidValue,
  LARGEST_PAGE,
  lambdaOperation,
  newRevision,
  pages,
  zipFile,
} from "./operation.ts";
import { functionPolicies, functions, functionUrls, type LambdaFunction } from "./resources.ts";

const FunctionName = z.string();
const Qualifier = z.string().optional();

/** The code is taken, and never run. */
const createFunction = lambdaOperation({
  name: "CreateFunction",
  eventName: "CreateFunction20150331",
  input: z.strictObject({
    FunctionName: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/, "is no function's name"),
    Role: z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, "is no role's ARN"),
    Code: z.strictObject({ ...zipFile, ...inBucket, ImageUri: z.string().optional() }),
    PackageType: z.enum(["Image", "Zip"]).default("Zip"),
    Runtime: z.string().optional(),
    Handler: z.string().max(128).optional(),
    Description: z.string().max(256).default(""),
    Timeout: z.int().min(1).max(900).default(3),
    MemorySize: z.int().min(128).max(10_240).default(128),
    Architectures: z.tuple([z.enum(["arm64", "x86_64"])]).default(["x86_64"]),
    Publish: z.boolean().default(false),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
    Tags: z.record(z.string(), z.string()).optional(),
  }),
  // Neither the code nor the variables, which may be secrets, are in a record. Of tags it isn't known here how they are.
  recordedInput: (input) => ({ ...input, Code: {}, Environment: {}, Tags: undefined }),
  recordedOutput: (output) => ({ ...output, Environment: {} }),
  run(account, input, { time }) {
    const { FunctionName: id, Runtime: runtime, Handler: handler } = input;
    if (account.table(functions).get(id) !== undefined) throw conflict(`Function already exist: ${id}`);
    if (input.PackageType === "Zip" && (runtime === undefined || handler === undefined)) {
      throw invalidValue(
        "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
      );
    }
    const role = input.Role.split("/").at(-1) ?? "";
    if (account.in(GLOBAL_REGION).table(roles).get(role) === undefined) {
      throw invalidValue("The role defined for the function cannot be assumed by Lambda.");
    }
    const lambda: LambdaFunction = {
      id,
      role: input.Role,
      packageType: input.PackageType,
      runtime,
      handler,
      description: input.Description,
      timeoutSeconds: input.Timeout,
      memoryMib: input.MemorySize,
      architecture: input.Architectures[0],
      code: codeOf(input.Code),
      variables: input.Environment?.Variables ?? {},
      tags: input.Tags ?? {},
      isPublished: input.Publish,
      modifiedAt: time.toISOString(),
      revisionId: newRevision(),
    };
    account.table(functions).put(lambda);
    return configuration(account, lambda, input.Publish ? "1" : undefined);
  },
});

const listFunctions = lambdaOperation({
  name: "ListFunctions",
  readOnly: true,
  input: z.strictObject({ ...pages, FunctionVersion: z.enum(["ALL"]).optional() }),
  run(account, { Marker, MaxItems = LARGEST_PAGE, FunctionVersion }) {
    const size = Math.min(MaxItems, LARGEST_PAGE);
    const shown = page(account.table(functions).rows(), ({ id }) => id, size, Marker, badMarker);
    const versions = ({ isPublished }: LambdaFunction) =>
      FunctionVersion === "ALL" ? ["$LATEST", ...(isPublished ? ["1"] : [])] : [undefined];
    return {
      Functions: shown.rows.flatMap((lambda) =>
        versions(lambda).map((version) => configuration(account, lambda, version)),
      ),
      NextMarker: shown.nextToken,
    };
  },
});

const getFunction = lambdaOperation({
  name: "GetFunction",
  readOnly: true,
  input: z.strictObject({ FunctionName, Qualifier }),
  run(account, input) {
    const { lambda, qualifier } = findFunction(account, input.FunctionName, input.Qualifier);
    const { tags, reservedConcurrency: ReservedConcurrentExecutions } = lambda;
    return {
      Configuration: configuration(account, lambda, qualifier),
      Code: { RepositoryType: lambda.packageType === "Image" ? "ECR" : "S3" },
      Tags: Object.keys(tags).length > 0 ? tags : undefined,
      Concurrency: ReservedConcurrentExecutions === undefined ? undefined : { ReservedConcurrentExecutions },
    };
  },
});

const getFunctionConfiguration = lambdaOperation({
  name: "GetFunctionConfiguration",
  readOnly: true,
  input: z.strictObject({ FunctionName, Qualifier }),
  run(account, input) {
    const { lambda, qualifier } = findFunction(account, input.FunctionName, input.Qualifier);
    return configuration(account, lambda, qualifier);
  },
});

const listTags = lambdaOperation({
  name: "ListTags",
  readOnly: true,
  input: z.strictObject({ Resource: z.string().startsWith("arn:") }),
  run(account, input) {
    const { lambda, qualifier } = findFunction(account, input.Resource);
    if (qualifier !== undefined) throw invalidValue("Tags are a function's, not its versions' or aliases'");
    return { Tags: lambda.tags };
  },
});

const deleteFunction = lambdaOperation({
  name: "DeleteFunction",
  eventName: "DeleteFunction20150331",
  input: z.strictObject({ FunctionName, Qualifier }),
  run(account, input) {
    const { lambda, qualifier } = findFunction(account, input.FunctionName, input.Qualifier);
    if (qualifier === "$LATEST") {
      throw invalidValue("$LATEST version cannot be deleted without deleting the function.");
    }
    account.table(functionPolicies).delete(`${lambda.id}:1`);
    if (qualifier === "1") {
      account.table(functions).put({ ...lambda, isPublished: false });
      return {};
    }
    account.table(functionPolicies).delete(lambda.id);
    account.table(functionUrls).delete(lambda.id);
    account.table(functions).delete(lambda.id);
    return {};
  },
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
function configuration(account: Account, lambda: LambdaFunction, qualifier: string | undefined): Output {
  const hasVariables = Object.keys(lambda.variables).length > 0;
  return {
    FunctionName: lambda.id,
    FunctionArn: functionArn(account, lambda.id, qualifier),
    Runtime: lambda.runtime,
    Role: lambda.role,
    Handler: lambda.handler,
    CodeSize: lambda.code.bytes,
    Description: lambda.description,
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMib,
    LastModified: lambda.modifiedAt.replace("Z", "+0000"),
    CodeSha256: lambda.code.sha256,
    Version: qualifier ?? "$LATEST",
    Environment: hasVariables ? { Variables: lambda.variables } : undefined,
    TracingConfig: { Mode: "PassThrough" },
    RevisionId: lambda.revisionId,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: lambda.packageType,
    Architectures: [lambda.architecture],
    EphemeralStorage: { Size: 512 },
  };
}

export const functionOperations = [
  createFunction,
  listFunctions,
  getFunction,
  getFunctionConfiguration,
  listTags,
  deleteFunction,
];
