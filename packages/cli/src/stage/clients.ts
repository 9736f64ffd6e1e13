import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient, type STSClientConfig } from "@aws-sdk/client-sts";

/** Where calls go, and as whom: the SDK's own defaults for what is left out. */
export type Connection = Pick<STSClientConfig, "endpoint" | "credentials" | "maxAttempts">;

export type Clients = ReturnType<typeof clientsIn>;

/** An endpoint that can't be reached is told of after seconds, not minutes. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/**
 * The clients of each region, made when they are first asked for. They share their credentials, so that a profile which
 * asks for a code asks once.
 */
export function openClients(connection: Connection): (region: string) => Clients {
  const { credentials } = new STSClient({ region: "us-east-1", ...connection }).config;
  const config = { requestHandler: TIMEOUTS, ...connection, credentials };
  const regions = new Map<string, Clients>();
  return (region) => {
    const known = regions.get(region);
    if (known) return known;
    const clients = clientsIn({ ...config, region });
    regions.set(region, clients);
    return clients;
  };
}

function clientsIn(config: Pick<STSClientConfig, "endpoint" | "credentials" | "region" | "requestHandler">) {
  return {
    cloudtrail: new CloudTrailClient(config),
    dynamodb: new DynamoDBClient(config),
    /** Half of what all clients take to load, and few commands need it. */
    async ec2(): Promise<EC2Client> {
      const sdk = await import("@aws-sdk/client-ec2");
      return new sdk.EC2Client(config);
    },
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    async lambda(): Promise<LambdaClient> {
      const sdk = await import("@aws-sdk/client-lambda");
      return new sdk.LambdaClient(config);
    },
    logs: new CloudWatchLogsClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
}

/** The region that the environment or the profile names, or us-east-1. */
export async function defaultRegion(): Promise<string> {
  try {
    return await new STSClient({}).config.region();
  } catch {
    return process.env.AWS_DEFAULT_REGION ?? "us-east-1";
  }
}
