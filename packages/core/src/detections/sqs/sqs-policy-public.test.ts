import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./sqs-policy-public.ts";

const queueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs";
const resource = { arn: "arn:aws:sqs:us-east-1:111122223333:jobs", id: "jobs" };
const about = {
  source: "sqs.amazonaws.com",
  action: "sqs:SendMessage",
  resource,
  what: "queue jobs",
  severity: "high",
};

describePolicyDetection(detection, {
  ...about,
  eventName: "SetQueueAttributes",
  fields: (Policy) => ({ requestParameters: { queueUrl, attributes: { Policy } } }),
  otherSource: "other.amazonaws.com",
  misses: [
    ["about something else", { requestParameters: { queueUrl, attributes: { VisibilityTimeout: "30" } } }],
    ["a policy that is taken away", { requestParameters: { queueUrl, attributes: { Policy: "" } } }],
    [
      "about no queue",
      { requestParameters: { queueUrl: "https://example.com/a b", attributes: { Policy: "{" } } },
    ],
  ],
});

describePolicyDetection(detection, {
  ...about,
  eventName: "CreateQueue",
  fields: (Policy) => ({ requestParameters: { queueName: "jobs", attributes: { Policy } } }),
  otherSource: "mq.amazonaws.com",
  misses: [["a queue without a policy", { requestParameters: { queueName: "jobs" } }]],
});

describe("a permission that is added to a queue", () => {
  const judged = judgedBy(detection, "sqs.amazonaws.com");
  const add = (aWSAccountIds: unknown) =>
    judged("AddPermission", { requestParameters: { queueUrl, label: "a", aWSAccountIds, actions: ["*"] } });

  it("is looked at where it is for everyone", () => {
    const asked = {
      violations: [],
      suspicions: [{ ask: { name: "jobs", account: "111122223333" } }],
    };
    expect(add(["*"])).toMatchObject(asked);
    const requestParameters = { queueUrl, aWSAccountId: ["*"] };
    expect(judged("AddPermission", { requestParameters })).toMatchObject(asked);
  });

  it("is none where it is for an account", () => {
    expect(add(["999999999999"])).toEqual(shownNothing);
    expect(add("*")).toEqual(shownNothing);
  });
});
