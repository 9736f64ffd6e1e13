import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { onTestFinished } from "vitest";
import { openStorage, type Storage } from "../storage.ts";
import {
  type CloudTrailRecord,
  openSandbox,
  type Sandbox,
  type SandboxOptions,
  type TestVpc,
} from "./sandbox.ts";

interface ClientSettings {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

export interface TestSandbox {
  sandbox: Sandbox;
  storage: Storage;
  url: string;
  records: CloudTrailRecord[];
  ec2: EC2Client;
  eventBridge: EventBridgeClient;
  vpc: TestVpc;
  /** A client of another region, or with another access key. */
  client: (region: string, accessKeyId?: string) => EC2Client;
  /** Any of the SDK's clients, of the home region or another. */
  sdk: <Client extends { destroy(): void }>(
    Sdk: new (settings: ClientSettings) => Client,
    region?: string,
    accessKeyId?: string,
  ) => Client;
}

/** A sandbox on a port of its own, and the SDK's clients with nothing set but the endpoint and whose they are. */
export async function openTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const records: CloudTrailRecord[] = [];
  const storage = options.storage ?? (await openStorage(undefined));
  const sandbox = await openSandbox({
    accountId: "111122223333",
    region: "us-east-1",
    onRecord: async (record) => void records.push(record),
    ...options,
    storage,
  });
  const { url: endpoint } = await sandbox.listen(0);
  const clients: { destroy(): void }[] = [];
  const sdk: TestSandbox["sdk"] = (Sdk, ofRegion = "us-east-1", accessKeyId = "AKIATEST") => {
    const credentials = { accessKeyId, secretAccessKey: "any" };
    const made = new Sdk({ endpoint, region: ofRegion, credentials });
    clients.push(made);
    return made;
  };
  const client = (ofRegion: string, accessKeyId?: string) => sdk(EC2Client, ofRegion, accessKeyId);
  onTestFinished(async () => {
    for (const each of clients) each.destroy();
    await sandbox.close();
  });
  const vpc = sandbox.testVpc();
  if (vpc === undefined) throw new Error("The home region has no test VPC");
  return {
    sandbox,
    storage,
    url: endpoint,
    records,
    ec2: sdk(EC2Client),
    eventBridge: sdk(EventBridgeClient),
    vpc,
    client,
    sdk,
  };
}

/** What tells an AWS error apart. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: unknown }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata: unknown = "$metadata" in error ? error.$metadata : undefined;
    const status =
      typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
        ? metadata.httpStatusCode
        : undefined;
    return { name: error.name, message: error.message, status };
  }
  throw new Error("The call was not refused");
}

/** A call as bytes, signed as far as the sandbox looks: with a credential scope. */
export function rawCall(
  url: string,
  service: string,
  body: string,
  {
    headers = {},
    path = "/",
    method = "POST",
  }: { headers?: Record<string, string>; path?: string; method?: string } = {},
): Promise<Response> {
  const scope = `AKIATEST/20261123/us-east-1/${service}/aws4_request`;
  return fetch(url + path, {
    method,
    ...(method !== "GET" && { body }),
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
  });
}
