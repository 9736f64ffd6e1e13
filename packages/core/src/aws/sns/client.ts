import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  paginateListTopics,
  SetTopicAttributesCommand,
  SNSClient,
  type SNSClientConfig,
  type Topic,
} from "@aws-sdk/client-sns";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The SNS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createSns(config: SNSClientConfig) {
  const client = new SNSClient(config);
  return {
    ListTopics: call(operations.ListTopics, async (input) => {
      const topics: Topic[] = [];
      for await (const page of paginateListTopics({ client }, input)) topics.push(...(page.Topics ?? []));
      return topics;
    }),
    GetTopicAttributes: call(operations.GetTopicAttributes, (input) =>
      client.send(new GetTopicAttributesCommand(input)),
    ),
    ListTagsForResource: call(operations.ListTagsForResource, (input) =>
      client.send(new ListTagsForResourceCommand(input)),
    ),
    SetTopicAttributes: call(operations.SetTopicAttributes, (input) =>
      client.send(new SetTopicAttributesCommand(input)),
    ),
  };
}
