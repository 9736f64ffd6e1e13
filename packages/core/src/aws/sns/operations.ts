import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html

const topics = "arn:${Partition}:sns:${Region}:${Account}:*";
const OfTopic = z.object({ TopicArn: z.string() });

export const operations = {
  ListTopics: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "sns:ListTopics", resources: [topics] }],
  }),
  GetTopicAttributes: operation({
    input: OfTopic,
    changes: false,
    grants: [{ action: "sns:GetTopicAttributes", resources: [topics] }],
  }),
  ListTagsForResource: operation({
    input: z.object({ ResourceArn: z.string() }),
    changes: false,
    grants: [{ action: "sns:ListTagsForResource", resources: [topics] }],
  }),
  SetTopicAttributes: operation({
    input: OfTopic.extend({ AttributeName: z.literal("Policy"), AttributeValue: z.string() }),
    changes: true,
    grants: [{ action: "sns:SetTopicAttributes", resources: [topics] }],
  }),
};
