import * as z from "zod";
import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { attributeNames, attributesOf } from "./attributes.ts";
import { queueOperations } from "./changes.ts";
import { findQueue, found, sqsOperation } from "./find.ts";
import { messageOperations } from "./messages.ts";
import { queues } from "./resources.ts";

const QueueUrl = z.string();

const getQueueUrl = sqsOperation({
  name: "GetQueueUrl",
  readOnly: true,
  input: z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  run(account, { QueueName, QueueOwnerAWSAccountId: owner = account.id }, { endpoint }) {
    const { id } = found(owner === account.id ? account.table(queues).get(QueueName) : undefined);
    return { QueueUrl: `${endpoint}/${account.id}/${id}` };
  },
});

const listQueues = sqsOperation({
  name: "ListQueues",
  readOnly: true,
  input: z.strictObject({ QueueNamePrefix: z.string().optional(), MaxResults: z.int().optional() }),
  run: (account, { QueueNamePrefix = "" }, { endpoint }) => ({
    QueueUrls: account
      .table(queues)
      .rows()
      .flatMap(({ id }) => (id.startsWith(QueueNamePrefix) ? [`${endpoint}/${account.id}/${id}`] : [])),
  }),
});

const getQueueAttributes = sqsOperation({
  name: "GetQueueAttributes",
  readOnly: true,
  input: z.strictObject({
    QueueUrl,
    AttributeNames: z.array(z.enum(["All", ...attributeNames])).optional(),
  }),
  async forward(backends, account, { QueueUrl: url, AttributeNames = [] }) {
    const queue = findQueue(account, url);
    const all = attributesOf(account, queue, await backends.queue(queue.id));
    const asked = attributeNames.filter(
      (name) => AttributeNames.includes("All") || AttributeNames.includes(name),
    );
    return { Attributes: Object.fromEntries(asked.map((name) => [name, all[name]])) };
  },
});

/** Amazon SQS. The queues' messages are kept by whoever runs the sandbox. */
export const sqs: Service = {
  name: "sqs",
  eventSource: "sqs.amazonaws.com",
  protocol: awsJson("1.0", {
    namespace: "com.amazonaws.sqs",
    queryCodes: new Map([["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"]]),
  }),
  operations: operationTable([
    getQueueUrl,
    listQueues,
    getQueueAttributes,
    ...queueOperations,
    ...messageOperations,
  ]),
};
