import type { Pattern } from "../event/pattern.ts";

/** The source of every event on Snapback's own bus. */
export const BUS_SOURCE = "snapback";

/**
 * `finding.decided`: a person decided something about it. `finding.due`: it is time to look at it again. `notices.due`:
 * there is something to tell people. `channel.test`: somebody wants a test message on a channel. `sweep.due`: a part of the account
 * is to be looked through.
 */
export const MESSAGE_TYPES = [
  "finding.opened",
  "finding.decided",
  "finding.due",
  "suspect.raised",
  "notices.due",
  "channel.test",
  "sweep.due",
] as const;

/** Whom a message is for, where that is not the `respond` of an AWS service. */
export const RECONCILE = "reconcile";
export const NOTIFY = "notify";
export const SWEEP = "sweep";

/** What the bus carries: names and ids. The tables have the rest, and are the authority. */
export interface BusMessage {
  type: (typeof MESSAGE_TYPES)[number];
  id: string;
  /**
   * The AWS service whose `respond` is meant; `reconcile` for findings of detections without a response, whose lives it
   * leads; `notify`; or `sweep`.
   */
  service: string;
}

export type Publish = (messages: readonly BusMessage[]) => Promise<void>;

/** What the `respond` of one service subscribes to; or `reconcile`, `notify` or `sweep`. */
export function busPattern(service: string): Pattern {
  return { source: [BUS_SOURCE], "detail-type": MESSAGE_TYPES, detail: { service: [service] } };
}
