import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Storage } from "../storage.ts";
import { type AccountState, accountPrefix, openAccount } from "./account.ts";
import { answer, type Parts } from "./answer.ts";
import { AwsError } from "./aws-error.ts";
import type { Backends } from "./backends.ts";
import { callLogPrefix, type LoggedCall, openCallLog } from "./call-log.ts";
import { control, isControl } from "./control.ts";
import type { PutEvents } from "./events.ts";
import { createFaults } from "./faults.ts";
import { type HttpReply, type HttpRequest, textReply } from "./http.ts";
import type { Identities } from "./identity.ts";
import { createLane } from "./lane.ts";
import { createOutbox, outboxPrefix } from "./outbox.ts";
import { guessProtocol } from "./protocols/guess.ts";
import { type CloudTrailRecord, cloudTrailRecord } from "./record.ts";
import { type Routes, routesOf } from "./routes.ts";
import { type Listener, listen } from "./server.ts";
import { DYNAMODB_BODY_BYTES } from "./services/dynamodb.ts";
import { seedEc2, type TestVpc, testVpcOf } from "./services/ec2/seed.ts";
import { type LogGroups, openLogGroups } from "./services/logs/log-groups.ts";
import { openReceipts } from "./services/sqs/receipts.ts";
import { writeParameter } from "./services/ssm/ssm.ts";
import { deploy, type Stack } from "./stack.ts";
import { parseStored } from "./table.ts";

export type { LoggedCall } from "./call-log.ts";
export type { PutEvents, PutEventsEntry, PutEventsResultEntry } from "./events.ts";
export type { UserIdentity } from "./identity.ts";
export type { CloudTrailRecord } from "./record.ts";
export type { Routes } from "./routes.ts";
export type { TestVpc } from "./services/ec2/seed.ts";
export { isInSandbox } from "./services/services.ts";
export type { Stack } from "./stack.ts";

export interface SandboxOptions {
  /** 12 digits. */
  accountId: string;
  /** The home region: it has the test VPC. */
  region: string;
  /** The caller's to close, after the sandbox. */
  storage: Storage;
  /**
   * Called with each CloudTrail record after its effect is on disk, in the order of the calls, without waiting for the
   * one before. The record is kept until the promise resolves; a failed delivery is tried again, and what is left over
   * is handed over when the sandbox is opened again: a record may come more than once.
   */
  onRecord: (record: CloudTrailRecord) => Promise<void>;
  /** The entries of EventBridge's PutEvents, per region; resolves before the call is answered. */
  onPutEvents?: PutEvents;
  /** A message that is published to a topic; resolves with its id, before the call is answered. */
  onPublish?: Backends["publish"];
  /** The messages of the stack's queues. */
  queue?: Backends["queue"];
  /** The log groups of the home region. */
  logs?: LogGroups;
  /** The URL of a DynamoDB-compatible server, to which DynamoDB's calls go on. */
  dynamoDb?: string;
  /** What is deployed in the account. Without it there is a trail, as in an account that somebody cares for. */
  stack?: Stack;
  /** Identities by access key id; any other key is the account's IAM user `laptop`. */
  identities?: Identities;
  now?: () => Date;
}

export interface Sandbox {
  /** Serves AWS clients; rejects with Node's own error where the port can't be had. */
  listen(port: number, host?: string): Promise<{ port: number; url: string }>;
  /** Ends the connections, and the calls that are held by a fault; the storage stays open. */
  close(): Promise<void>;
  /** The account as it is now, to look at: calls change it. */
  account: Pick<AccountState, "in" | "regions">;
  /** The last calls, newest last. */
  calls(): LoggedCall[];
  /** The test VPC in the home region; undefined once someone has deleted it. */
  testVpc(): TestVpc | undefined;
  /** Puts a text parameter into the home region's Parameter Store, as a deploy does, not as a call. */
  putParameter(name: string, value: string): Promise<void>;
  /** How events and messages go on from here, as the account's rules and subscriptions now say. */
  routes: Routes;
  /** A request as the server would answer it. */
  handle(request: HttpRequest): Promise<HttpReply>;
}

