import { functionNames } from "@snapback/core/deployment/functions";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { detections } from "@snapback/core/detections/registry";
import { functionStatements } from "@snapback/core/grants/functions";
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
const place = {
  stage: "dev",
  account: "111122223333",
  partition: "aws",
  home: "us-east-1",
  regions: ["us-east-1"],
  findingsTable: "snapback-dev-findings",
  settingsTable: "snapback-dev-settings",
};
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

describe("the function of each AWS service that responds", () => {
  it("has the rights that are declared, and no others", () => {
    for (const name of functionNames(detections)) {
      const role = roles(dev).get(`snapback-dev-${name}`);
      expect(role?.trust, name).toMatchObject([lambda]);
      expect(role?.managed, name).toEqual([]);
      const declared = functionStatements(name, place, detections);
      expect(role?.statements, name).toEqual(
        declared.map(({ actions, resources, conditions }) => allow([...actions], [...resources], conditions)),
      );
    }
  });

  it("changes security groups as the detection of open ones declares, writes findings, and nothing else", () => {
    const statements = functionStatements("respond-ec2", place, [ingressWorld]);
    expect(statements).toEqual([
      declare(["logs:CreateLogStream", "logs:PutLogEvents"], logs("respond-ec2").resources),
      declare(
        ["ec2:DescribeManagedPrefixLists", "ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"],
        ["*"],
        [inRegion],
      ),
      declare(["ec2:GetManagedPrefixListEntries"], ["arn:aws:ec2:*:111122223333:prefix-list/*"], [inRegion]),
      declare(
        ["ec2:RevokeSecurityGroupIngress"],
        ["arn:aws:ec2:*:111122223333:security-group/*"],
        [inRegion],
      ),
      declare(
        ["ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules"],
        ["arn:aws:ec2:*:111122223333:security-group-rule/*", "arn:aws:ec2:*:111122223333:security-group/*"],
        [inRegion],
      ),
      declare(
        ["ec2:CreateTags"],
        ["arn:aws:ec2:*:111122223333:security-group-rule/*"],
        [
          { test: "StringEquals", variable: "ec2:CreateAction", values: ["AuthorizeSecurityGroupIngress"] },
          inRegion,
        ],
      ),
      declare(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [findings]),
      declare(["dynamodb:Query"], [settings]),
      declare(["sqs:SendMessage"], [functionDeadLetters]),
    ]);
  });
});

describe("sweep", () => {
  it("reads the account, writes findings, hands out work, and changes nothing else", () => {
    const role = roles(dev).get("snapback-dev-sweep");
    const own = (role?.statements ?? []).filter(({ conditions }) => conditions === undefined);
    expect(own).toEqual([
      { ...logs("sweep"), principal: undefined, conditions: undefined },
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], [findings]),
      allow(["dynamodb:Query"], [settings]),
      allow(["events:PutEvents"], [bus]),
      allow(["sqs:SendMessage"], [functionDeadLetters]),
    ]);
    const reads = (role?.statements ?? [])
      .filter((statement) => !own.includes(statement))
      .flatMap(({ actions }) => actions.map((action) => action.split(":")[1] ?? ""));
    expect(reads.length).toBeGreaterThan(20);
    for (const read of reads) expect(read).toMatch(/^(BatchGet|Describe|Get|List)/);
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
  it("writes what became of notices, mails them, reads who asked for a test, and nothing else", () => {
    const role = roles(dev).get("snapback-dev-notify");
    expect(role?.trust).toMatchObject([lambda]);
    expect(role?.managed).toEqual([]);
    expect(role?.statements).toEqual([
      { ...logs("notify"), principal: undefined, conditions: undefined },
      allow(["dynamodb:GetItem", "dynamodb:PutItem"], [findings]),
      allow(["dynamodb:Query"], [`${findings}/index/gsi5`]),
      allow(["dynamodb:GetItem"], [settings]),
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
      allow(["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"], [findings]),
      allow(
        ["dynamodb:Query"],
        [1, 2, 6].map((index) => `${findings}/index/gsi${index}`),
      ),
      allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [settings]),
      allow(["dynamodb:Query"], [`${settings}/index/gsi1`]),
      allow(["events:PutEvents"], [bus]),
    ]);
  });
});

/** As it is declared, in SST's form. */
function declare(actions: string[], resources: string[], conditions?: object[]) {
  return { actions, resources, ...(conditions && { conditions }) };
}

function allow(actions: string[], resources: string[], conditions?: readonly object[]) {
  return { effect: "Allow", actions, resources, principal: undefined, conditions };
}
