import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html

const queues = "arn:${Partition}:sqs:${Region}:${Account}:*";
const OfQueue = z.object({ QueueUrl: z.string() });

export const operations = {
  ListQueues: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "sqs:ListQueues", resources: ["*"] }],
  }),
  GetQueueUrl: operation({
    input: z.object({ QueueName: z.string() }),
    changes: false,
    grants: [{ action: "sqs:GetQueueUrl", resources: [queues] }],
  }),
  GetQueueAttributes: operation({
    input: OfQueue.extend({ AttributeNames: z.array(z.literal("Policy")) }),
    changes: false,
    grants: [{ action: "sqs:GetQueueAttributes", resources: [queues] }],
  }),
  ListQueueTags: operation({
    input: OfQueue,
    changes: false,
    grants: [{ action: "sqs:ListQueueTags", resources: [queues] }],
  }),
  SetQueueAttributes: operation({
    input: OfQueue.extend({ Attributes: z.object({ Policy: z.string() }) }),
    changes: true,
    grants: [{ action: "sqs:SetQueueAttributes", resources: [queues] }],
  }),
};
