import type { Publish } from "@snapback/core/bus/message";
import { unwrap } from "@snapback/core/event/unwrap";
import { type Intake, takeIn } from "@snapback/core/finding/intake";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

/** A message that holds something else than CloudTrail records. It ends in the dead-letter queue, for a person to see. */
class RefusedMessageError extends Error {
  override name = "RefusedMessageError";
}

/**
 * Takes batches from the events queue: every record in every message is taken in, its messages for `respond` are
 * published, and a message of which anything failed is reported as failed, so that SQS delivers just that one again.
 */
export function createDetect(deps: Intake & { publish: Publish }) {
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

async function takeInMessage({ body }: SQSRecord, deps: Intake & { publish: Publish }): Promise<void> {
  const { records, refusals } = unwrap(body, deps.now());
  const errors: unknown[] = refusals.map(({ reason }) => new RefusedMessageError(reason));
  for (const { record, raw } of records) {
    try {
      const messages = await takeIn(record, raw, deps);
      if (messages.length > 0) await deps.publish(messages);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} of the message's records failed`);
}
