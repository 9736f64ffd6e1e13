import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openAccount } from "@snapback/core/aws/account";
import { openBus } from "@snapback/core/bus/publish";
import { deploymentParameter } from "@snapback/core/deployment/deployment";
import { functionNames } from "@snapback/core/deployment/functions";
import { type Detection, listeners } from "@snapback/core/detections/define";
import { openFindings } from "@snapback/core/finding/store";
import { openProbe } from "@snapback/core/heartbeat/probe";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import { openChangeCount } from "@snapback/core/response/cap";
import { defaultSettings, type Settings } from "@snapback/core/settings/settings";
import { createDetect } from "@snapback/functions/detect";
import { createHeartbeat } from "@snapback/functions/heartbeat";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { openUndelivered } from "@snapback/functions/undelivered";
import { openFindingsTable } from "./findings-table.ts";
import { openFunctionLogs } from "./function-log.ts";
import { bus, laptopDeployment, laptopStack, place } from "./installation.ts";
import { openPipeline, type Pipeline, type PipelineOptions } from "./pipeline/pipeline.ts";
import { functionRole } from "./role.ts";
import { openSandbox } from "./sandbox/sandbox.ts";
import { openStorage } from "./storage.ts";

export interface LaptopOptions {
  detections: readonly Detection[];
  /** What the operator chose; all defaults, and no cap, where it is left out. */
  settings?: Settings;
  /** Where everything is kept; in memory where it is undefined. */
  data?: string | undefined;
  /** The sandbox's port; 0 for any. */
  awsPort: number;
  /** The console's URL, for whoever looks the installation up. */
  site?: string;
  log: Log;
  timing?: PipelineOptions["timing"];
  leaseMs?: number;
  backoffMs?: number;
  /** The handlers' clock. */
  now?: () => Date;
}

export type Laptop = Awaited<ReturnType<typeof openLaptop>>;

export const ACCOUNT = place.account;
export const REGION = place.home;

/** Longer than the pipeline lets a function run; a response that was killed is taken over after this. */
const LEASE_MS = 10_000;
const BACKOFF_MS = 500;

/** Where the sandbox account and the queues are kept; open in one process at a time. */
export function accountFolder(data: string): string {
  return join(data, "account");
}

/**
 * All of Snapback in one process: the sandbox account, the path of an event with the real handlers, and the findings
 * table. The handlers call the sandbox over HTTP with the same SDK clients as in AWS.
 */
export async function openLaptop(options: LaptopOptions) {
  const opened: (() => Promise<void>)[] = [];
  /** Finishes what is under way. What is left is on disk. */
  async function close(): Promise<void> {
    for (const end of opened.splice(0).toReversed()) await end();
  }
  try {
    return { ...(await assemble(options, (end) => opened.push(end))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the parts in order; each says with `onClose` how it ends. */
async function assemble(options: LaptopOptions, onClose: (end: () => Promise<void>) => void) {
  const { detections, data, log, timing, settings = defaultSettings, now = () => new Date() } = options;
  // First, since it tells best that another process has the data.
  const storage = await openStorage(data && accountFolder(data));
  onClose(() => storage.close());
  const table = await openFindingsTable(data && join(data, "findings"), REGION);
  onClose(() => table.close());
  const findings = openFindings(table.client, table.table);
  const heartbeats = openHeartbeats(table.client, table.table);
  const [respondRole, heartbeatRole] = [functionRole(place, "respond-ec2"), functionRole(place, "heartbeat")];

  const logs = openFunctionLogs(log, place.stage, functionNames(detections));

  // The sandbox hands its records to the pipeline, whose handlers call the sandbox: what comes early waits.
  const { promise: opened, resolve: open } = deferred<Pipeline>();
  let arriving = 0;
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    stack: laptopStack(detections),
    dynamoDb: table.url,
    logs: logs.groups,
    identities: Object.fromEntries(
      [respondRole, heartbeatRole].map(({ accessKeyId, identity }) => [accessKeyId, identity]),
    ),
    onRecord: async (record) => {
      arriving += 1;
      try {
        await (await opened).onRecord(record);
      } finally {
        arriving -= 1;
      }
    },
    onPutEvents: async (entries) => (await opened).onPutEvents(entries),
    onPublish: async (_topic, message) => (await opened).publish(message),
    queue: async (name) => (await opened).queues.get(name),
  });
  onClose(() => sandbox.close());
  const { url } = await sandbox.listen(options.awsPort);
  const { site = "http://127.0.0.1:3000" } = options;
  const testSecurityGroup = sandbox.testVpc()?.defaultGroupId;
  const deployment = laptopDeployment(detections, { console: site, api: `${site}/api`, testSecurityGroup });
  await sandbox.putParameter(deploymentParameter(place.stage), JSON.stringify(deployment));

  const clientAs = ({ accessKeyId }: { accessKeyId: string }) => ({
    endpoint: url,
    credentials: { accessKeyId, secretAccessKey: "local" },
    maxAttempts: 5,
  });
  const client = clientAs(respondRole);
  const events = new EventBridgeClient({ ...client, region: REGION });
  onClose(async () => events.destroy());
  const publish = openBus(events, bus);
  const shared = { findings, settings, now };

  const live = openAccount(client);

  const pipeline = await openPipeline({
    handlers: {
      detect: createDetect({
        ...shared,
        log: logs.of("detect"),
        detections: listeners(detections),
        account: ACCOUNT,
        heartbeatRole: heartbeatRole.arn,
        open: async () => ({ findings, heartbeats, publish }),
      }),
      respond: createRespond({
        ...shared,
        log: logs.of("respond-ec2"),
        changes: openChangeCount(table.client, table.table),
        detections,
        live,
        sleep,
        leaseMs: options.leaseMs ?? LEASE_MS,
        backoffMs: options.backoffMs ?? BACKOFF_MS,
      }),
      reconcile: createReconcile({ ...shared, log: logs.of("reconcile"), detections, publish }),
      heartbeat: createHeartbeat({
        regions: place.regions,
        heartbeats,
        probe: openProbe(clientAs(heartbeatRole)),
        undelivered: openUndelivered(place, clientAs(heartbeatRole)),
        log: logs.of("heartbeat"),
        now,
      }),
    },
    routes: sandbox.routes,
    place,
    storage,
    log,
    ...(timing && { timing }),
  });
  onClose(() => pipeline.stop());
  open(pipeline);

  return {
    findings,
    heartbeats,
    sandbox,
    pipeline,
    /** The API's log, which is in a log group of its own, too. */
    apiLog: logs.of("api"),
    aws: { url, region: REGION, account: ACCOUNT },
    /** Loads what the first response would otherwise wait for. */
    warmUp: async () => void (await live(REGION).client("ec2")),
    /** Is anything of what calls have led to still under way? */
    busy: () => arriving > 0 || pipeline.depth().waiting > 0,
  };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
