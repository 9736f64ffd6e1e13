import type { EC2ClientConfig } from "@aws-sdk/client-ec2";
import type { Call } from "./operation.ts";
import { operations } from "./operations.ts";

/** The AWS services that Snapback can call, by the AWS CLI's names, each with its bound operations. */
export type Clients = { [S in keyof Loaders]: Awaited<ReturnType<Loaders[S]>> };
type Loaders = ReturnType<typeof loadersOf>;

/** The account as it is now, in one region. Clients load when they are first asked for. */
export interface LiveAccount {
  region: string;
  client<S extends keyof Clients>(service: S): Promise<Clients[S]>;
}

/** What all SDK clients are configured with; the region comes with each use. */
export type ClientConfig = Pick<
  EC2ClientConfig,
  "endpoint" | "credentials" | "maxAttempts" | "customUserAgent" | "requestHandler"
>;

/** A client's configuration in one region. */
export type RegionalConfig = ClientConfig & { region: string };

/**
 * Each service's client behind a module of its own, imported on first use: a bundle that never responds never loads
 * one, and the wrapper keeps the SDK's unused commands out.
 */
const loadersOf = (config: RegionalConfig) => ({
  accessanalyzer: once(async () => (await import("./accessanalyzer/client.ts")).createAccessAnalyzer(config)),
  cloudtrail: once(async () => (await import("./cloudtrail/client.ts")).createCloudTrail(config)),
  codebuild: once(async () => (await import("./codebuild/client.ts")).createCodeBuild(config)),
  configservice: once(async () => (await import("./configservice/client.ts")).createConfigService(config)),
  dynamodb: once(async () => (await import("./dynamodb/client.ts")).createDynamoDb(config)),
  ec2: once(async () => (await import("./ec2/client.ts")).createEc2(config)),
  ecr: once(async () => (await import("./ecr/client.ts")).createEcr(config)),
  efs: once(async () => (await import("./efs/client.ts")).createEfs(config)),
  eks: once(async () => (await import("./eks/client.ts")).createEks(config)),
  events: once(async () => (await import("./events/client.ts")).createEvents(config)),
  guardduty: once(async () => (await import("./guardduty/client.ts")).createGuardDuty(config)),
  iam: once(async () => (await import("./iam/client.ts")).createIam(config)),
  kms: once(async () => (await import("./kms/client.ts")).createKms(config)),
  lambda: once(async () => (await import("./lambda/client.ts")).createLambda(config)),
  macie2: once(async () => (await import("./macie2/client.ts")).createMacie(config)),
  opensearch: once(async () => (await import("./opensearch/client.ts")).createOpenSearch(config)),
  rds: once(async () => (await import("./rds/client.ts")).createRds(config)),
  redshift: once(async () => (await import("./redshift/client.ts")).createRedshift(config)),
  s3: once(async () => (await import("./s3/client.ts")).createS3(config)),
  s3control: once(async () => (await import("./s3control/client.ts")).createS3Control(config)),
  secretsmanager: once(async () => (await import("./secretsmanager/client.ts")).createSecretsManager(config)),
  securityhub: once(async () => (await import("./securityhub/client.ts")).createSecurityHub(config)),
  sns: once(async () => (await import("./sns/client.ts")).createSns(config)),
  sqs: once(async () => (await import("./sqs/client.ts")).createSqs(config)),
  ssm: once(async () => (await import("./ssm/client.ts")).createSsm(config)),
  wafv2: once(async () => (await import("./wafv2/client.ts")).createWaf(config)),
});

/** Live accounts by region, with one client each per region and service for the life of the process. */
export function openAccount(config: ClientConfig): (region: string) => LiveAccount {
  const regions = new Map<string, LiveAccount>();
  return (region) => {
    const known = regions.get(region) ?? open({ ...config, region });
    regions.set(region, known);
    return known;
  };
}

function open(config: RegionalConfig): LiveAccount {
  const clients: { [S in keyof Clients]: () => Promise<Clients[S]> } = loadersOf(config);
  return { region: config.region, client: (service) => clients[service]() };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

export class UnknownOperationError extends Error {
  override name = "UnknownOperationError";
}

/**
 * Runs one step of a stored plan, by the names in it.
 *
 * @throws UnknownOperationError for a service or operation that this version of Snapback does not have, a ZodError for
 *   an input that is not the operation's, and whatever the SDK throws.
 */
export async function runStep(
  live: LiveAccount,
  step: { service: string; operation: string; input: unknown },
): Promise<unknown> {
  if (!isService(step.service)) throw new UnknownOperationError(`no service ${step.service}`);
  const calls: { [operation: string]: Call<never, unknown> } = await live.client(step.service);
  const operation = Object.hasOwn(calls, step.operation) ? calls[step.operation] : undefined;
  if (!operation) throw new UnknownOperationError(`${step.service} has no operation ${step.operation}`);
  return operation.run(step.input);
}

function isService(name: string): name is keyof Clients {
  return Object.hasOwn(operations, name);
}
