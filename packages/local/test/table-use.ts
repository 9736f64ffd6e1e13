import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2 } from "@aws-sdk/client-ec2";
import { openAccount } from "@snapback/core/aws/account";
import { type BusMessage, NOTIFY, RECONCILE, SWEEP } from "@snapback/core/bus/message";
import { listeners } from "@snapback/core/detections/define";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import type { findingsRights } from "@snapback/core/finding/grants";
import { openProbe } from "@snapback/core/heartbeat/probe";
import type { Log } from "@snapback/core/log";
import { openSettings } from "@snapback/core/settings/settings";
import { createApi } from "@snapback/functions/api/app";
import { createDetect } from "@snapback/functions/detect";
import { createHeartbeat } from "@snapback/functions/heartbeat";
import { createNotify } from "@snapback/functions/notify";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { createSweep } from "@snapback/functions/sweep";
import { openDecided, openTable } from "@snapback/functions/table";
import { expect } from "vitest";
import * as z from "zod";
import { testConfig } from "../../core/test/config.ts";
import { toyDetection } from "../../core/test/toy-detection.ts";
import { openFindingsTable } from "../src/findings-table.ts";
import { openInbox } from "../src/inbox.ts";
import { cloudTrailEvent, sqsEvent } from "../src/pipeline/envelope.ts";
import type { CloudTrailRecord } from "../src/sandbox/record.ts";
import { openSandbox } from "../src/sandbox/sandbox.ts";
import { openStorage } from "../src/storage.ts";

/*
 * Each function with a client of its own for the tables, which notes what it sends. Events and messages wait until the test hands
 * them on.
 */

export type Who = keyof typeof findingsRights;

const account = "111122223333";
const region = "us-east-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const heartbeatKey = "ASIAHEARTBEAT";
const heartbeatRole = `arn:aws:iam::${account}:role/snapback-test-heartbeat`;
/** In the middle of an hour, since changes are counted by the hour. */
const START = Date.UTC(2026, 10, 23, 8, 30);

const Sent = z.object({
  request: z.object({ headers: z.object({ "x-amz-target": z.string() }) }),
  input: z.union([
    z.object({ TableName: z.string(), IndexName: z.string().default("table") }),
    // A batch names its table otherwise.
    z
      .object({ RequestItems: z.record(z.string(), z.unknown()) })
      .transform(({ RequestItems }) => ({ TableName: Object.keys(RequestItems).join(), IndexName: "table" })),
  ]),
});
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** All of Snapback, with a detection that responds and one that does not. */
export async function openTableUse() {
  const detections = [ingressWorld, toyDetection("tells", { responds: false })];
  let time = START;
  const now = () => new Date(time);
  const storage = await openStorage(undefined);
  const records: CloudTrailRecord[] = [];
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
  const { url } = await sandbox.listen(0);
  const group = sandbox.testVpc()?.defaultGroupId ?? "";
  const ec2 = new EC2({ endpoint: url, region, credentials });
  const table = await openFindingsTable(undefined, region);
  /** By table and function. */
  const used = {
    [table.table]: new Map<Who, Set<string>>(),
    [table.settingsTable]: new Map<Who, Set<string>>(),
  };

  /** Both tables, through a client that notes its calls as they go over the wire. */
  function tablesOf(who: Who) {
    const client = new DynamoDBClient({ endpoint: table.url, region, credentials });
    client.middlewareStack.add(
      (next) => async (args) => {
        const { request, input } = Sent.parse(args);
        const operation = request.headers["x-amz-target"].split(".")[1];
        const noted = used[input.TableName];
        const mine = noted?.get(who) ?? new Set();
        noted?.set(who, mine.add(`dynamodb:${operation} on ${input.IndexName}`));
        return next(args);
      },
      { step: "finalizeRequest" },
    );
    const decided = openDecided(table.settingsTable, { client });
    const settings = openSettings({ ...decided, config: testConfig, detections });
    return { ...openTable(table.table, { client }), ...decided, settings };
  }

  const messages: BusMessage[] = [];
  const publish = async (some: readonly BusMessage[]) => void messages.push(...some);
  const shared = { detections, account, publish, log, now };

  const ofDetect = tablesOf("detect");
  const detect = createDetect({
    ...shared,
    detections: listeners(detections),
    heartbeatRole,
    open: async () => ({ ...ofDetect, publish }),
  });
  const live = openAccount({ endpoint: url, credentials, maxAttempts: 1 });
  const respond = createRespond({
    ...shared,
    ...tablesOf("respond"),
    live,
    sleep,
    leaseMs: 60_000,
    backoffMs: 1,
    gatherMs: 0,
  });
  const reconcile = createReconcile({ ...shared, ...tablesOf("reconcile") });
  const sweep = createSweep({ ...shared, ...tablesOf("sweep"), regions: [region], live });
  const inbox = openInbox(undefined, log);
  const notify = createNotify({
    ...shared,
    ...tablesOf("notify"),
    channels: [inbox],
    deadLetter: async () => undefined,
    console: "http://127.0.0.1:3000",
    leaseMs: 60_000,
  });
  const probe = openProbe({
    endpoint: url,
    credentials: { accessKeyId: heartbeatKey, secretAccessKey: "test" },
  });
  const heartbeat = createHeartbeat({
    ...shared,
    ...tablesOf("heartbeat"),
    regions: [region],
    probe,
    undelivered: async () => 0,
  });
  const api = createApi({
    ...shared,
    ...tablesOf("api"),
    config: testConfig,
    channels: [{ name: inbox.name, threshold: inbox.threshold, secrets: [] }],
    kept: [],
    region,
    regions: [region],
    signIn: async () => ({ id: "1", name: "somebody", role: "admin" }),
  });

  return {
    used: { findings: used[table.table], settings: used[table.settingsTable] },
    /** The tables, without anything being noted. */
    ...openTable(table.table, { client: table.client }),
    ...openDecided(table.settingsTable, { client: table.client }),
    ec2,
    group,
    inbox,
    api,
    heartbeat,
    reconcile,
    sweep,
    now,
    forward: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Nobody gets to know of the calls made so far. */
    unnoticed(): void {
      records.length = 0;
    },
    /** Hands everything recorded so far to detect, so many times. */
    async detected(times = 1): Promise<void> {
      const queued = records.splice(0).map((record) => {
        const body = JSON.stringify(cloudTrailEvent(record));
        return { id: randomUUID(), body, sentAt: 0, receiveCount: 1 };
      });
      for (let turn = 0; turn < times; turn++) {
        const answer = await detect(sqsEvent(queued, `arn:aws:sqs:${region}:${account}:q`));
        expect(answer.batchItemFailures).toEqual([]);
      }
    },
    /** Hands the bus's messages to whom they are for, with what they lead to. */
    async delivered(): Promise<void> {
      while (messages.length > 0) {
        for (const { type, id, service } of messages.splice(0)) {
          const event = { source: "snapback", "detail-type": type, detail: { id, service } };
          const context = { awsRequestId: randomUUID() };
          if (service === NOTIFY) await notify(event, context);
          else if (service === RECONCILE) await reconcile(event);
          else if (service === SWEEP) await sweep(event);
          else await respond(event, context);
        }
      }
    },
    /** The next call of this operation is answered with an error. */
    async fault(operation: string, code: string, status: number): Promise<void> {
      await fetch(`${url}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation, times: 1, error: { code, message: "no", status } }),
      });
    },
    async close(): Promise<void> {
      ec2.destroy();
      await sandbox.close();
      await storage.close();
      await table.close();
    },
  };
}
