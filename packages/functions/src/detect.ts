import type { Publish } from "@snapback/core/bus/message";
import type { Detection } from "@snapback/core/detections/define";
import { isListenedTo, judge } from "@snapback/core/detections/judge";
import type { CloudTrailRecord } from "@snapback/core/event/record";
import { unwrap } from "@snapback/core/event/unwrap";
import { type Intake, takeIn } from "@snapback/core/finding/intake";
import { heartbeatOf } from "@snapback/core/heartbeat/recognition";
import type { HeartbeatStore } from "@snapback/core/heartbeat/store";
import type { ReadSettings } from "@snapback/core/settings/settings";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

/** The table and the bus, as far as detect writes to them. */
export interface DetectStores extends Pick<Intake, "findings" | "baselines" | "exemptions"> {
  /** At most some seconds old. */
  settings: ReadSettings;
  heartbeats: HeartbeatStore;
  publish: Publish;
}

export interface DetectDeps extends Pick<Intake, "account" | "log" | "now"> {
  /** The detections by the events that they listen to: `listeners(detections)`. */
  detections: ReadonlyMap<string, readonly Detection[]>;
  /** The ARN of the heartbeat function's role: whose dry runs are heartbeats. */
  heartbeatRole: string;
  /** Most records are none that a detection listens to, so the stores are opened with the first that is. */
  open: () => Promise<DetectStores>;
}

/** A message that holds something else than CloudTrail records. It ends in the dead-letter queue, for a person to see. */
class RefusedMessageError extends Error {
  override name = "RefusedMessageError";
}

/**
 * Takes batches from the events queue: every record in every message is taken in, its messages for `respond` are
 * published, and a message of which anything failed is reported as failed, so that SQS delivers just that one again.
 */
export function createDetect(deps: DetectDeps) {
  return async ({ Records }: Pick<SQSEvent, "Records">): Promise<SQSBatchResponse> => {
    const results = await Promise.allSettled(Records.map((message) => takeInMessage(message, deps)));
    const batchItemFailures = Records.flatMap(({ messageId, attributes }, position) => {
      const result = results[position];
      if (result?.status !== "rejected") return [];
      const { ApproximateReceiveCount: receiveCount } = attributes;
      deps.log.error("detect.message-failed", { messageId, receiveCount, error: result.reason });
      return [{ itemIdentifier: messageId }];
    });
    return { batchItemFailures };
  };
}

async function takeInMessage({ body }: SQSRecord, deps: DetectDeps): Promise<void> {
  const { records, refusals } = unwrap(body, deps.now());
  const errors: unknown[] = refusals.map(({ reason }) => new RefusedMessageError(reason));
  for (const { record, raw } of records) {
    try {
      await takeHeartbeat(record, deps);
      if (!isListenedTo(record, deps.detections)) continue;
      const { publish, settings: read, ...stores } = await deps.open();
      const settings = await read();
      const { judgements, errors: unread } = judge(record, deps.detections, settings);
      errors.push(...unread);
      if (judgements.length === 0) continue;
      const messages = await takeIn(record, raw, judgements, { ...deps, ...stores, settings });
      if (messages.length > 0) await publish(messages);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} of the message's records failed`);
}

/** Keeps a heartbeat, if the record is one. It is a failed call, which shows no violation. */
async function takeHeartbeat(record: CloudTrailRecord, deps: DetectDeps): Promise<void> {
  const heartbeat = heartbeatOf(record, deps.heartbeatRole, deps.now());
  if (!heartbeat) return;
  const { heartbeats } = await deps.open();
  if (await heartbeats.saw(heartbeat)) deps.log.info("heartbeat.seen", heartbeat);
}
