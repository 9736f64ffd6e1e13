import { queueNames } from "@snapback/core/deployment/deployment";
import { DEAD_LETTER_DAYS } from "@snapback/core/deployment/retention";
import { place } from "./stage.ts";

/** A queue that keeps what could not go on, for a person to see and to send on its way again. Nobody polls it. */
export function deadLetterQueue(component: string, name: string, region = place.home) {
  return new aws.sqs.Queue(component, {
    name,
    region,
    messageRetentionSeconds: DEAD_LETTER_DAYS * 24 * 3600,
    sqsManagedSseEnabled: true,
  });
}

export const deadLetters = {
  /** What `detect` could not handle. */
  events: deadLetterQueue("EventsDeadLetters", queueNames.eventsDeadLetters(place.stage)),
  /** What the topic could not deliver to the queue. */
  subscription: deadLetterQueue("SubscriptionDeadLetters", queueNames.subscriptionDeadLetters(place.stage)),
  /** What asynchronous functions could not finish, or could not begin. */
  functions: deadLetterQueue("FunctionDeadLetters", queueNames.functionDeadLetters(place.stage)),
};

/** Lets an AWS service send to a queue on behalf of these resources of ours. A queue has one policy: a second replaces it. */
export function admit(
  component: string,
  queue: aws.sqs.Queue,
  service: string,
  sources: $util.Input<string>[],
) {
  return new aws.sqs.QueuePolicy(component, {
    region: queue.region,
    queueUrl: queue.url,
    policy: $util.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": sources } },
        },
      ],
    }),
  });
}
