import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2 } from "@aws-sdk/client-ec2";
import { openAccount } from "@snapback/core/aws/account";
import type { BusMessage } from "@snapback/core/bus/message";
import { listeners } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import { findingsRights } from "@snapback/core/finding/grants";
import { openFindings } from "@snapback/core/finding/store";
import { openProbe } from "@snapback/core/heartbeat/probe";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import { openChangeCount } from "@snapback/core/response/cap";
import { defaultSettings, type Settings } from "@snapback/core/settings/settings";
import { createApi } from "@snapback/functions/api/app";
import { createDetect } from "@snapback/functions/detect";
import { createHeartbeat } from "@snapback/functions/heartbeat";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openFindingsTable } from "../src/findings-table.ts";
import { cloudTrailEvent, sqsEvent } from "../src/pipeline/envelope.ts";
import { openSandbox } from "../src/sandbox/sandbox.ts";
import { openStorage } from "../src/storage.ts";

/*
 * Each function with a client of its own for the findings table, which notes what is sent. The scenarios have to reach
 * whatever a function does there: a right that is not used fails as one that is missing does.
 */

type Who = keyof typeof findingsRights;
const account = "111122223333";
const region = "us-east-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const heartbeatKey = "ASIAHEARTBEAT";
/** In the middle of an hour, since changes are counted by the hour. */
const start = Date.UTC(2026, 10, 23, 8, 30);
const now = () => new Date(start);
const heartbeatRole = `arn:aws:iam::${account}:role/snapback-test-heartbeat`;

const storage = await openStorage(undefined);
const records: Parameters<Parameters<typeof openSandbox>[0]["onRecord"]>[0][] = [];
const sandbox = await openSandbox({
  accountId: account,
  region,
  storage,
  now,
  onRecord: async (record) => void records.push(record),
  identities: {
    [heartbeatKey]: {
      type: "AssumedRole",
      principalId: "AROAHEARTBEAT:h",
      arn: `arn:aws:sts::${account}:assumed-role/snapback-test-heartbeat/h`,
      accountId: account,
      sessionContext: { sessionIssuer: { arn: heartbeatRole } },
    },
  },
});
const group = sandbox.testVpc()?.defaultGroupId ?? "";
const table = await openFindingsTable(undefined, region);
const sent: { [who in Who]: Set<string> } = {
  detect: new Set(),
  respond: new Set(),
  reconcile: new Set(),
  heartbeat: new Set(),
  api: new Set(),
};

const Sent = z.object({
  request: z.object({ headers: z.object({ "x-amz-target": z.string() }) }),
  input: z.object({ IndexName: z.string().default("table") }),
});

/** A client that notes its calls as they go over the wire. */
function clientOf(who: Who): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint: table.url, region, credentials });
  client.middlewareStack.add(
    (next) => async (args) => {
      const { request, input } = Sent.parse(args);
      const operation = request.headers["x-amz-target"].split(".")[1];
      sent[who].add(`dynamodb:${operation} on ${input.IndexName}`);
      return next(args);
    },
    { step: "finalizeRequest" },
  );
  return client;
}

const messages: BusMessage[] = [];
const publish = async (some: readonly BusMessage[]) => void messages.push(...some);
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const findingsOf = (who: Who) => openFindings(clientOf(who), table.table);

let url: string;
let ec2: EC2;
beforeAll(async () => {
  ({ url } = await sandbox.listen(0));
  ec2 = new EC2({ endpoint: url, region, credentials });
  await runAll();
});
afterAll(async () => {
  await sandbox.close();
  await storage.close();
  await table.close();
});

const open = (port: number) =>
  ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    CidrIp: "0.0.0.0/0",
  });

async function suspicion(port: number): Promise<void> {
  const rule = { IpProtocol: "tcp", FromPort: port, ToPort: port };
  const made = await ec2.authorizeSecurityGroupIngress({ GroupId: group, ...rule, CidrIp: "192.0.2.1/32" });
  await ec2.modifySecurityGroupRules({
    GroupId: group,
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: made.SecurityGroupRules?.[0]?.SecurityGroupRuleId,
        SecurityGroupRule: { ...rule, CidrIpv4: "0.0.0.0/0" },
      },
    ],
  });
}

