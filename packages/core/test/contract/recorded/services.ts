import type { JsonObject } from "../../../src/json.ts";
import { ec2 } from "./ec2.ts";
import { iam } from "./iam.ts";
import { lowerCamel } from "./lower-camel.ts";
import { s3, s3control } from "./s3.ts";
import type { RecordedService } from "./service.ts";

/**
 * Lambda's events end in the version of the API.
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const lambda: RecordedService = {
  source: "lambda.amazonaws.com",
  name: (operation) => `${operation}${LAMBDA_VERSIONS[operation] ?? "20150331"}`,
  operations: {
    // Neither code nor variables are recorded; what was left out is, as Lambda takes it.
    CreateFunction: {
      request: (input) => lowerCamel({ ...NEW_FUNCTION, ...input, Code: {}, Environment: {} }),
    },
    CreateFunctionUrlConfig: { request: (input) => lowerCamel({ InvokeMode: "BUFFERED", ...input }) },
    PublishLayerVersion: { request: (input) => lowerCamel({ Description: "", ...input, Content: {} }) },
  },
};
const NEW_FUNCTION = {
  Architectures: ["x86_64"],
  Description: "",
  MemorySize: 128,
  PackageType: "Zip",
  Publish: false,
  Timeout: 3,
};
const LAMBDA_VERSIONS: { [operation: string]: string } = {
  AddLayerVersionPermission: "20181031",
  AddPermission: "20150331v2",
  CreateFunctionUrlConfig: "",
  DeleteFunctionUrlConfig: "",
  PublishLayerVersion: "20181031",
  PutFunctionConcurrency: "20171031",
  RemoveLayerVersionPermission: "20181031",
  RemovePermission: "20150331v2",
  UpdateFunctionCode: "20150331v2",
  UpdateFunctionConfiguration: "20150331v2",
  UpdateFunctionUrlConfig: "",
};

/** By the AWS CLI's names, as in plans and attacks. */
export const services: { readonly [service: string]: RecordedService } = {
  accessanalyzer: { source: "access-analyzer.amazonaws.com" },
  cloudtrail: { source: "cloudtrail.amazonaws.com" },
  codebuild: { source: "codebuild.amazonaws.com" },
  configservice: { source: "config.amazonaws.com" },
  dynamodb: { source: "dynamodb.amazonaws.com" },
  ec2,
  ecr: { source: "ecr.amazonaws.com" },
  efs: { source: "elasticfilesystem.amazonaws.com" },
  eks: { source: "eks.amazonaws.com" },
  events: { source: "events.amazonaws.com" },
  guardduty: { source: "guardduty.amazonaws.com" },
  iam,
  kms: { source: "kms.amazonaws.com" },
  lambda,
  macie2: { source: "macie2.amazonaws.com" },
  opensearch: { source: "es.amazonaws.com" },
  organizations: { source: "organizations.amazonaws.com" },
  rds: {
    source: "rds.amazonaws.com",
    // CloudTrail never has a password.
    request: ({ MasterUserPassword, ...input }) =>
      lowerCamel({ ...input, ...(MasterUserPassword !== undefined && { MasterUserPassword: "****" }) }),
    // What stands in an answer's one structure, without its name.
    response: (answer) => lowerCamel(onlyPart(answer)),
  },
  redshift: { source: "redshift.amazonaws.com" },
  s3,
  s3control,
  secretsmanager: { source: "secretsmanager.amazonaws.com" },
  securityhub: { source: "securityhub.amazonaws.com" },
  sns: { source: "sns.amazonaws.com" },
  sqs: { source: "sqs.amazonaws.com" },
  ssm: { source: "ssm.amazonaws.com" },
  sts: { source: "sts.amazonaws.com" },
  wafv2: { source: "wafv2.amazonaws.com" },
};

function onlyPart(answer: JsonObject): JsonObject {
  const [part, ...others] = Object.values(answer);
  const isPart = typeof part === "object" && part !== null && !Array.isArray(part);
  return isPart && others.length === 0 ? part : answer;
}
