import type { Send } from "./run.ts";

/** An SDK package as far as it is needed here: a client and commands, by name. */
type Sdk = Readonly<Record<string, unknown>>;

/** Attacks name any operation of a service, so here the whole package is loaded. By the AWS CLI's names. */
const packages: { [service: string]: () => Promise<{ sdk: Sdk; client: string }> } = {
  accessanalyzer: async () => ({
    sdk: await import("@aws-sdk/client-accessanalyzer"),
    client: "AccessAnalyzerClient",
  }),
  cloudtrail: async () => ({ sdk: await import("@aws-sdk/client-cloudtrail"), client: "CloudTrailClient" }),
  codebuild: async () => ({ sdk: await import("@aws-sdk/client-codebuild"), client: "CodeBuildClient" }),
  configservice: async () => ({
    sdk: await import("@aws-sdk/client-config-service"),
    client: "ConfigServiceClient",
  }),
  dynamodb: async () => ({ sdk: await import("@aws-sdk/client-dynamodb"), client: "DynamoDBClient" }),
  ec2: async () => ({ sdk: await import("@aws-sdk/client-ec2"), client: "EC2Client" }),
  ecr: async () => ({ sdk: await import("@aws-sdk/client-ecr"), client: "ECRClient" }),
  efs: async () => ({ sdk: await import("@aws-sdk/client-efs"), client: "EFSClient" }),
  eks: async () => ({ sdk: await import("@aws-sdk/client-eks"), client: "EKSClient" }),
  events: async () => ({ sdk: await import("@aws-sdk/client-eventbridge"), client: "EventBridgeClient" }),
  guardduty: async () => ({ sdk: await import("@aws-sdk/client-guardduty"), client: "GuardDutyClient" }),
  iam: async () => ({ sdk: await import("@aws-sdk/client-iam"), client: "IAMClient" }),
  kms: async () => ({ sdk: await import("@aws-sdk/client-kms"), client: "KMSClient" }),
  lambda: async () => ({ sdk: await import("@aws-sdk/client-lambda"), client: "LambdaClient" }),
  macie2: async () => ({ sdk: await import("@aws-sdk/client-macie2"), client: "Macie2Client" }),
  opensearch: async () => ({ sdk: await import("@aws-sdk/client-opensearch"), client: "OpenSearchClient" }),
  organizations: async () => ({
    sdk: await import("@aws-sdk/client-organizations"),
    client: "OrganizationsClient",
  }),
  rds: async () => ({ sdk: await import("@aws-sdk/client-rds"), client: "RDSClient" }),
  redshift: async () => ({ sdk: await import("@aws-sdk/client-redshift"), client: "RedshiftClient" }),
  s3: async () => ({ sdk: await import("@aws-sdk/client-s3"), client: "S3Client" }),
  s3control: async () => ({ sdk: await import("@aws-sdk/client-s3-control"), client: "S3ControlClient" }),
  secretsmanager: async () => ({
    sdk: await import("@aws-sdk/client-secrets-manager"),
    client: "SecretsManagerClient",
  }),
  securityhub: async () => ({
    sdk: await import("@aws-sdk/client-securityhub"),
    client: "SecurityHubClient",
  }),
  sns: async () => ({ sdk: await import("@aws-sdk/client-sns"), client: "SNSClient" }),
  sqs: async () => ({ sdk: await import("@aws-sdk/client-sqs"), client: "SQSClient" }),
  ssm: async () => ({ sdk: await import("@aws-sdk/client-ssm"), client: "SSMClient" }),
  sts: async () => ({ sdk: await import("@aws-sdk/client-sts"), client: "STSClient" }),
  wafv2: async () => ({ sdk: await import("@aws-sdk/client-wafv2"), client: "WAFV2Client" }),
};

/** What CloudTrail tells of the caller: that it was an attack of ours. */
const userAgent = [["snapback-attack", "0.1.0"]];

interface Client {
  send(command: object): Promise<unknown>;
}

class UnknownOperationError extends Error {
  override name = "UnknownOperationError";
}

/** Credentials that mean nothing anywhere but in the sandbox. */
const sandbox = { accessKeyId: "AKIASNAPBACKATTACKER", secretAccessKey: "sandbox" };

interface Config {
  endpoint: string;
  region: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** In place of the SDK's own. */
  requestHandler?: { handle(request: { body?: unknown }): Promise<never> };
}

/** Sends operations by their names to an emulator: whatever else the credentials open, the endpoint is not AWS. */
export function openSdk({ credentials = sandbox, ...given }: Config): Send {
  const config = {
    ...given,
    credentials,
    maxAttempts: 1,
    defaultUserAgentProvider: async () => userAgent,
  };
  const clients = new Map<string, object>();
  return async (service, operation, input) => {
    const load = Object.hasOwn(packages, service) ? packages[service] : undefined;
    if (!load) throw new UnknownOperationError(`attacks know no service ${service}`);
    const { sdk, client: clientName } = await load();
    const own = service === "s3control" ? withoutAccountHost(given.endpoint) : {};
    const client = clients.get(service) ?? construct(sdk, clientName, { ...config, ...own });
    clients.set(service, client);
    const command = construct(sdk, `${operation}Command`, input);
    if (!isClient(client)) throw new UnknownOperationError(`${clientName} is no client`);
    return client.send(command);
  };
}

/** S3 Control calls a host name of each account's own, which emulators don't have. */
function withoutAccountHost(endpoint: string) {
  return { disableHostPrefix: true, endpointProvider: () => ({ url: new URL(endpoint) }) };
}

function construct(sdk: Sdk, name: string, argument: unknown): object {
  const made = sdk[name];
  if (typeof made !== "function") throw new UnknownOperationError(`the SDK has no ${name}`);
  const instance: unknown = Reflect.construct(made, [argument]);
  if (typeof instance !== "object" || instance === null)
    throw new UnknownOperationError(`${name} makes no object`);
  return instance;
}

function isClient(value: object): value is Client {
  return "send" in value && typeof value.send === "function";
}
