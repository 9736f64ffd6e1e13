import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { page } from "../../pages.ts";
import { declarations } from "../declared.ts";
import { type Topic, topics } from "./resources.ts";

export function invalid(problem: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${problem}`);
}

export const operation = declarations(invalid);

export function findTopic(account: Account, arn: string): Topic {
  const topic = account.table(topics).get(arn);
  if (topic === undefined) throw new AwsError("NotFound", "Topic does not exist", 404);
  return topic;
}

const TopicArn = z.string();
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const PAGE = 100;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function defaultPolicy(account: Account, arn: string): string {
  const actions = ["GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission"];
  const more = ["DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish"];
  const statement = {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [...actions, ...more].map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceOwner": account.id } },
  };
  return JSON.stringify({ Version: "2008-10-17", Id: "__default_policy_ID", Statement: [statement] });
}

const document = z.looseObject({
  Statement: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]),
});

function checkedPolicy(text: string): string {
  try {
    document.parse(JSON.parse(text));
    return text;
  } catch (cause) {
    throw new AwsError("InvalidParameter", "Invalid parameter: Policy Error: null", 400, { cause });
  }
}

const createTopic = operation({
  name: "CreateTopic",
  input: z.strictObject({
    Name: z.string().regex(/^[\w-]{1,256}$/, "Topic Name"),
    Attributes: z.array(z.strictObject({ key: z.literal("Policy"), value: z.string() })).optional(),
    Tags: Tags.optional(),
  }),
  recordedInput: ({ Attributes, ...input }): Output => ({
    ...input,
    ...(Attributes && { Attributes: Object.fromEntries(Attributes.map(({ key, value }) => [key, value])) }),
  }),
  recordedOutput: (output) => output,
  run(account, { Name, Attributes = [], Tags: tags }) {
    const id = `arn:aws:sns:${account.region}:${account.id}:${Name}`;
    const [given] = Attributes;
    const policy = given ? checkedPolicy(given.value) : defaultPolicy(account, id);
    // A topic of that name is the same topic.
    if (account.table(topics).get(id) === undefined)
      account.table(topics).put({ id, policy, ...(tags && { tags }) });
    return { TopicArn: id };
  },
});

const deleteTopic = operation({
  name: "DeleteTopic",
  input: z.strictObject({ TopicArn }),
  run(account, input) {
    // No error where there is none.
    account.table(topics).delete(input.TopicArn);
    return {};
  },
});

const listTopics = operation({
  name: "ListTopics",
  readOnly: true,
  input: z.strictObject({ NextToken: z.string().optional() }),
  run(account, { NextToken }) {
    const badToken = () => invalid("NextToken");
    const all = account.table(topics).rows();
    const { rows, nextToken } = page(all, ({ id }) => id, PAGE, NextToken, badToken);
    return { Topics: rows.map(({ id }) => ({ TopicArn: id })), NextToken: nextToken };
  },
});

const setTopicAttributes = operation({
  name: "SetTopicAttributes",
  input: z.strictObject({
    TopicArn,
    AttributeName: z.literal("Policy", "AttributeName: the sandbox sets a topic's policy alone"),
    AttributeValue: z.string(),
  }),
  run(account, { TopicArn: arn, AttributeValue }) {
    account.table(topics).put({ ...findTopic(account, arn), policy: checkedPolicy(AttributeValue) });
    return {};
  },
});

const listTagsForResource = operation({
  name: "ListTagsForResource",
  readOnly: true,
  input: z.strictObject({ ResourceArn: z.string() }),
  run: (account, { ResourceArn }) => ({ Tags: findTopic(account, ResourceArn).tags ?? [] }),
});

/** What makes topics, and changes them. */
export const topicOperations = [
  createTopic,
  deleteTopic,
  listTopics,
  setTopicAttributes,
  listTagsForResource,
];
