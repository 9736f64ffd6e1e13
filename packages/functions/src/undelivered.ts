import { GetQueueAttributesCommand, SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { queueNames } from "@snapback/core/deployment/deployment";
import { TIMEOUTS } from "@snapback/core/heartbeat/timeouts";

/** A queue's answer lacks the number that was asked for. */
class QueueDepthError extends Error {
  override name = "QueueDepthError";
}

/**
 * How many events the rules of a region could not deliver, as its dead-letter queue counts them. The queue's URL is put
 * together from its name, so that no right to look it up is needed.
 */
export function openUndelivered(
  { account, stage }: { account: string; stage: string },
  config: Pick<SQSClientConfig, "endpoint" | "credentials" | "maxAttempts"> = {},
): (region: string) => Promise<number> {
  const clients = new Map<string, SQSClient>();
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? new SQSClient({ requestHandler: TIMEOUTS, ...config, region });
    clients.set(region, client);
    return client;
  };
  return async (region) => {
    const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const QueueUrl = `https://sqs.${region}.${domain}/${account}/${queueNames.ruleDeadLetters(stage)}`;
    const { Attributes } = await clientOf(region).send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    const count = Number(Attributes?.ApproximateNumberOfMessages);
    if (!Number.isInteger(count))
      throw new QueueDepthError(`${region}: the queue does not say how much it has`);
    return count;
  };
}
