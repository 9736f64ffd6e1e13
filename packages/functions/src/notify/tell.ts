import type { ChannelReports } from "@snapback/core/channel/reports";
import type { DeliveryReport } from "@snapback/core/channel/schema";
import type { Finding } from "@snapback/core/finding/schema";
import type { FindingStore } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { inBatches } from "@snapback/core/notice/batches";
import {
  dead,
  isLast,
  LONGEST_WAIT_MS,
  rescheduled,
  retried,
  sent,
  type Trouble,
  turnOf,
} from "@snapback/core/notice/delivery";
import { digestFor } from "@snapback/core/notice/digest";
import type { Notice } from "@snapback/core/notice/schema";
import type { NoticeStore } from "@snapback/core/notice/store";
import { type Channel, ChannelError, type Outcome, outcomeOf } from "./channel.ts";

export interface NotifyDeps {
  notices: NoticeStore;
  findings: Pick<FindingStore, "get">;
  channels: readonly Channel[];
  /** Keeps how the latest message on each channel fared, for people to look at. */
  channelReports: Pick<ChannelReports, "delivered">;
  /** Keeps what a channel would not take, for a person to see. */
  deadLetter: (body: string) => Promise<void>;
  /** The console's URL, for the links. */
  console: string;
  log: Log;
  now: () => Date;
}

/** How much one run takes on; the rest waits for the next. */
const BATCH = 500;

/** Tells each channel what it has not been told yet, in one message, and writes down how that went before the next. */
export async function tellPeople(deps: NotifyDeps): Promise<void> {
  const { notices, channels, now } = deps;
  const begun = now();
  // What is not due yet goes with what is; what a failure put off says until when its channel is left alone.
  let current = await notices.unsent(new Date(begun.getTime() + LONGEST_WAIT_MS), BATCH);
  const findings = await findingsOf(current, deps);

  async function write(changed: readonly Notice[]): Promise<void> {
    const known = new Map(current.map((notice) => [notice.id, notice]));
    const written = await inBatches(changed, async (notice) => {
      const next = rescheduled({ ...notice, version: notice.version + 1 }, channels);
      const previous = known.get(notice.id);
      if (previous) await notices.save(next, previous);
      return next;
    });
    for (const notice of written) known.set(notice.id, notice);
    current = [...known.values()];
  }

  for (const channel of channels) {
    const { tell, putOff } = turnOf(current, channel, begun);
    if (tell.length === 0) {
      await write(putOff);
      continue;
    }
    const { fared, outcome } = await tellChannel(channel, tell, findings, deps);
    await write(fared);
    await keepOutcome(channel, { ...outcome, at: now().toISOString(), notices: tell.length }, deps);
  }
  // What no channel wants, or wants any more, is not looked at again.
  await write(current.filter((notice) => rescheduled(notice, channels).dueAt !== notice.dueAt));
}

/** The findings as they are now. One that can't be read must not keep people from being told of the others, or of it. */
async function findingsOf(
  told: readonly Notice[],
  { findings, log }: NotifyDeps,
): Promise<Map<string, Finding>> {
  const ids = [...new Set(told.flatMap(({ findingId }) => findingId ?? []))];
  const read = await inBatches(ids, async (id) => {
    try {
      return await findings.get(id);
    } catch (error) {
      log.error("notices.finding-unread", { findingId: id, error });
      return undefined;
    }
  });
  return new Map(read.flatMap((finding) => (finding ? [[finding.id, finding] as const] : [])));
}

/** Answers the notices with how they fared on the channel, and how the message did. */
async function tellChannel(
  channel: Channel,
  told: readonly Notice[],
  findings: ReadonlyMap<string, Finding>,
  deps: NotifyDeps,
): Promise<{ fared: Notice[]; outcome: Outcome }> {
  const { name } = channel;
  const { console, log, now } = deps;
  const digest = digestFor(told, findings, { console, now: now() });
  const fields = { channel: name, digest: digest.id, notices: told.length };
  try {
    await channel.send(digest);
  } catch (error) {
    const trouble = troubleOf(error);
    log.warn("notices.channel-failed", {
      ...fields,
      ...trouble,
      // Of a channel's own error the words are enough; of any other, which is a bug, where it came from.
      ...(error instanceof ChannelError ? {} : { bug: error }),
    });
    return { fared: await failed(name, told, trouble, findings, deps), outcome: outcomeOf(error) };
  }
  log.info("notices.sent", fields);
  return { fared: told.map((notice) => sent(notice, name)), outcome: { outcome: "sent" } };
}

/** People have been told by now, or will be: that nobody can look it up later must not change that. */
async function keepOutcome(
  { name }: Channel,
  delivery: DeliveryReport,
  { channelReports, log }: NotifyDeps,
): Promise<void> {
  try {
    await channelReports.delivered(name, delivery);
  } catch (error) {
    log.warn("notices.report-failed", { channel: name, error });
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ChannelError)) return { error: String(error), permanent: false };
  const { message, permanent, retryAfterMs } = error;
  return { error: message, permanent, retryAfterMs };
}

/** What has been tried often enough goes to the dead letters, and the rest is tried again. */
async function failed(
  channel: string,
  told: readonly Notice[],
  trouble: Trouble,
  findings: ReadonlyMap<string, Finding>,
  { deadLetter, console, log, now }: NotifyDeps,
): Promise<Notice[]> {
  const at = now();
  const given = told.filter((notice) => isLast(notice, channel, trouble));
  if (given.length === 0) return retried(told, channel, trouble, at);
  const digest = digestFor(given, findings, { console, now: at });
  const { error } = trouble;
  const fields = { channel, digest: digest.id, notices: given.length, error };
  try {
    await deadLetter(JSON.stringify({ type: "notice.dead-letter", channel, error, digest }));
  } catch (cause) {
    // Given up all the same, it would be nowhere.
    log.error("notice.dead-letter-failed", { ...fields, cause });
    return retried(told, channel, trouble, at);
  }
  log.error("notice.dead-letter", fields);
  const others = told.filter((notice) => !given.includes(notice));
  return [...given.map((notice) => dead(notice, channel, trouble)), ...retried(others, channel, trouble, at)];
}
