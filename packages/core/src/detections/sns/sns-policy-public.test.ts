import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./sns-policy-public.ts";

const topicArn = "arn:aws:sns:us-east-1:111122223333:news";
const about = {
  source: "sns.amazonaws.com",
  action: "sns:Publish",
  resource: { arn: topicArn, id: "news" },
  what: "topic news",
  severity: "high",
};

describePolicyDetection(detection, {
  ...about,
  eventName: "SetTopicAttributes",
  fields: (attributeValue) => ({ requestParameters: { topicArn, attributeName: "Policy", attributeValue } }),
  otherSource: "other.amazonaws.com",
  misses: [
    [
      "about something else",
      { requestParameters: { topicArn, attributeName: "DisplayName", attributeValue: "{" } },
    ],
    [
      "about no topic",
      { requestParameters: { topicArn: "news", attributeName: "Policy", attributeValue: "{" } },
    ],
  ],
});

describePolicyDetection(detection, {
  ...about,
  eventName: "CreateTopic",
  fields: (Policy) => ({
    requestParameters: { name: "news", attributes: { Policy } },
    responseElements: { topicArn },
  }),
  otherSource: "other.amazonaws.com",
  misses: [
    ["a topic without a policy", { requestParameters: { name: "news" }, responseElements: { topicArn } }],
  ],
});

describe("a topic", () => {
  const judged = judgedBy(detection, "sns.amazonaws.com");

  it("is looked at where a permission for everyone is added", () => {
    for (const name of ["aWSAccountId", "aWSAccountIds"]) {
      const add = (accounts: unknown) =>
        judged("AddPermission", { requestParameters: { topicArn, [name]: accounts } });
      expect(add(["*"])).toMatchObject({ violations: [], suspicions: [{ ask: { topicArn } }] });
      expect(add(["999999999999"])).toEqual(shownNothing);
    }
  });

  it("is fine with AWS's own policy, which is for the owner", () => {
    const Condition = { StringEquals: { "AWS:SourceOwner": "111122223333" } };
    const attributeValue = JSON.stringify({
      Version: "2008-10-17",
      Id: "__default_policy_ID",
      Statement: [
        {
          Sid: "__default_statement_ID",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["SNS:Publish"],
          Resource: topicArn,
          Condition,
        },
      ],
    });
    const requestParameters = { topicArn, attributeName: "Policy", attributeValue };
    expect(judged("SetTopicAttributes", { requestParameters })).toEqual(shownNothing);
  });

  it("belongs to the account that its ARN names", () => {
    const other = "arn:aws:sns:us-east-1:999999999999:news";
    const attributeValue = { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };
    const requestParameters = { topicArn: other, attributeName: "Policy", attributeValue };
    expect(judged("SetTopicAttributes", { requestParameters }).violations).toMatchObject([
      { account: "999999999999" },
    ]);
  });
});
