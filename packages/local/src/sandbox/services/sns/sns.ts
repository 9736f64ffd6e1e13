import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { operationTable, type Service } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { page } from "../../pages.ts";
import { awsQuery } from "../../protocols/aws-query.ts";
import { queues } from "../sqs/resources.ts";
import { type Subscription, subscriptionArn, subscriptions } from "./resources.ts";
import { findTopic, invalid, operation, topicOperations } from "./topics.ts";

const TopicArn = z.string();
const SubscriptionArn = z.string();

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LARGEST_MESSAGE = 262_144;
const PAGE = 100;

const getTopicAttributes = operation({
  name: "GetTopicAttributes",
  readOnly: true,
  input: z.strictObject({ TopicArn }),
  run(account, input) {
    const { id, policy } = findTopic(account, input.TopicArn);
    const confirmed = subscriptionsOf(account, id).length;
    return {
      Attributes: entries({
        TopicArn: id,
        Owner: account.id,
        Policy: policy,
        DisplayName: "",
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsPending: "0",
        SubscriptionsDeleted: "0",
      }),
    };
  },
});

const listSubscriptionsByTopic = operation({
  name: "ListSubscriptionsByTopic",
  readOnly: true,
  input: z.strictObject({ TopicArn, NextToken: z.string().optional() }),
  run(account, { TopicArn: topicArn, NextToken }) {
    const rows = subscriptionsOf(account, findTopic(account, topicArn).id);
    const badToken = () => invalid("NextToken");
    const { rows: shown, nextToken } = page(rows, ({ id }) => id, PAGE, NextToken, badToken);
    return {
      Subscriptions: shown.map((subscription) => ({
        SubscriptionArn: subscription.id,
        Owner: account.id,
        Protocol: "sqs",
        Endpoint: subscription.queueArn,
        TopicArn: subscription.topicArn,
      })),
      NextToken: nextToken,
    };
  },
});

const getSubscriptionAttributes = operation({
  name: "GetSubscriptionAttributes",
  readOnly: true,
  input: z.strictObject({ SubscriptionArn }),
  run(account, input) {
    const found = findSubscription(account, input.SubscriptionArn);
    const { deadLetterTargetArn } = found;
    return {
      Attributes: entries({
        SubscriptionArn: found.id,
        TopicArn: found.topicArn,
        Owner: account.id,
        Protocol: "sqs",
        Endpoint: found.queueArn,
        RawMessageDelivery: String(found.rawMessageDelivery),
        RedrivePolicy: deadLetterTargetArn && JSON.stringify({ deadLetterTargetArn }),
        PendingConfirmation: "false",
        ConfirmationWasAuthenticated: "true",
      }),
    };
  },
});

const publish = operation({
  name: "Publish",
  dataEvent: true,
  input: z.strictObject({ TopicArn, Message: z.string() }),
  async forward(backends, account, { TopicArn: topicArn, Message }) {
    const { id } = findTopic(account, topicArn);
    if (Message === "") throw invalid("Empty message");
    if (Buffer.byteLength(Message) > LARGEST_MESSAGE) throw invalid("Message too long");
    return { MessageId: await backends.publish(id, Message) };
  },
});

/** A queue of the account, which needs no confirmation. */
const subscribe = operation({
  name: "Subscribe",
  input: z.strictObject({
    TopicArn,
    Protocol: z.literal("sqs", "must be sqs: the sandbox delivers to queues alone"),
    Endpoint: z.string(),
    ReturnSubscriptionArn: z.enum(["true", "false"]).optional(),
  }),
  recordedOutput: (output) => output,
  run(account, { TopicArn: topicArn, Endpoint }) {
    const { id: topic } = findTopic(account, topicArn);
    const prefix = `arn:aws:sqs:${account.region}:${account.id}:`;
    const isKnown = Endpoint.startsWith(prefix) && account.table(queues).get(Endpoint.slice(prefix.length));
    if (!isKnown) throw invalid(`Endpoint ${Endpoint} is no queue of the sandbox`);
    const id = subscriptionArn(topic, Endpoint);
    if (account.table(subscriptions).get(id) === undefined) {
      account
        .table(subscriptions)
        .put({ id, topicArn: topic, queueArn: Endpoint, rawMessageDelivery: false });
    }
    return { SubscriptionArn: id };
  },
});

const unsubscribe = operation({
  name: "Unsubscribe",
  input: z.strictObject({ SubscriptionArn }),
  run(account, input) {
    account.table(subscriptions).delete(findSubscription(account, input.SubscriptionArn).id);
    return {};
  },
});

function findSubscription(account: Account, arn: string): Subscription {
  const subscription = account.table(subscriptions).get(arn);
  if (subscription === undefined) throw new AwsError("NotFound", "Subscription does not exist", 404);
  return subscription;
}

function subscriptionsOf(account: Account, topicArn: string): Subscription[] {
  return account
    .table(subscriptions)
    .rows()
    .filter((row) => row.topicArn === topicArn);
}

function entries(attributes: Record<string, string | undefined>): Output[] {
  return Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

/** Amazon SNS. The topics are the account's state; what is published goes to whoever runs the sandbox. */
export const sns: Service = {
  name: "sns",
  eventSource: "sns.amazonaws.com",
  protocol: awsQuery("http://sns.amazonaws.com/doc/2010-03-31/", ["Attributes"]),
  operations: operationTable([
    getTopicAttributes,
    listSubscriptionsByTopic,
    getSubscriptionAttributes,
    publish,
    subscribe,
    unsubscribe,
    ...topicOperations,
  ]),
};
