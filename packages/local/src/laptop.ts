import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { deploymentParameter, queueNames } from "@snapback/core/deployment/deployment";
import { functionNames } from "@snapback/core/deployment/functions";
import type { Detection } from "@snapback/core/detections/define";
import type { Log } from "@snapback/core/log";
import type { Config } from "@snapback/core/settings/config";
import { openSettings } from "@snapback/core/settings/settings";
import { openDecided, openTable } from "@snapback/functions/table";
import { openFindingsTable } from "./findings-table.ts";
import { openFunctionLogs } from "./function-log.ts";
import { functionRoles, openHandlers } from "./handlers.ts";
import { openInbox } from "./inbox.ts";
import { bus, kept, laptopDeployment, laptopStack, place } from "./installation.ts";
import { openPipeline, type Pipeline, type PipelineOptions } from "./pipeline/pipeline.ts";
import { openSandbox } from "./sandbox/sandbox.ts";
import { openStorage } from "./storage.ts";

export interface LaptopOptions {
  detections: readonly Detection[];
  /** What the operator chose. */
  config: Config;
  /** Where everything is kept; in memory where it is undefined. */
  data?: string | undefined;
  /** The sandbox's port; 0 for any. */
  awsPort: number;
  /** The console's URL, for whoever looks the installation up. */
  site?: string;
  log: Log;
  timing?: PipelineOptions["timing"] & { gatherMs?: number };
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
/** Somebody at a laptop waits no longer for a notice than this; in AWS it is what the operator chose. */
const GATHER_MS = 1_000;
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
  const { site = "http://127.0.0.1:3000" } = options;
  const { detections, config, data, log, timing, now = () => new Date() } = options;
  // First, since it tells best that another process has the data.
  const storage = await openStorage(data && accountFolder(data));
  onClose(() => storage.close());
  const table = await openFindingsTable(data && join(data, "findings"), REGION);
  onClose(() => table.close());
  const gatherMs = Math.min(config.notices.gatherSeconds * 1000, timing?.gatherMs ?? GATHER_MS);
  const tables = openTable(table.table, { client: table.client, gatherMs });
  const { ledger, ...decided } = openDecided(table.settingsTable, { client: table.client });
  const settings = openSettings({ ledger, config, detections });
  const roles = functionRoles(detections);
  const callers = [roles.heartbeat, roles.sweep, ...roles.responders.map(({ role }) => role)];
  const logs = openFunctionLogs(log, place.stage, functionNames(detections));

  // The sandbox hands its records to the pipeline, whose handlers call the sandbox: what comes early waits.
  const { promise: opened, resolve: open } = deferred<Pipeline>();
  let arriving = 0;
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    stack: laptopStack(detections, config),
    dynamoDb: table.url,
    logs: logs.groups,
    identities: Object.fromEntries(callers.map(({ accessKeyId, identity }) => [accessKeyId, identity])),
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
  const testSecurityGroup = sandbox.testVpc()?.defaultGroupId;
  const deployment = laptopDeployment(detections, {
    console: site,
    api: `${site}/api`,
    testSecurityGroup,
    undoIamRights: config.undoIamRights,
  });
  await sandbox.putParameter(deploymentParameter(place.stage), JSON.stringify(deployment));

  const clientAs = ({ accessKeyId }: { accessKeyId: string }) => ({
    endpoint: url,
    credentials: { accessKeyId, secretAccessKey: "local" },
    maxAttempts: 5,
  });
  const events = new EventBridgeClient({ ...clientAs(roles.heartbeat), region: REGION });
  onClose(async () => events.destroy());
  const publish = openBus(events, bus);
  const inbox = openInbox(data, logs.of("notify"));
  const deadLetter = async (body: string) =>
    void (await (await opened).queues.get(queueNames.functionDeadLetters(place.stage))?.send([body]));
  const handlers = openHandlers({
    context: { ...tables, ...decided, ledger, settings, detections, publish, now },
    connectAs: clientAs,
    logs,
    roles,
    channel: inbox,
    deadLetter,
    console: site,
    leaseMs: options.leaseMs ?? LEASE_MS,
    backoffMs: options.backoffMs ?? BACKOFF_MS,
    gatherMs,
  });
  const pipeline = await openPipeline({
    handlers,
    routes: sandbox.routes,
    place,
    storage,
    log,
    ...(timing && { timing }),
  });
  onClose(() => pipeline.stop());
  open(pipeline);

  return {
    ...tables,
    ...decided,
    ledger,
    settings,
    publish,
    inbox,
    /** The channels as the API shows them. */
    channels: [{ name: inbox.name, threshold: inbox.threshold, secrets: [] }],
    kept,
    sandbox,
    pipeline,
    /** The API's log, which is in a log group of its own, too. */
    apiLog: logs.of("api"),
    aws: { url, region: REGION, regions: place.regions, account: ACCOUNT },
    warmUp: handlers.warmUp,
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
