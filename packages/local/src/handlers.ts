import { setTimeout as sleep } from "node:timers/promises";
import { openAccount } from "@snapback/core/aws/account";
import type { Publish } from "@snapback/core/bus/message";
import { respondingServices } from "@snapback/core/deployment/functions";
import { type Detection, listeners } from "@snapback/core/detections/define";
import { openProbe } from "@snapback/core/heartbeat/probe";
import { cached, type ReadSettings } from "@snapback/core/settings/settings";
import { createDetect } from "@snapback/functions/detect";
import { createHeartbeat } from "@snapback/functions/heartbeat";
import { createNotify } from "@snapback/functions/notify";
import type { Channel } from "@snapback/functions/notify/channel";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { createSweep } from "@snapback/functions/sweep";
import type { openDecided, openTable } from "@snapback/functions/table";
import { openUndelivered } from "@snapback/functions/undelivered";
import type { openFunctionLogs } from "./function-log.ts";
import { place } from "./installation.ts";
import type { Handlers } from "./pipeline/pipeline.ts";
import { functionRole, type Role } from "./role.ts";
import { isInSandbox } from "./sandbox/sandbox.ts";

/** What is changed shows at once: here nothing is saved by reading it less often. */
const SETTINGS_AGE_MS = 0;

/** The roles of the functions that call the account, each its own, as in AWS. */
export function functionRoles(detections: readonly Detection[]) {
  return {
    heartbeat: functionRole(place, "heartbeat"),
    sweep: functionRole(place, "sweep"),
    responders: respondingServices(detections).map((service) => {
      const name = `respond-${service}` as const;
      return { service, name, role: functionRole(place, name) };
    }),
  };
}

interface Parts {
  /** What the handlers have in common. */
  context: ReturnType<typeof openTable> &
    ReturnType<typeof openDecided> & {
      settings: ReadSettings;
      detections: readonly Detection[];
      publish: Publish;
      now: () => Date;
    };
  /** How a role's clients reach the sandbox. */
  connectAs: (role: Pick<Role, "accessKeyId">) => {
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  logs: ReturnType<typeof openFunctionLogs>;
  roles: ReturnType<typeof functionRoles>;
  channel: Channel;
  deadLetter: (body: string) => Promise<void>;
  /** The console's URL. */
  console: string;
  leaseMs: number;
  backoffMs: number;
  gatherMs: number;
}

/** The deployed functions' own handlers, with the laptop's tables, account and logs. */
export function openHandlers(parts: Parts): Handlers & { warmUp: () => Promise<void> } {
  const { connectAs, logs, roles, channel, deadLetter, leaseMs, backoffMs, gatherMs } = parts;
  const context = { ...parts.context, account: place.account };
  const { settings, detections, heartbeats, now } = context;
  const responders = roles.responders.map((each) => ({ ...each, live: openAccount(connectAs(each.role)) }));
  const ec2 = responders.find(({ service }) => service === "ec2");
  return {
    detect: createDetect({
      now,
      log: logs.of("detect"),
      detections: listeners(detections),
      account: place.account,
      heartbeatRole: roles.heartbeat.arn,
      open: async () => ({ ...context, settings: cached(settings, SETTINGS_AGE_MS, now) }),
    }),
    respond: new Map(
      responders.map(({ service, name, live }) => [
        service,
        createRespond({ ...context, log: logs.of(name), live, sleep, leaseMs, backoffMs, gatherMs }),
      ]),
    ),
    reconcile: createReconcile({ ...context, log: logs.of("reconcile") }),
    sweep: createSweep({
      ...context,
      log: logs.of("sweep"),
      // What the sandbox doesn't have could not be looked at, again and again.
      detections: detections.filter(({ sweep }) => sweep?.calls.every(isInSandbox)),
      regions: place.regions,
      live: openAccount(connectAs(roles.sweep)),
    }),
    notify: createNotify({
      ...context,
      log: logs.of("notify"),
      channels: [channel],
      deadLetter,
      console: parts.console,
      leaseMs,
    }),
    heartbeat: createHeartbeat({
      regions: place.regions,
      heartbeats,
      probe: openProbe(connectAs(roles.heartbeat)),
      undelivered: openUndelivered(place, connectAs(roles.heartbeat)),
      log: logs.of("heartbeat"),
      now,
    }),
    /** Loads what the first response would otherwise wait for. */
    warmUp: async () => void (await ec2?.live(place.home).client("ec2")),
  };
}
