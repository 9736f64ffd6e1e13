import type { Publish } from "@snapback/core/bus/message";
import type { Detection } from "@snapback/core/detections/define";
import { judge } from "@snapback/core/detections/judge";
import { unwrap } from "@snapback/core/event/unwrap";
import { type Intake, takeIn } from "@snapback/core/finding/intake";
import type { Log } from "@snapback/core/log";
import type { Settings } from "@snapback/core/settings/settings";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

export interface DetectDeps {
  /** The detections by the events that they listen to: `listeners(detections)`. */
  detections: ReadonlyMap<string, readonly Detection[]>;
  settings: Settings;
  /** The table and the bus. Most records show nothing, so they are opened with the first that does. */
  intake: () => Promise<Intake & { publish: Publish }>;
  log: Log;
  now: () => Date;
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
      const judgements = judge(record, deps.detections, deps.settings);
      if (judgements.length === 0) continue;
      const intake = await deps.intake();
      const messages = await takeIn(record, raw, judgements, intake);
      if (messages.length > 0) await intake.publish(messages);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} of the message's records failed`);
}
