import * as z from "zod";
import { awsWords } from "../aws/error.ts";
import type { Log } from "../log.ts";
import type { Probe } from "./probe.ts";
import type { Heartbeat, Probing } from "./schema.ts";
import type { HeartbeatStore } from "./store.ts";

/** Two probes missed at one in 15 minutes, and the minutes that CloudTrail itself may take. */
export const SILENT_AFTER_MS = 35 * 60_000;

export interface HeartbeatCheck {
  /** All watched regions. */
  regions: readonly string[];
  heartbeats: HeartbeatStore;
  probe: Probe;
  /** How many events a region's rules could not deliver, and keep in their dead-letter queue. */
  undelivered: (region: string) => Promise<number>;
  log: Log;
  now: () => Date;
}

/** How one region is. It is in trouble where it is silent, has undelivered events, or could not be checked or probed. */
export interface RegionReport {
  region: string;
  silent: boolean;
  undelivered: number;
  latest: Heartbeat | undefined;
  /** What could not be done, by what it was. */
  errors: { [step: string]: unknown };
}

/**
 * Looks whether a region's heartbeats have come through, and sends the next one. Whatever fails is in the report, and
 * keeps nothing else from being done: what can't be counted or read is probed all the same.
 */
export async function checkRegion(region: string, check: HeartbeatCheck): Promise<RegionReport> {
  const { heartbeats, log, now } = check;
  const errors: RegionReport["errors"] = {};
  async function attempt<T>(step: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      errors[step] = error;
      log.error(`heartbeat.${step}-failed`, { region, error: awsWords(error) });
      return undefined;
    }
  }

  const [known, undelivered] = await Promise.all([
    attempt("read", async () => ({
      latest: await heartbeats.latest(region),
      probing: await heartbeats.probing(region),
    })),
    attempt("count", () => check.undelivered(region)),
  ]);
  const silent = known !== undefined && isSilent(known.latest, known.probing, now());
  await attempt("probe", async () => {
    const sentAt = now();
    await check.probe(region);
    if (known) await heartbeats.sent(next(region, known.probing, sentAt));
  });
  return { region, silent, undelivered: undelivered ?? 0, latest: known?.latest, errors };
}

/** Should a heartbeat have come by now? Only what was sent can be missed, so a region that is new is not silent yet. */
export function isSilent(latest: Heartbeat | undefined, probing: Probing | undefined, now: Date): boolean {
  if (probing === undefined || isBroken(probing, now)) return false;
  return isLong(probing.since, now) && (latest === undefined || isLong(latest.sentAt, now));
}

/**
 * How a region's events come in: they do; they should and don't; it is too early to say; or nobody probes whether they do, so
 * that a silence would say nothing.
 */
export type RegionState = z.infer<typeof RegionState>;
export const RegionState = z.enum(["heard", "silent", "waiting", "unprobed"]);

export function regionState(
  latest: Heartbeat | undefined,
  probing: Probing | undefined,
  now: Date,
): RegionState {
  if (probing === undefined || isBroken(probing, now)) return "unprobed";
  if (isSilent(latest, probing, now)) return "silent";
  return latest === undefined || isLong(latest.sentAt, now) ? "waiting" : "heard";
}

/** After a pause (the function was away, or could not send) the waiting begins anew. */
function next(region: string, probing: Probing | undefined, sentAt: Date): Probing {
  const lastAt = sentAt.toISOString();
  return probing === undefined || isBroken(probing, sentAt)
    ? { region, since: lastAt, lastAt }
    : { ...probing, lastAt };
}

function isBroken({ lastAt }: Probing, now: Date): boolean {
  return isLong(lastAt, now);
}

function isLong(since: string, now: Date): boolean {
  return now.getTime() - Date.parse(since) > SILENT_AFTER_MS;
}
