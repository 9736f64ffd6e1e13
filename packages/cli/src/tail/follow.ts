import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { awsFailure, awsWords } from "@snapback/core/aws/error";

/** An event, with the log group that it was read from. */
export type FollowedEvent = FilteredLogEvent & { group: string };

export interface Follow {
  logs: CloudWatchLogsClient;
  groups: readonly string[];
  filterPattern: string;
  /** From when on, in milliseconds since 1970. */
  since: number;
  now: () => number;
  /** Between two rounds. Ends early when the signal does. */
  sleep: () => Promise<void>;
  signal: AbortSignal;
  /** New events, by their time. Those that CloudWatch shows late come later than younger ones. */
  onEvents: (events: FollowedEvent[]) => void;
  /** What does not end the following: a group that is not there, or a round that failed and is made up for. */
  onTrouble: (trouble: string) => void;
}

/** How late an event may show up: CloudWatch takes seconds, and this machine's clock may be off by minutes. */
const LOOK_BACK_MS = 300_000;

/**
 * Follows log groups until the signal ends it. Each round reads again what the last one may have seen too early, and
 * leaves out what was told before.
 *
 * @throws whatever the SDK throws, unless it may pass: then the next round reads from where this one began
 */
export async function follow({ since, now, sleep, ...options }: Follow): Promise<void> {
  const { signal } = options;
  const told = new Map<string, number>();
  const missing = new Set<string>();
  let from = since;
  let failing = false;
  let first = true;
  while (!signal.aborted) {
    const asOf = now();
    try {
      const found = await Promise.all(options.groups.map((group) => eventsOf(group, from, missing, options)));
      const fresh = found
        .flat()
        .filter(({ eventId = "" }) => !told.has(eventId))
        .toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
      for (const { eventId = "", timestamp = 0 } of fresh) told.set(eventId, timestamp);
      options.onEvents(fresh);
      from = Math.max(since, asOf - LOOK_BACK_MS);
      for (const [id, timestamp] of told) if (timestamp < from) told.delete(id);
      failing = false;
    } catch (error) {
      if (signal.aborted) return;
      // What fails at once is wrong; later on, networks go and come back.
      if (first || awsFailure(error) !== "passing") throw error;
      const { code, message } = awsWords(error);
      if (!failing) options.onTrouble(`CloudWatch Logs can't be read (${code}: ${message}); trying on.`);
      failing = true;
    }
    first = false;
    await sleep();
  }
}

async function eventsOf(
  logGroupName: string,
  startTime: number,
  missing: Set<string>,
  { logs: client, filterPattern, onTrouble, signal: abortSignal }: Omit<Follow, "since" | "now" | "sleep">,
): Promise<FollowedEvent[]> {
  const found: FollowedEvent[] = [];
  try {
    const pages = paginateFilterLogEvents(
      { client },
      { logGroupName, startTime, filterPattern },
      { abortSignal },
    );
    for await (const { events = [] } of pages)
      found.push(...events.map((event) => ({ ...event, group: logGroupName })));
    missing.delete(logGroupName);
  } catch (error) {
    if (awsWords(error).code !== "ResourceNotFoundException") throw error;
    if (!missing.has(logGroupName)) onTrouble(`There is no log group ${logGroupName}: looking for it on.`);
    missing.add(logGroupName);
  }
  return found;
}