async function fault(operation: string, code: string, status: number): Promise<void> {
  await fetch(`${url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ operation, times: 1, error: { code, message: "no", status } }),
  });
}

const stores = {
  findings: findingsOf("detect"),
  heartbeats: openHeartbeats(clientOf("detect"), table.table),
  publish,
};
const detect = createDetect({
  detections: listeners(detections),
  settings: defaultSettings,
  account,
  heartbeatRole,
  open: async () => stores,
  log,
  now,
});

/** Hands everything recorded so far to detect, so many times. */
async function detected(times = 1): Promise<void> {
  const queued = records.splice(0).map((record) => ({
    id: randomUUID(),
    body: JSON.stringify(cloudTrailEvent(record)),
    sentAt: 0,
    receiveCount: 1,
  }));
  for (let time = 0; time < times; time++) {
    const answer = await detect(sqsEvent(queued, `arn:aws:sqs:${region}:${account}:q`));
    expect(answer.batchItemFailures).toEqual([]);
  }
}

/** Hands the messages so far to respond. */
async function responded(settings: Partial<Settings> = {}): Promise<void> {
  const respond = createRespond({
    detections,
    findings: findingsOf("respond"),
    changes: openChangeCount(clientOf("respond"), table.table),
    settings: { ...defaultSettings, ...settings },
    live: openAccount({ endpoint: url, credentials, maxAttempts: 1 }),
    log,
    now,
    sleep,
    leaseMs: 60_000,
    backoffMs: 1,
  });
  for (const { type, id } of messages.splice(0)) {
    const event = { source: "snapback", "detail-type": type, detail: { id } };
    await respond(event, { awsRequestId: randomUUID() });
  }
}

const later = { detections, publish, log, now: () => new Date(start + 3_600_000) };
const reconcile = createReconcile({ ...later, findings: findingsOf("reconcile") });

const heartbeat = createHeartbeat({
  regions: [region],
  heartbeats: openHeartbeats(clientOf("heartbeat"), table.table),
  probe: (where) =>
    openProbe({ endpoint: url, credentials: { accessKeyId: heartbeatKey, secretAccessKey: "test" } })(where),
  undelivered: async () => 0,
  log,
  now,
});

const signIn = async () => ({ id: "1", name: "somebody", role: "admin" as const });
const findings = findingsOf("api");
const api = createApi({ detections, findings, account, region, log, signIn });

/** By route, as its description names it: requests that reach all that it does. */
function requests(id: string, eventId: string): { [route: string]: string[] } {
  return {
    "get /api/health": ["/api/health"],
    "get /api/openapi.json": ["/api/openapi.json"],
    "get /api/detections": ["/api/detections"],
    "get /api/findings": [
      "/api/findings",
      "/api/findings?state=open",
      "/api/findings?severity=critical",
      "/api/findings?detection=ec2-sg-ingress-world&state=open",
    ],
    "get /api/findings/{id}": [`/api/findings/${id}`, "/api/findings/fnd_none"],
    "get /api/findings/{id}/records/{eventId}": [`/api/findings/${id}/records/${eventId}`],
  };
}

const Described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Everything that each function does with the table. */
async function runAll(): Promise<void> {
  await heartbeat();
  await heartbeat();
  await open(22);
  await suspicion(23);
  await detected(2);
  await responded();

  await open(22);
  await detected();
  await fault("RevokeSecurityGroupIngress", "RequestLimitExceeded", 503);
  await responded();
  await reconcile();
  await responded();

  await open(24);
  await open(25);
  await open(26);
  await suspicion(27);
  await detected();
  const [first, second, third, ...rest] = messages.splice(0);
  const some = (message: BusMessage | undefined) => messages.push(...(message ? [message] : []));
  some(first);
  await fault("RevokeSecurityGroupIngress", "UnauthorizedOperation", 403);
  await responded();
  some(second);
  await responded({ automaticChangesPerHour: 1 });
  some(third);
  await responded({ mode: () => "monitor" });
  messages.push(...rest);
  await fault("DescribeSecurityGroupRules", "InternalError", 500);
  await responded();
  await reconcile();
  await responded();

  const { findings: listed } = await openFindings(table.client, table.table).list({}, { limit: 100 });
  const states = listed.map(({ state, hold }) => (hold === undefined ? state : "held"));
  expect(states.toSorted()).toEqual(["failed", "held", "held", "remediated", "remediated", "remediated"]);
  const [finding] = listed;
  const byRoute = requests(finding?.id ?? "", finding?.latest.eventId ?? "");
  const { paths } = Described.parse(await (await api.request("/api/openapi.json")).json());
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(Object.keys(byRoute).toSorted()).toEqual(routes.toSorted());
  for (const path of Object.values(byRoute).flat()) {
    const { status } = await api.request(path);
    expect({ path, status }).toEqual({ path, status: path.endsWith("none") ? 404 : 200 });
  }
}

describe("the rights on the findings table", () => {
  it.each(["detect", "respond", "reconcile", "heartbeat", "api"] as const)(
    "of %s are what it uses, no more and no less",
    (who) => {
      const declared = findingsRights[who].map(({ action, on }) => `${action} on ${on}`);
      expect([...sent[who]].toSorted()).toEqual(declared.toSorted());
    },
  );
});
