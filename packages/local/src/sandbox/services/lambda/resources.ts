import * as z from "zod";
import { kind } from "../../table.ts";

const code = z.object({ sha256: z.string(), bytes: z.int() });

const lambdaFunction = z.object({
  /** Its name. */
  id: z.string(),
  role: z.string(),
  packageType: z.enum(["Image", "Zip"]),
  runtime: z.string().optional(),
  handler: z.string().optional(),
  description: z.string(),
  timeoutSeconds: z.int(),
  memoryMib: z.int(),
  architecture: z.enum(["arm64", "x86_64"]),
  /** What is kept of the code. */
  code,
  variables: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  /** Whether there is a version 1 beside `$LATEST`. */
  isPublished: z.boolean(),
  modifiedAt: z.iso.datetime(),
  revisionId: z.string(),
  reservedConcurrency: z.int().optional(),
});
export type LambdaFunction = z.output<typeof lambdaFunction>;
export const functions = kind("functions", lambdaFunction);

/** The statements by which a function, or one version of it, is shared. */
const sharing = {
  /** Each as JSON, by its `Sid`, in the order in which they came. */
  statements: z.array(z.object({ sid: z.string(), json: z.string() })),
  revisionId: z.string(),
};

const functionPolicy = z.object({
  /** The function's name, or with a colon and the version. */
  id: z.string(),
  ...sharing,
});
export const functionPolicies = kind("function-policies", functionPolicy);

export const cors = z.object({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(z.string()).optional(),
  AllowMethods: z.array(z.string()).optional(),
  AllowOrigins: z.array(z.string()).optional(),
  ExposeHeaders: z.array(z.string()).optional(),
  MaxAge: z.int().min(0).max(86_400).optional(),
});

export const authType = z.enum(["AWS_IAM", "NONE"]);
export const invokeMode = z.enum(["BUFFERED", "RESPONSE_STREAM"]);

const functionUrl = z.object({
  /** The function's name. */
  id: z.string(),
  url: z.string(),
  authType,
  invokeMode,
  cors: cors.optional(),
  createdAt: z.iso.datetime(),
  modifiedAt: z.iso.datetime(),
});
export type FunctionUrl = z.output<typeof functionUrl>;
export const functionUrls = kind("function-urls", functionUrl);

const layerVersion = z.object({
  /** The layer's name, a colon, and the version, with zeros before it. */
  id: z.string(),
  name: z.string(),
  version: z.int(),
  description: z.string(),
  license: z.string().optional(),
  runtimes: z.array(z.string()).optional(),
  architectures: z.array(z.string()).optional(),
  code,
  createdAt: z.iso.datetime(),
  ...sharing,
});
export type LayerVersion = z.output<typeof layerVersion>;
export const layerVersions = kind("layer-versions", layerVersion);
