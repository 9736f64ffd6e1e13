import * as z from "zod";

/**
 * What is deployed in an account under one stage, as the deployment itself writes it down: in the Parameter Store of the
 * home region, under `deploymentParameter(stage)`. What looks at a stage from outside (doctor, tail) starts here; the
 * names of all parts follow from it.
 */
export type Deployment = z.infer<typeof Deployment>;
export const Deployment = z.object({
  version: z.literal(1),
  stage: z.string(),
  account: z.string(),
  partition: z.string(),
  home: z.string(),
  /** All watched regions, the home region first. */
  regions: z.array(z.string()),
  /** The trail that this stage made; absent where the account has one of its own. */
  trail: z.string().optional(),
  /**
   * The rules on the default buses. Without regions of its own a rule is in every watched one: a parameter holds 4 KB,
   * and no more.
   */
  rules: z.array(z.object({ name: z.string(), regions: z.array(z.string()).optional() })),
  /** The functions' names without the prefix: `detect`, `respond-ec2`, … */
  functions: z.array(z.string()),
  /** The operator lets Snapback run an undo that gives rights in IAM, so its functions have the rights for it. */
  undoIamRights: z.boolean().optional(),
  /** The group that is there to be attacked. */
  testSecurityGroup: z.string().optional(),
  findingsTable: z.string(),
  settingsTable: z.string(),
  console: z.string(),
  api: z.string(),
});

export function deploymentParameter(stage: string): string {
  return `/snapback/${stage}/deployment`;
}

/** Every part of a stage is named so, and what comes after it says which part it is. */
export function namePrefix(stage: string): string {
  return `snapback-${stage}`;
}

type Place = Pick<Deployment, "stage" | "account" | "partition" | "home">;

/** The name of a function, of its role, and of its log group behind `/aws/lambda/`. */
export function functionName(stage: string, name: string): string {
  return `${namePrefix(stage)}-${name}`;
}

export function logGroupName(stage: string, name: string): string {
  return `/aws/lambda/${functionName(stage, name)}`;
}

export function topicName(stage: string): string {
  return `${namePrefix(stage)}-events`;
}

/** Where the alarms go. */
export function alarmsTopicName(stage: string): string {
  return `${namePrefix(stage)}-alarms`;
}

/** Where notices go that are to be mailed. */
export function noticesTopicName(stage: string): string {
  return `${namePrefix(stage)}-notices`;
}

export function busName(stage: string): string {
  return namePrefix(stage);
}

/** The one polled queue, and those that keep what could not be delivered or handled, in the home region. */
export const queueNames = {
  events: (stage: string) => `${namePrefix(stage)}-events`,
  /** What `detect` could not handle. */
  eventsDeadLetters: (stage: string) => `${namePrefix(stage)}-events-dead-letters`,
  /** What the topic could not deliver to the queue. */
  subscriptionDeadLetters: (stage: string) => `${namePrefix(stage)}-subscription-dead-letters`,
  /** What rules could not deliver to the topic, to another region's bus, or to a function; one in each watched region. */
  ruleDeadLetters: (stage: string) => `${namePrefix(stage)}-rule-dead-letters`,
  /** What functions that are called asynchronously could not finish. */
  functionDeadLetters: (stage: string) => `${namePrefix(stage)}-function-dead-letters`,
} as const;

export function arnOf(
  place: Place,
  service: "sns" | "sqs" | "lambda" | "events",
  name: string,
  region = place.home,
): string {
  const kind = service === "lambda" ? "function:" : service === "events" ? "event-bus/" : "";
  return `arn:${place.partition}:${service}:${region}:${place.account}:${kind}${name}`;
}

export function roleArn({ partition, account }: Place, name: string): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}
