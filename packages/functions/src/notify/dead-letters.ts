import { SendMessageCommand, SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";

/** Puts what a channel would not take into this queue. */
export function openDeadLetters(
  queueUrl: string,
  config: Pick<SQSClientConfig, "endpoint" | "region" | "credentials" | "maxAttempts"> = {},
): (body: string) => Promise<void> {
  const client = new SQSClient(config);
  return async (body) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  };
}
