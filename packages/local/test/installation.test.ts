import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { SSM } from "@aws-sdk/client-ssm";
import { Deployment, logGroupName, queueNames } from "@snapback/core/deployment/deployment";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { authorizeRecord } from "../../core/test/records.ts";
import type { LaptopOptions } from "../src/laptop.ts";
import { forTopic, testLaptop } from "./test-laptop.ts";

const everyone = { CidrIp: "0.0.0.0/0" };
const stage = "laptop";

/** A laptop, and the SDK's clients with which somebody looks its installation over. */
async function installation(options: Partial<LaptopOptions> = {}) {
  const laptop = await testLaptop(options);
  const credentials = { accessKeyId: "AKIADOCTOR", secretAccessKey: "any" };
  const config = { endpoint: laptop.aws.url, region: laptop.aws.region, credentials };
  const sqs = new SQS(config);
  const ssm = new SSM(config);
  const deployment = async () => {
    const { Parameter } = await ssm.getParameter({ Name: "/snapback/laptop/deployment" });
    return Deployment.parse(JSON.parse(Parameter?.Value ?? ""));
  };
  const depth = async (name: keyof typeof queueNames) => {
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: queueNames[name](stage) });
    const { Attributes } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages"],
    });
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  return {
    ...laptop,
    deployment,
    depth,
    cloudtrail: new CloudTrail(config),
    dynamodb: new DynamoDB(config),
    events: new EventBridge(config),
    iam: new IAM(config),
    logs: new CloudWatchLogs(config),
    sns: new SNS(config),
    sqs,
    ssm,
  };
}

const TopicArn = "arn:aws:sns:us-east-1:111122223333:snapback-laptop-events";

describe("the laptop's installation", () => {
  it("says of itself what a deployed stage does", async () => {
    const laptop = await installation({ site: "http://127.0.0.1:3001" });
    const deployment = await laptop.deployment();
    expect(deployment).toMatchObject({
      version: 1,
      stage,
      account: "111122223333",
      partition: "aws",
      home: "us-east-1",
      regions: ["us-east-1"],
      rules: [{ name: "snapback-laptop-ec2" }],
      testSecurityGroup: laptop.group,
      console: "http://127.0.0.1:3001",
      api: "http://127.0.0.1:3001/api",
    });
    expect(deployment.functions).toEqual([
      "detect",
      "respond-ec2",
      "reconcile",
      "notify",
      "sweep",
      "heartbeat",
      "api",
    ]);
  });

  it("has the parts that it names", async () => {
    const laptop = await installation();
    const { trail = "", rules, functions, findingsTable } = await laptop.deployment();
    expect(await laptop.cloudtrail.getTrailStatus({ Name: trail })).toMatchObject({ IsLogging: true });
    for (const { name } of rules) {
      expect(await laptop.events.describeRule({ Name: name })).toMatchObject({ State: "ENABLED" });
      expect(await laptop.events.listTargetsByRule({ Rule: name })).toMatchObject({
        Targets: [
          {
            Arn: TopicArn,
            DeadLetterConfig: {
              Arn: "arn:aws:sqs:us-east-1:111122223333:snapback-laptop-rule-dead-letters",
            },
          },
        ],
      });
    }
    for (const name of functions) {
      await laptop.iam.getRolePolicy({
        RoleName: `snapback-laptop-${name}`,
        PolicyName: `snapback-laptop-${name}`,
      });
    }
    const { logGroups = [] } = await laptop.logs.describeLogGroups({
      logGroupNamePrefix: "/aws/lambda/snapback-laptop-",
    });
    expect(logGroups.map((group) => group.logGroupName)).toEqual(
      functions.map((name) => logGroupName(stage, name)).toSorted(),
    );
    const { Subscriptions } = await laptop.sns.listSubscriptionsByTopic({ TopicArn });
    expect(Subscriptions).toMatchObject([
      { Endpoint: "arn:aws:sqs:us-east-1:111122223333:snapback-laptop-events" },
    ]);
    expect(await laptop.dynamodb.describeTable({ TableName: findingsTable })).toMatchObject({
      Table: { TableStatus: "ACTIVE" },
    });
  });

  it("shows a finding in its table, and in the logs of the functions that dealt with it", async () => {
    const laptop = await installation();
    await laptop.open(everyone);
    await laptop.settled();
    const [finding] = await laptop.list();
    const { findingsTable } = await laptop.deployment();
    const { Items = [] } = await laptop.dynamodb.scan({ TableName: findingsTable });
    expect(JSON.stringify(Items)).toContain(finding?.id);
    const said = async (name: string) => {
      const { events = [] } = await laptop.logs.filterLogEvents({
        logGroupName: logGroupName(stage, name),
        filterPattern: '{ $.message = "finding.opened" || $.message = "finding.remediated" }',
      });
      return events.map(({ message = "" }) => JSON.parse(message));
    };
    expect(await said("detect")).toMatchObject([
      { level: "INFO", message: "finding.opened", service: "snapback-detect", findingId: finding?.id },
    ]);
    expect(await said("respond-ec2")).toMatchObject([
      { message: "finding.remediated", findingId: finding?.id },
    ]);
    expect(await said("reconcile")).toEqual([]);
  });
});

