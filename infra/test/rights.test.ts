import { describe, expect, it } from "vitest";
import { deployed, roles } from "./graph.ts";

/**
 * Written out by hand, as a reviewer of the account would want to read them, and not computed by what they test: whoever
 * changes a right changes it here, too, on purpose.
 */
const dev = await deployed("dev");

const lambda = {
  effect: "Allow",
  actions: ["sts:AssumeRole"],
  principal: { Service: ["lambda.amazonaws.com"] },
};

const logs = (name: string) => ({
  effect: "Allow",
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [`arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/snapback-dev-${name}:*`],
});
const findings = "arn:aws:dynamodb:us-east-1:111122223333:table/snapback-dev-findings";
const settings = "arn:aws:dynamodb:us-east-1:111122223333:table/snapback-dev-settings";
const bus = "arn:aws:events:us-east-1:111122223333:event-bus/snapback-dev";
const functionDeadLetters = "arn:aws:sqs:us-east-1:111122223333:snapback-dev-function-dead-letters";
const inRegion = { test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1"] };

describe("detect", () => {
  it("reads its queue and the settings, writes findings, publishes ids, and nothing else", () => {
    const role = roles(dev).get("snapback-dev-detect");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("detect"), principal: undefined, conditions: undefined },
      allow(
        ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        ["arn:aws:sqs:us-east-1:111122223333:snapback-dev-events"],
      ),
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], [findings]),
      allow(["dynamodb:Query"], [settings]),
      allow(["events:PutEvents"], [bus]),
    ]);
  });
});

describe("respond-ec2", () => {
  it("changes security groups as its detections declare, writes findings, and nothing else", () => {
    const role = roles(dev).get("snapback-dev-respond-ec2");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("respond-ec2"), principal: undefined, conditions: undefined },
      allow(
        ["ec2:DescribeManagedPrefixLists", "ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"],
        ["*"],
        [inRegion],
      ),
      allow(["ec2:GetManagedPrefixListEntries"], ["arn:aws:ec2:*:111122223333:prefix-list/*"], [inRegion]),
      allow(["ec2:RevokeSecurityGroupIngress"], ["arn:aws:ec2:*:111122223333:security-group/*"], [inRegion]),
      allow(
        ["ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules"],
        ["arn:aws:ec2:*:111122223333:security-group-rule/*", "arn:aws:ec2:*:111122223333:security-group/*"],
        [inRegion],
      ),
      allow(
        ["ec2:CreateTags"],
        ["arn:aws:ec2:*:111122223333:security-group-rule/*"],
        [
          { test: "StringEquals", variable: "ec2:CreateAction", values: ["AuthorizeSecurityGroupIngress"] },
          inRegion,
        ],
      ),
      allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [findings]),
      allow(["dynamodb:Query"], [settings]),
      allow(["sqs:SendMessage"], [functionDeadLetters]),
    ]);
  });
});

describe("reconcile", () => {
  it("writes findings, reads what people decided, publishes ids, and nothing else", () => {
    const role = roles(dev).get("snapback-dev-reconcile");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("reconcile"), principal: undefined, conditions: undefined },
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], [findings]),
      allow(["dynamodb:Query"], [`${findings}/index/gsi2`, `${findings}/index/gsi5`]),
      allow(["dynamodb:Query"], [settings, `${settings}/index/gsi1`]),
      allow(["events:PutEvents"], [bus]),
      allow(["sqs:SendMessage"], [functionDeadLetters]),
    ]);
  });
});

describe("notify", () => {
  it("writes what became of notices, mails them, knows no settings, and nothing else", () => {
    const role = roles(dev).get("snapback-dev-notify");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("notify"), principal: undefined, conditions: undefined },
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], [findings]),
      allow(["dynamodb:Query"], [`${findings}/index/gsi5`]),
      allow(["sns:Publish"], ["arn:aws:sns:us-east-1:111122223333:snapback-dev-notices"]),
      allow(["sqs:SendMessage"], [functionDeadLetters]),
    ]);
  });
});

describe("api", () => {
  it("reads findings, adds what people decide to the settings, publishes ids, and can't change anything else", () => {
    const role = roles(dev).get("snapback-dev-api");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("api"), principal: undefined, conditions: undefined },
      allow(["dynamodb:GetItem", "dynamodb:Query"], [findings]),
      allow(
        ["dynamodb:Query"],
        [1, 2, 3, 4].map((index) => `${findings}/index/gsi${index}`),
      ),
      allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [settings]),
      allow(["dynamodb:Query"], [`${settings}/index/gsi1`]),
      allow(["events:PutEvents"], [bus]),
    ]);
  });
});

function allow(
  actions: string[],
  resources: string[],
  conditions?: { test: string; variable: string; values: string[] }[],
) {
  return { effect: "Allow", actions, resources, principal: undefined, conditions };
}