/**
 * Opens the pocket AWS: an account whose state is in `storage`, for any AWS client to call. IAM's policies are part of
 * that state, but not enforced: every caller may do everything. A denial is had from a fault (`/_sandbox/faults`).
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { accountId, region, storage, onRecord, identities = {}, now = () => new Date() } = options;
  const lane = createLane();
  const account = openAccount(accountId, region, await storage.entries(accountPrefix));
  const log = openCallLog(await storage.entries(callLogPrefix));
  const outbox = createOutbox(storage, lane, onRecord);
  const faults = createFaults();
  const backends: Backends = {
    putEvents: options.onPutEvents ?? (async (entries) => entries.map(() => ({ EventId: randomUUID() }))),
    publish: options.onPublish ?? (async () => randomUUID()),
    queue: options.queue ?? (async () => undefined),
    receipts: openReceipts(),
    logs: options.logs ?? openLogGroups([], now()),
  };
  const parts: Parts = {
    accountId,
    identities,
    now,
    storage,
    account,
    lane,
    log,
    outbox,
    faults,
    backends,
    dynamoDb: options.dynamoDb,
  };

  const home = account.in(region);
  seedEc2(home);
  deploy(home, options.stack ?? { trail: "management-events" }, now());
  await keep();

  async function keep(): Promise<void> {
    try {
      await storage.write(account.changes());
    } catch (cause) {
      account.settle("take back");
      throw cause;
    }
    account.settle("keep");
  }

  const stored = await storage.entries(outboxPrefix);
  const leftOver = stored.map(([key, value]) => [key, parseStored(cloudTrailRecord, key, value)] as const);
  // Not before the caller has the sandbox in hand.
  setImmediate(() => {
    for (const [key, record] of leftOver) outbox.deliver(key, record);
  });

  async function handle(request: HttpRequest): Promise<HttpReply> {
    if (isControl(request)) return control(parts, request);
    if (isGreeting(request)) return textReply(200, greeting(accountId, region));
    return answer(parts, request);
  }

  const listeners: Listener[] = [];
  return {
    async listen(port, host = "127.0.0.1") {
      const listener = await listen(port, host, { answer: handle, maxBytes, tooLarge });
      listeners.push(listener);
      return { port: listener.port, url: listener.url };
    },
    async close() {
      faults.close();
      await Promise.all(listeners.map((listener) => listener.close()));
      outbox.close();
      backends.receipts.close();
      await lane(async () => undefined);
    },
    account,
    calls: () => log.calls(),
    testVpc: () => testVpcOf(home),
    routes: routesOf(home),
    putParameter: (name, value) =>
      lane(async () => {
        writeParameter(home, { name, value, time: now() });
        await keep();
      }),
    handle,
  };
}

/** Someone looks with a browser. */
function isGreeting({ method, path, headers, query }: HttpRequest): boolean {
  return method === "GET" && path === "/" && headers.authorization === undefined && query.size === 0;
}

function greeting(accountId: string, region: string): string {
  return `Snapback's sandbox: the pocket AWS account ${accountId}, home region ${region}. Point an AWS client's endpoint URL here.\n`;
}

const MIB = 1024 * 1024;

function maxBytes({ authorization = "" }: IncomingHttpHeaders): number {
  return /\/dynamodb\/aws4_request\b/.test(authorization) ? DYNAMODB_BODY_BYTES : MIB;
}

function tooLarge(request: HttpRequest): HttpReply {
  const size = maxBytes(request.headers) / MIB;
  const error = new AwsError("RequestEntityTooLarge", `The request body is larger than ${size} MiB`, 413);
  return guessProtocol(request).error(error, randomUUID());
}
