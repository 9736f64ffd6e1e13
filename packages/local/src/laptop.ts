import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openAccount } from "@snapback/core/aws/account";
import { openBus } from "@snapback/core/bus/publish";
import { type Detection, listeners, respondingService } from "@snapback/core/detections/define";
import { openFindings } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { defaultSettings } from "@snapback/core/settings/settings";
import { createDetect } from "@snapback/functions/detect";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { openFindingsTable } from "./findings-table.ts";
import { openPipeline, type Pipeline, type PipelineOptions } from "./pipeline/pipeline.ts";
import { openSandbox, type UserIdentity } from "./sandbox/sandbox.ts";
import { openStorage } from "./storage.ts";

export interface LaptopOptions {
  detections: readonly Detection[];
  /** Where everything is kept; in memory where it is undefined. */
  data?: string | undefined;
  /** The sandbox's port; 0 for any. */
  awsPort: number;
  log: Log;
  timing?: PipelineOptions["timing"];
  leaseMs?: number;
  backoffMs?: number;
}

export type Laptop = Awaited<ReturnType<typeof openLaptop>>;

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";
const BUS = "snapback";

/** Longer than the pipeline lets a function run; a response that was killed is taken over after this. */
const LEASE_MS = 10_000;
const BACKOFF_MS = 500;

/** The role that `respond` has in AWS, so that the sandbox's records tell Snapback's own calls from other people's. */
const RESPOND_KEY = "ASIASNAPBACKRESPONDS";
const respondRole: UserIdentity = {
  type: "AssumedRole",
  principalId: "AROASNAPBACKRESPONDS:snapback-respond",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/snapback-respond/snapback-respond`,
  accountId: ACCOUNT,
  accessKeyId: RESPOND_KEY,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROASNAPBACKRESPONDS",
      arn: `arn:aws:iam::${ACCOUNT}:role/snapback-respond`,
      accountId: ACCOUNT,
      userName: "snapback-respond",
    },
    attributes: { mfaAuthenticated: "false" },
  },
};

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
  const { detections, data, log, timing } = options;
  const now = () => new Date();
  // First, since it tells best that another process has the data.
  const storage = await openStorage(data && accountFolder(data));
  onClose(() => storage.close());
  const table = await openFindingsTable(data && join(data, "findings"), REGION);
  onClose(() => table.close());
  const findings = openFindings(table.client, table.table);

  // The sandbox hands its records to the pipeline, whose handlers call the sandbox: what comes early waits.
  const { promise: opened, resolve: open } = deferred<Pipeline>();
  let arriving = 0;
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    identities: { [RESPOND_KEY]: respondRole },
    onRecord: async (record) => {
      arriving += 1;
      try {
        await (await opened).onRecord(record);
      } finally {
        arriving -= 1;
      }
    },
    onPutEvents: async (entries) => (await opened).onPutEvents(entries),
  });
  onClose(() => sandbox.close());
  const { url } = await sandbox.listen(options.awsPort);

  const credentials = { accessKeyId: RESPOND_KEY, secretAccessKey: "local" };
  const client = { endpoint: url, credentials, maxAttempts: 5 };
  const events = new EventBridgeClient({ ...client, region: REGION });
  onClose(async () => events.destroy());
  const publish = openBus(events, BUS);
  const shared = { findings, settings: defaultSettings, log, now };

  const live = openAccount(client);

  const pipeline = await openPipeline({
    handlers: {
      detect: createDetect({
        ...shared,
        detections: listeners(detections),
        intake: async () => ({ ...shared, account: ACCOUNT, publish }),
      }),
      respond: createRespond({
        ...shared,
        detections,
        live,
        sleep,
        leaseMs: options.leaseMs ?? LEASE_MS,
        backoffMs: options.backoffMs ?? BACKOFF_MS,
      }),
      reconcile: createReconcile({ ...shared, detections, publish }),
    },
    sources: detections.map((detection) => detection.events),
    services: [...new Set(detections.flatMap((detection) => respondingService(detection) ?? []))],
    storage,
    account: ACCOUNT,
    region: REGION,
    busName: BUS,
    log,
    ...(timing && { timing }),
  });
  onClose(() => pipeline.stop());
  open(pipeline);

  return {
    findings,
    sandbox,
    pipeline,
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
