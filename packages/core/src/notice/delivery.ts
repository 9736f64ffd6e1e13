import { Severity } from "../finding/schema.ts";
import type { Config } from "../settings/config.ts";
import type { Delivery, Notice } from "./schema.ts";

/** What a channel wants to hear of. */
export interface Listener {
  name: string;
  threshold: Config["notices"]["slack"];
}

/** How a message fared that a channel did not take. */
export interface Trouble {
  error: string;
  /** Trying again can't help. */
  permanent: boolean;
  /** How long the other side wants to be left alone. */
  retryAfterMs?: number | undefined;
}

/** After this many tries a channel is given up for a notice: half an hour after the first. */
const ATTEMPTS = 6;
const BACKOFF_MS = 60_000;
/** However long the other side wants to be left alone. */
export const LONGEST_WAIT_MS = 3_600_000;

/** Has this channel still to be told? */
function waits({ deliveries, severity }: Notice, { name, threshold }: Listener): boolean {
  if ((deliveries[name]?.status ?? "waiting") !== "waiting") return false;
  return threshold !== "off" && Severity.options.indexOf(severity) <= Severity.options.indexOf(threshold);
}

/** When this channel is to be told, where it waits. */
function dueOn({ deliveries, dueAt }: Notice, { name }: Listener): string | undefined {
  return deliveries[name]?.dueAt ?? dueAt;
}

/**
 * What a channel is to be told now, in one message: all that waits for it, once some of it is due. Nothing while it is left
 * alone after a failure: then what waits for it is put off until that is over.
 */
export function turnOf(
  notices: readonly Notice[],
  listener: Listener,
  now: Date,
): { tell: Notice[]; putOff: Notice[] } {
  const at = now.toISOString();
  const waiting = notices.filter((notice) => waits(notice, listener));
  const later = waiting
    .flatMap((notice) => notice.deliveries[listener.name]?.dueAt ?? [])
    .filter((due) => due > at);
  const until = later.toSorted().at(-1);
  if (until !== undefined) {
    const early = waiting.filter((notice) => notice.deliveries[listener.name]?.dueAt !== until);
    return { tell: [], putOff: early.map((notice) => putOff(notice, listener.name, until)) };
  }
  const due = waiting.some((notice) => (dueOn(notice, listener) ?? at) <= at);
  return { tell: due ? waiting : [], putOff: [] };
}

function putOff(notice: Notice, channel: string, dueAt: string): Notice {
  const delivery = notice.deliveries[channel] ?? { status: "waiting", attempts: 0 };
  return delivered(notice, channel, { ...delivery, dueAt });
}

function delivered(notice: Notice, channel: string, delivery: Delivery): Notice {
  return { ...notice, deliveries: { ...notice.deliveries, [channel]: delivery } };
}

function attemptsOf({ deliveries }: Notice, channel: string): number {
  return deliveries[channel]?.attempts ?? 0;
}

export function sent(notice: Notice, channel: string): Notice {
  return delivered(notice, channel, { status: "sent", attempts: attemptsOf(notice, channel) + 1 });
}

/** Is this failure the last that is waited for? */
export function isLast(notice: Notice, channel: string, { permanent }: Trouble): boolean {
  return permanent || attemptsOf(notice, channel) + 1 >= ATTEMPTS;
}

export function dead(notice: Notice, channel: string, { error }: Trouble): Notice {
  return delivered(notice, channel, { status: "dead", attempts: attemptsOf(notice, channel) + 1, error });
}

/** To be tried again: after 1, 2, 4, 8, 16 minutes by how often the oldest has been tried, or when the other side says. */
export function retried(
  notices: readonly Notice[],
  channel: string,
  { error, retryAfterMs = 0 }: Trouble,
  now: Date,
): Notice[] {
  const tries = Math.max(0, ...notices.map((notice) => attemptsOf(notice, channel)));
  const backoffMs = BACKOFF_MS * 2 ** Math.min(tries, ATTEMPTS - 2);
  const waitMs = Math.min(Math.max(backoffMs, retryAfterMs), LONGEST_WAIT_MS);
  const dueAt = new Date(now.getTime() + waitMs).toISOString();
  return notices.map((notice) =>
    delivered(notice, channel, {
      status: "waiting",
      attempts: attemptsOf(notice, channel) + 1,
      dueAt,
      error,
    }),
  );
}

/** Due when the first of the channels is that still has to be told; never again once none has to. */
export function rescheduled(notice: Notice, listeners: readonly Listener[]): Notice {
  const dues = listeners.flatMap((listener) =>
    waits(notice, listener) ? (dueOn(notice, listener) ?? []) : [],
  );
  return { ...notice, dueAt: dues.toSorted()[0] };
}
