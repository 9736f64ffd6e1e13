import type { Pattern } from "../event/pattern.ts";

/** The source of every event on Snapback's own bus. */
export const BUS_SOURCE = "snapback";

export const MESSAGE_TYPES = ["finding.opened", "finding.due", "suspect.raised"] as const;

/** What the bus carries: names and ids. The table has the rest, and is the authority. */
export interface BusMessage {
  type: (typeof MESSAGE_TYPES)[number];
  id: string;
  /** The AWS service whose `respond` is meant. */
  service: string;
}

export type Publish = (messages: readonly BusMessage[]) => Promise<void>;

/** What the `respond` of one service subscribes to. */
export function respondPattern(service: string): Pattern {
  return { source: [BUS_SOURCE], "detail-type": MESSAGE_TYPES, detail: { service: [service] } };
}
