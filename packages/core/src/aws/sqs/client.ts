import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  paginateListQueues,
  SetQueueAttributesCommand,
  SQSClient,
  type SQSClientConfig,
} from "@aws-sdk/client-sqs";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/**
 * The SQS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages.
 *
 * The SDK would send a call to the queue's URL; here it always goes to AWS's own endpoint, since a URL may come from a record,
 * and a signed request must not go to whoever forged it.
 */
export function createSqs(config: SQSClientConfig) {
  const client = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  return {
    ListQueues: call(operations.ListQueues, async (input) => {
      const urls: string[] = [];
      for await (const page of paginateListQueues({ client, pageSize: 1000 }, input))
        urls.push(...(page.QueueUrls ?? []));
      return urls;
    }),
    GetQueueUrl: call(operations.GetQueueUrl, (input) => client.send(new GetQueueUrlCommand(input))),
    GetQueueAttributes: call(operations.GetQueueAttributes, (input) =>
      client.send(new GetQueueAttributesCommand(input)),
    ),
    ListQueueTags: call(operations.ListQueueTags, (input) => client.send(new ListQueueTagsCommand(input))),
    SetQueueAttributes: call(operations.SetQueueAttributes, (input) =>
      client.send(new SetQueueAttributesCommand(input)),
    ),
  };
}
