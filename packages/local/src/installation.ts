import { busPattern } from "@snapback/core/bus/message";
import {
  arnOf,
  busName,
  type Deployment,
  functionName,
  namePrefix,
  queueNames,
  topicName,
} from "@snapback/core/deployment/deployment";
import { busSubscribers, functionNames } from "@snapback/core/deployment/functions";
import {
  DEAD_LETTER_DAYS,
  EVENTS_QUEUE_DAYS,
  type Kept,
  keptForGood,
} from "@snapback/core/deployment/retention";
import { defaultBusRules, describedRules, listenedTo } from "@snapback/core/deployment/rules";
import type { Detection } from "@snapback/core/detections/define";
import { functionStatements } from "@snapback/core/grants/functions";
import type { Statement } from "@snapback/core/grants/statement";
import type { Config } from "@snapback/core/settings/config";
import { TIMING } from "./pipeline/pipeline.ts";
import { MAX_RECEIVES } from "./pipeline/queues.ts";
import { functionRole } from "./role.ts";
import type { Stack } from "./sandbox/sandbox.ts";

/** Where the laptop's stage is, in the names that a deployed stage has. */
export const place = {
  stage: "laptop",
  account: "111122223333",
  partition: "aws",
  home: "us-east-1",
  regions: ["us-east-1"],
  findingsTable: "snapback-findings",
  settingsTable: "snapback-settings",
} satisfies Partial<Deployment>;

const trail = `${namePrefix(place.stage)}-trail`;
export const bus = busName(place.stage);
const topicArn = arnOf(place, "sns", topicName(place.stage));
const queueArn = (name: keyof typeof queueNames) => arnOf(place, "sqs", queueNames[name](place.stage));
const eventsQueueArn = queueArn("events");

/** What the laptop says of itself where a deployed stage does. */
export function laptopDeployment(
  detections: readonly Detection[],
  given: Pick<Deployment, "console" | "api" | "testSecurityGroup" | "undoIamRights">,
): Deployment {
  const rules = describedRules(defaultBusRules(listenedTo(detections), place), place);
  return { version: 1, ...place, trail, rules, functions: functionNames(detections), ...given };
}

/** The parts of the laptop's installation that are the account's, for calls to look at and to tamper with. */
export function laptopStack(
  detections: readonly Detection[],
  { undoIamRights }: Pick<Config, "undoIamRights">,
): Stack {
  return {
    trail,
    rules: [...defaultRules(detections), ...busRules(detections)],
    topics: [{ arn: topicArn, policy: topicPolicy }],
    subscriptions: [
      {
        topicArn,
        queueArn: eventsQueueArn,
        rawMessageDelivery: true,
        deadLetterTargetArn: queueArn("subscriptionDeadLetters"),
      },
    ],
    queues,
    roles: functionNames(detections).map((name) => ({
      name: functionName(place.stage, name),
      roleId: functionRole(place, name).principalId,
      trust: policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
      policies: {
        [functionName(place.stage, name)]: policy(
          ...functionStatements(name, { ...place, undoIamRights }, detections).map(inIam),
        ),
      },
    })),
  };
}

function defaultRules(detections: readonly Detection[]) {
  return defaultBusRules(listenedTo(detections), place).map(({ name, pattern }) => ({
    bus: "default",
    name,
    pattern,
    targets: [{ id: "topic", arn: topicArn, deadLetterArn: queueArn("ruleDeadLetters") }],
  }));
}

function busRules(detections: readonly Detection[]) {
  return busSubscribers(detections).map((subscriber) => {
    const name = functionName(place.stage, subscriber.name);
    const target = { id: "function", arn: arnOf(place, "lambda", name) };
    return {
      bus,
      name,
      pattern: busPattern(subscriber.service),
      targets: [{ ...target, deadLetterArn: queueArn("ruleDeadLetters") }],
    };
  });
}

/** Other sources may publish, too: in AWS those that `snapback.config.ts` names. */
const topicPolicy = policy({
  Principal: { Service: "events.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
});

const DAY_SECONDS = 24 * 3600;

const queues = [
  {
    name: queueNames.events(place.stage),
    visibilityTimeoutSeconds: TIMING.visibilityMs / 1000,
    retentionSeconds: EVENTS_QUEUE_DAYS * DAY_SECONDS,
    redrive: { deadLetterTargetArn: queueArn("eventsDeadLetters"), maxReceiveCount: MAX_RECEIVES },
    policy: policy({
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: eventsQueueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    }),
  },
  ...[
    queueNames.eventsDeadLetters,
    queueNames.subscriptionDeadLetters,
    queueNames.ruleDeadLetters,
    queueNames.functionDeadLetters,
  ].map((nameOf) => ({
    name: nameOf(place.stage),
    visibilityTimeoutSeconds: 30,
    retentionSeconds: DEAD_LETTER_DAYS * DAY_SECONDS,
  })),
];

/** How long the laptop keeps what it has: none of its queues lets go of anything by itself. */
export const kept: readonly Kept[] = [
  ...keptForGood,
  { what: "What people would be sent, in inbox.ndjson" },
  { what: "The logs of Snapback's functions", until: "npm start ends" },
];

function policy(...statements: Record<string, unknown>[]) {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  };
}

function inIam({ actions, resources, conditions = [] }: Statement): Record<string, unknown> {
  const Condition: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) {
    Condition[test] = { ...Condition[test], [variable]: values };
  }
  return { Action: actions, Resource: resources, ...(conditions.length > 0 && { Condition }) };
}
