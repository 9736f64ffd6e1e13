import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { findQueue, sqsOperation } from "./find.ts";
import { type Queue, queues } from "./resources.ts";

const QueueUrl = z.string();
/** Which attributes can be set here; a queue has no others that anything leans on. */
const Attributes = z.strictObject({
  Policy: z.string().optional(),
  VisibilityTimeout: z.coerce.number().int().optional(),
  MessageRetentionPeriod: z.coerce.number().int().optional(),
});

/** "" takes a policy away. */
function changed(queue: Queue, attributes: z.output<typeof Attributes>): Queue {
  const { Policy, VisibilityTimeout, MessageRetentionPeriod } = attributes;
  if (Policy !== undefined && Policy !== "") checkPolicy(Policy);
  return {
    ...queue,
    ...(Policy !== undefined && { policy: Policy === "" ? undefined : Policy }),
    visibilityTimeoutSeconds: VisibilityTimeout ?? queue.visibilityTimeoutSeconds,
    retentionSeconds: MessageRetentionPeriod ?? queue.retentionSeconds,
  };
}

const document = z.looseObject({ Statement: z.union([z.looseObject({}), z.array(z.looseObject({}))]) });

function checkPolicy(text: string): void {
  try {
    document.parse(JSON.parse(text));
  } catch (cause) {
    throw new AwsError("InvalidAttributeValue", "Invalid value for the parameter Policy.", 400, { cause });
  }
}

const createQueue = sqsOperation({
  name: "CreateQueue",
  input: z.strictObject({
    QueueName: z
      .string()
      .regex(/^[\w-]{1,80}$/, "can only include alphanumeric characters, hyphens, or underscores"),
    Attributes: Attributes.optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
  recordedOutput: (output) => output,
  run(account, { QueueName: id, Attributes: attributes = {}, tags }, { time, endpoint }) {
    if (account.table(queues).get(id))
      throw new AwsError(
        "QueueNameExists",
        "A queue already exists with the same name and a different value.",
      );
    const queue: Queue = {
      id,
      visibilityTimeoutSeconds: 30,
      retentionSeconds: 345_600,
      createdAt: time.toISOString(),
      ...(tags && { tags }),
    };
    account.table(queues).put(changed(queue, attributes));
    return { QueueUrl: `${endpoint}/${account.id}/${id}` };
  },
});

const setQueueAttributes = sqsOperation({
  name: "SetQueueAttributes",
  input: z.strictObject({ QueueUrl, Attributes }),
  run(account, { QueueUrl: url, Attributes: attributes }) {
    account.table(queues).put(changed(findQueue(account, url), attributes));
    return {};
  },
});

const deleteQueue = sqsOperation({
  name: "DeleteQueue",
  input: z.strictObject({ QueueUrl }),
  run(account, { QueueUrl: url }) {
    account.table(queues).delete(findQueue(account, url).id);
    return {};
  },
});

const listQueueTags = sqsOperation({
  name: "ListQueueTags",
  readOnly: true,
  input: z.strictObject({ QueueUrl }),
  run: (account, { QueueUrl: url }) => ({ Tags: findQueue(account, url).tags ?? {} }),
});

/** What makes queues, and changes them. Nobody keeps messages for one that was made here. */
export const queueOperations = [createQueue, setQueueAttributes, deleteQueue, listQueueTags];
