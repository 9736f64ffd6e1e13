import type { ChannelReports } from "@snapback/core/channel/reports";
import type { ChannelTest } from "@snapback/core/channel/schema";
import type { openChannelTests } from "@snapback/core/channel/tests";
import type { Log } from "@snapback/core/log";
import { testDigest } from "@snapback/core/notice/digest";
import { type Channel, ChannelError, type Outcome, outcomeOf } from "./channel.ts";

export interface TestChannelDeps {
  channelTests: Pick<ReturnType<typeof openChannelTests>, "get">;
  channelReports: Pick<ChannelReports, "begin" | "end">;
  channels: readonly Channel[];
  /** The console's URL. */
  console: string;
  log: Log;
  now: () => Date;
}

/**
 * Sends a test message on the channel that somebody asked for, by the same code as any other, and writes down how it was taken.
 * What nobody asked for, as a forged message would have it, is not sent; nor is anything twice.
 */
export async function testChannel(id: string, deps: TestChannelDeps): Promise<void> {
  const { channelTests, channelReports, log, now } = deps;
  const test = await channelTests.get(id);
  if (!test) return log.warn("channel-test.not-asked-for", { test: id });
  const begun = await channelReports.begin(test, now());
  if (!begun) return log.info("channel-test.known", { test: id, channel: test.channel });
  const outcome = await send(test, deps);
  await channelReports.end({ ...begun, ...outcome, endedAt: now().toISOString() });
}

async function send(test: ChannelTest, { channels, console, log, now }: TestChannelDeps): Promise<Outcome> {
  const { id, channel: name } = test;
  const channel = channels.find((known) => known.name === name);
  // Another deploy may have taken it away since.
  if (!channel)
    return { outcome: "failed", error: "notify has no such channel: it is off, or leads nowhere" };
  try {
    await channel.send(testDigest(test, { console, now: now() }));
  } catch (error) {
    const outcome = outcomeOf(error);
    const bug = error instanceof ChannelError ? {} : { bug: error };
    log.warn("channel-test.failed", { test: id, channel: name, error: outcome.error, ...bug });
    return outcome;
  }
  log.info("channel-test.sent", { test: id, channel: name });
  return { outcome: "sent" };
}
