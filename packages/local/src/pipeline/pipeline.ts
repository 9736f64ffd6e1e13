import { randomUUID } from "node:crypto";
import { NOTIFY, RECONCILE, SWEEP } from "@snapback/core/bus/message";
import { arnOf, type Deployment, queueNames, topicName } from "@snapback/core/deployment/deployment";
import { matches } from "@snapback/core/event/pattern";
import { parseJson } from "@snapback/core/json";
import type { Log } from "@snapback/core/log";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";
import type { PutEventsEntry, PutEventsResultEntry } from "../sandbox/events.ts";
import type { CloudTrailRecord } from "../sandbox/record.ts";
import type { Routes } from "../sandbox/routes.ts";
import type { Storage } from "../storage.ts";
import { consume } from "./consumer.ts";
import { type BusEvent, cloudTrailEvent, eventBridgeEvent, snsNotification, sqsEvent } from "./envelope.ts";
import { openQueues } from "./queues.ts";
import { runOnSchedule } from "./schedule.ts";

export interface Handlers {
  detect: (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** One for each AWS service, by its name. */
  respond: ReadonlyMap<string, (event: unknown, context: { awsRequestId: string }) => Promise<void>>;
  notify: (event: unknown, context: { awsRequestId: string }) => Promise<void>;
  /** By schedule, and by messages of the bus. */
  reconcile: (event?: unknown) => Promise<unknown>;
  heartbeat: () => Promise<unknown>;
  /** By schedule, and by messages of the bus. */
  sweep: (event?: unknown) => Promise<unknown>;
}

export interface PipelineOptions {
  handlers: Handlers;
  /** The account's rules and subscriptions, as they are when an event comes by. */
  routes: Routes;
  /** Where it is, and what the names of its parts follow from. */
  place: Pick<Deployment, "stage" | "account" | "partition" | "home">;
  storage: Storage;
  log: Log;
  timing?: Partial<typeof TIMING>;
}

/**
 * AWS's times, shortened to what somebody at a laptop waits for. In AWS the events queue's visibility timeout is six
 * times the function's, asynchronous invocations are tried again after one and two minutes, `reconcile` runs each minute,
 * the heartbeat each 15, and the sweep each few hours.
 */
export const TIMING = {
  functionTimeoutMs: 8_000,
  visibilityMs: 5_000,
  asyncRetryMs: 1_000,
  reconcileMs: 1_000,
  heartbeatMs: 60_000,
  sweepMs: 300_000,
};

const BusDetail = z.object({ detail: z.object({ service: z.string() }) });

class NoResponderError extends Error {
  override name = "NoResponderError";
}

export type Pipeline = Awaited<ReturnType<typeof openPipeline>>;

/**
 * The path of an event, on one machine: rules on the default bus, topic, queue, `detect`, Snapback's bus, `respond`, and
 * `reconcile` and the heartbeat on their schedules. Same patterns and envelopes as in AWS, and queues that survive the process.
 */
export async function openPipeline(options: PipelineOptions) {
  const { handlers, routes, place, storage, log } = options;
  const timing = { ...TIMING, ...options.timing };
  const topicArn = arnOf(place, "sns", topicName(place.stage));
  const queueArn = arnOf(place, "sqs", queueNames.events(place.stage));

  const { events, responses, deadLetters } = await openQueues({ storage, log, timing });

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
        for (const { body } of messages) await call(parseJson(body));
        return new Set();
      },
      onFailure: (error) => log.error("pipeline.respond-failed", { error }),
    }),
  ];

  /** Calls the function that a message of the bus is for. */
  async function call(event: unknown): Promise<void> {
    const service = BusDetail.safeParse(event).data?.detail.service;
    const context = { awsRequestId: randomUUID() };
    if (service === NOTIFY) await handlers.notify(event, context);
    else if (service === RECONCILE) await handlers.reconcile(event);
    else if (service === SWEEP) await handlers.sweep(event);
    else await responder(service)(event, context);
  }

  function responder(service = "") {
    const respond = handlers.respond.get(service);
    if (respond === undefined) throw new NoResponderError(`nobody responds for ${JSON.stringify(service)}`);
    return respond;
  }

  const onSchedule = (name: "reconcile" | "heartbeat" | "sweep", first = {}) =>
    runOnSchedule(
      () => handlers[name](),
      timing[`${name}Ms`],
      (error) => log.error(`pipeline.${name}-failed`, { error }),
      first,
    );
  // Who has just started it sees what they do themselves, before all that is wrong with an account as it comes.
  const schedules = [
    onSchedule("reconcile"),
    onSchedule("heartbeat"),
    onSchedule("sweep", { atOnce: false }),
  ];

  /** A CloudTrail record reaches the default bus. Resolved when it is safe in the queue, or no rule wants it. */
  async function onRecord(record: CloudTrailRecord): Promise<void> {
    await deliver("default", cloudTrailEvent(record));
  }

  /** Hands an event to the targets of the bus's rules: the topic, and functions, which are called asynchronously. */
  async function deliver(bus: string, event: BusEvent): Promise<void> {
    const message = JSON.stringify(event);
    const rules = routes.rules(bus).filter(({ pattern }) => matches(pattern, event));
    for (const { arn } of rules.flatMap(({ targets }) => targets)) {
      if (arn === topicArn) await publish(message);
      else await responses.send([message]);
    }
  }

  /** Publishes to the topic, as EventBridge does and as other sources may. */
  async function publish(message: string): Promise<string> {
    const messageId = randomUUID();
    for (const subscription of routes.subscriptions(topicArn)) {
      if (subscription.queueArn !== queueArn) continue;
      const raw = subscription.rawMessageDelivery;
      await events.send([raw ? message : snsNotification(topicArn, message, messageId)]);
    }
    return messageId;
  }

  /** What `PutEvents` puts on Snapback's bus goes to the rules there. */
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
        account: place.account,
        region: place.home,
        time,
        detail,
      });
      await deliver(EventBusName.split("/").at(-1) ?? "", event);
      results.push({ EventId: event.id });
    }
    return results;
  }

  return {
    onRecord,
    onPutEvents,
    publish,
    /** The queues that a deployed stage has, too, by their names there. */
    queues: new Map([
      [queueNames.events(place.stage), events],
      [queueNames.eventsDeadLetters(place.stage), deadLetters.events],
      [queueNames.subscriptionDeadLetters(place.stage), deadLetters.subscription],
      [queueNames.ruleDeadLetters(place.stage), deadLetters.rule],
      [queueNames.functionDeadLetters(place.stage), deadLetters.responses],
    ]),
    /** Messages not settled yet, and those that nobody could handle. */
    depth: () => ({
      waiting: events.size() + responses.size(),
      dead: deadLetters.events.size() + deadLetters.responses.size(),
    }),
    async stop() {
      await Promise.all([...schedules, ...consumers].map((part) => part.stop()));
    },
  };
}
