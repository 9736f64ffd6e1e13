import { randomUUID } from "node:crypto";
import { respondPattern } from "@snapback/core/bus/message";
import { type EventSource, eventPatterns, matches } from "@snapback/core/event/pattern";
import type { Log } from "@snapback/core/log";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { PutEventsEntry, PutEventsResultEntry } from "../sandbox/events.ts";
import type { CloudTrailRecord } from "../sandbox/record.ts";
import type { Storage } from "../storage.ts";
import { consume } from "./consumer.ts";
import { cloudTrailEvent, eventBridgeEvent, snsNotification, sqsEvent } from "./envelope.ts";
import { type Message, openQueue } from "./queue.ts";

export interface Handlers {
  detect: (event: SQSEvent) => Promise<SQSBatchResponse>;
  respond: (event: unknown, context: { awsRequestId: string }) => Promise<void>;
  reconcile: () => Promise<unknown>;
}

export interface PipelineOptions {
  handlers: Handlers;
  /** Where the detections' events come from: the rules on the default bus. */
  sources: readonly EventSource[];
  /** The services that have a `respond` of their own. */
  services: readonly string[];
  storage: Storage;
  account: string;
  region: string;
  busName: string;
  log: Log;
  timing?: Partial<typeof TIMING>;
}

/**
 * AWS's times, shortened to what somebody at a laptop waits for. In AWS the events queue's visibility timeout is six
 * times the function's, asynchronous invocations are tried again after one and two minutes, and `reconcile` runs each
 * minute.
 */
const TIMING = { functionTimeoutMs: 8_000, visibilityMs: 5_000, asyncRetryMs: 1_000, reconcileMs: 1_000 };
const MAX_RECEIVES = 3;

export type Pipeline = Awaited<ReturnType<typeof openPipeline>>;

/**
 * The path of an event, on one machine: rules on the default bus, topic, queue, `detect`, Snapback's bus, `respond`, and
 * `reconcile` on its schedule. Same patterns and envelopes as in AWS, and queues that survive the process.
 */
export async function openPipeline(options: PipelineOptions) {
  const { handlers, storage, account, region, busName, log } = options;
  const timing = { ...TIMING, ...options.timing };
  const topicArn = `arn:aws:sns:${region}:${account}:snapback-events`;
  const queueArn = `arn:aws:sqs:${region}:${account}:snapback-events`;
  const patterns = [...eventPatterns(options.sources).values()];
  const toRespond = options.services.map(respondPattern);

  const onDeadLetter = (message: Message, queue: string) =>
    log.error("pipeline.dead-letter", { queue, messageId: message.id, receiveCount: message.receiveCount });
  const eventsDeadLetters = await openQueue({ name: "events-dead-letters", storage });
  const respondDeadLetters = await openQueue({ name: "respond-dead-letters", storage });
  const events = await openQueue({
    name: "events",
    storage,
    maxReceives: MAX_RECEIVES,
    deadLetters: eventsDeadLetters,
    retryAfterMs: () => timing.visibilityMs,
    onDeadLetter,
  });
  const responses = await openQueue({
    name: "respond",
    storage,
    maxReceives: MAX_RECEIVES,
    deadLetters: respondDeadLetters,
    retryAfterMs: (receiveCount) => timing.asyncRetryMs * receiveCount,
    onDeadLetter,
  });

  const consumers = [
    consume({
      queue: events,
      batchSize: 10,
      concurrency: 2,
      timeoutMs: timing.functionTimeoutMs,
      handle: async (messages) => {
        const { batchItemFailures } = await handlers.detect(sqsEvent(messages, queueArn));
        return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      },
      onFailure: (error) => log.error("pipeline.detect-failed", { error }),
    }),
    consume({
      queue: responses,
      batchSize: 1,
      concurrency: 10,
      timeoutMs: timing.functionTimeoutMs,
      handle: async (messages) => {
        for (const { body } of messages)
          await handlers.respond(parseJson(body), { awsRequestId: randomUUID() });
        return new Set();
      },
      onFailure: (error) => log.error("pipeline.respond-failed", { error }),
    }),
  ];

  let reconciling: Promise<unknown> = Promise.resolve();
  const schedule = setInterval(() => {
    reconciling = handlers.reconcile().catch((error) => log.error("pipeline.reconcile-failed", { error }));
  }, timing.reconcileMs);

  /** A CloudTrail record reaches the default bus. Resolved when it is safe in the queue, or no rule wants it. */
  async function onRecord(record: CloudTrailRecord): Promise<void> {
    const event = cloudTrailEvent(record);
    if (patterns.some((pattern) => matches(pattern, event))) await publish(JSON.stringify(event));
  }

  /** Publishes to the topic, as EventBridge does and as other sources may. */
  async function publish(message: string): Promise<void> {
    await events.send([snsNotification(topicArn, message)]);
  }

  /** What `PutEvents` puts on Snapback's bus goes to the rules there. Other buses have none. */
  async function onPutEvents(entries: PutEventsEntry[]): Promise<PutEventsResultEntry[]> {
    const results: PutEventsResultEntry[] = [];
    for (const entry of entries) {
      const {
        Source = "",
        DetailType = "",
        Detail = "{}",
        EventBusName = "default",
        Time = new Date(),
      } = entry;
      if (Source.startsWith("aws.")) {
        results.push({
          ErrorCode: "NotAuthorizedForSourceException",
          ErrorMessage: "Not authorized for the source.",
        });
        continue;
      }
      const detail = parseJson(Detail);
      if (detail === undefined) {
        results.push({ ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." });
        continue;
      }
      const time = Time.toISOString();
      const event = eventBridgeEvent({
        source: Source,
        "detail-type": DetailType,
        account,
        region,
        time,
        detail,
      });
      const wanted =
        EventBusName.split("/").at(-1) === busName && toRespond.some((pattern) => matches(pattern, event));
      if (wanted) await responses.send([JSON.stringify(event)]);
      results.push({ EventId: event.id });
    }
    return results;
  }

  return {
    onRecord,
    onPutEvents,
    publish,
    /** Messages not settled yet, and those that nobody could handle. */
    depth: () => ({
      waiting: events.size() + responses.size(),
      dead: eventsDeadLetters.size() + respondDeadLetters.size(),
    }),
    async stop() {
      clearInterval(schedule);
      await Promise.all([...consumers.map((consumer) => consumer.stop()), reconciling]);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