describe("somebody blinds Snapback", () => {
  it("by disabling its rule: nothing is seen until it is enabled", async () => {
    const laptop = await installation();
    await laptop.events.disableRule({ Name: "snapback-laptop-ec2" });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
    expect(await laptop.ingress()).toHaveLength(1);
    await laptop.events.enableRule({ Name: "snapback-laptop-ec2" });
    await laptop.open({ ...everyone, FromPort: 23, ToPort: 23 });
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
  });

  it("by stopping the trail: nothing is seen until it logs", async () => {
    const laptop = await installation();
    const { trail: Name } = await laptop.deployment();
    await laptop.cloudtrail.stopLogging({ Name });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
    await laptop.cloudtrail.startLogging({ Name });
    await laptop.open({ ...everyone, FromPort: 23, ToPort: 23 });
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
  });

  it("by ending the subscription: nothing is seen until the queue is subscribed again", async () => {
    const laptop = await installation();
    const { Subscriptions = [] } = await laptop.sns.listSubscriptionsByTopic({ TopicArn });
    const { SubscriptionArn, Endpoint } = Subscriptions[0] ?? {};
    await laptop.sns.unsubscribe({ SubscriptionArn });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
    await laptop.sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint });
    await laptop.open({ ...everyone, FromPort: 23, ToPort: 23 });
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
  });

  it("by disabling the rule of respond: what is found stays open until the rule is enabled", async () => {
    let passed = 0;
    const laptop = await installation({ now: () => new Date(Date.now() + passed) });
    const rule = { Name: "snapback-laptop-respond-ec2", EventBusName: "snapback-laptop" };
    await laptop.events.disableRule(rule);
    await laptop.open(everyone);
    await vi.waitFor(async () => expect(await laptop.list()).toMatchObject([{ state: "open" }]));
    expect(await laptop.ingress()).toHaveLength(1);
    await laptop.events.enableRule(rule);
    // Until `reconcile` sends again what was lost.
    passed = 600_000;
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
  });

  it("and it stays blind when the laptop is started again", async () => {
    const data = await mkdtemp(join(tmpdir(), "installation-"));
    onTestFinished(() => rm(data, { recursive: true, force: true }));
    const before = await installation({ data });
    await before.events.disableRule({ Name: "snapback-laptop-ec2" });
    await before.close();
    const laptop = await installation({ data });
    expect(await laptop.events.describeRule({ Name: "snapback-laptop-ec2" })).toMatchObject({
      State: "DISABLED",
    });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
  });
});

describe("a message that somebody publishes to the topic", () => {
  it("is taken in like one of EventBridge's", async () => {
    const laptop = await installation();
    const record = authorizeRecord([{ cidr: "0.0.0.0/0" }], { recipientAccountId: "444455556666" });
    await laptop.sns.publish({ TopicArn, Message: forTopic(record) });
    await laptop.settled();
    // What it claims is looked at, and is not so.
    expect(await laptop.list()).toMatchObject([
      {
        state: "remediated",
        opened: { eventName: "AuthorizeSecurityGroupIngress" },
        safe: { by: "already" },
      },
    ]);
  });

  it("that nobody can handle is counted among the dead letters, from where it can be sent again", async () => {
    const laptop = await installation();
    expect(await laptop.depth("eventsDeadLetters")).toBe(0);
    await laptop.sns.publish({ TopicArn, Message: "hello" });
    await vi.waitFor(async () => expect(await laptop.depth("eventsDeadLetters")).toBe(1));
    for (const empty of ["subscriptionDeadLetters", "ruleDeadLetters", "functionDeadLetters"] as const)
      expect(await laptop.depth(empty)).toBe(0);
    const failures = () => laptop.lines.filter(({ message }) => message === "detect.message-failed").length;
    const before = failures();
    await laptop.sqs.startMessageMoveTask({
      SourceArn: "arn:aws:sqs:us-east-1:111122223333:snapback-laptop-events-dead-letters",
    });
    await vi.waitFor(async () => expect(await laptop.depth("eventsDeadLetters")).toBe(1));
    expect(failures()).toBe(2 * before);
  });
});
