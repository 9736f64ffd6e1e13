import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAnsweredAccount } from "../../../test/answered-account.ts";
import { start, sweep } from "../../../test/contract/running.ts";
import { openSandboxArena, type SandboxArena } from "../../../test/contract/sandbox-arena.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import { runStep } from "../../aws/account.ts";
import detection from "./snapback-tampered.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
type Fields = Record<string, unknown>;
const judge = (service: string, name: string, fields: Fields, parameters: unknown = {}) =>
  detection.detect(parsed(record(`${service}.amazonaws.com`, name, fields)), place, parameters);
const found = (service: string, name: string, requestParameters: Fields, more: Fields = {}) =>
  judge(service, name, { requestParameters, ...more }).violations.map(
    ({ resource, fingerprint }) => `${resource.arn} ${fingerprint}`,
  );
const of = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const topic = of("sns", "snapback-prod-events");
const queue = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/snapback-prod-events`;
const queueArn = of("sqs", "snapback-prod-events");
const name = "snapback-prod-detect";
const functionArn = of("lambda", `function:${name}`);
const role = `arn:aws:iam::${ACCOUNT}:role/${name}`;

describe("a call that changes a part of Snapback", () => {
  it.each<[string, string, Fields, string, Fields?]>([
    ["events", "DisableRule", { name: "snapback-prod-ec2" }, of("events", "rule/snapback-prod-ec2 disabled")],
    [
      "events",
      "DeleteRule",
      { name: "snapback-prod-detect", eventBusName: "snapback-prod" },
      of("events", "rule/snapback-prod/snapback-prod-detect deleted"),
    ],
    [
      "events",
      "RemoveTargets",
      { rule: "snapback-prod-ec2" },
      of("events", "rule/snapback-prod-ec2 targets-removed"),
    ],
    [
      "events",
      "PutRule",
      { name: "snapback-prod-ec2", state: "ENABLED" },
      of("events", "rule/snapback-prod-ec2 changed"),
    ],
    [
      "events",
      "PutRule",
      { name: "snapback-prod-ec2", state: "DISABLED" },
      of("events", "rule/snapback-prod-ec2 disabled"),
    ],
    ["events", "PutTargets", { rule: "snapback-prod-ec2" }, of("events", "rule/snapback-prod-ec2 changed")],
    ["events", "DeleteEventBus", { name: "snapback-prod" }, of("events", "event-bus/snapback-prod deleted")],
    // A rule of somebody else's on Snapback's own bus listens in on it.
    [
      "events",
      "PutRule",
      { name: "mine", eventBusName: of("events", "event-bus/snapback-prod") },
      of("events", "rule/snapback-prod/mine changed"),
    ],
    ["sns", "DeleteTopic", { topicArn: topic }, `${topic} deleted`],
    ["sns", "Unsubscribe", { subscriptionArn: `${topic}:1234` }, `${topic}:1234 deleted`],
    ["sns", "SetTopicAttributes", { topicArn: topic, attributeName: "Policy" }, `${topic} changed`],
    ["sns", "SetSubscriptionAttributes", { subscriptionArn: `${topic}:1234` }, `${topic}:1234 changed`],
    ["sns", "RemovePermission", { topicArn: topic, label: "events" }, `${topic} changed`],
    ["sqs", "RemovePermission", { queueUrl: queue, label: "events" }, `${queueArn} changed`],
    ["lambda", "RemovePermission20150331v2", { functionName: name }, `${functionArn} changed`],
    ["sqs", "DeleteQueue", { queueUrl: queue }, `${queueArn} deleted`],
    ["sqs", "PurgeQueue", { queueUrl: queue }, `${queueArn} purged`],
    ["sqs", "SetQueueAttributes", { queueUrl: queue, attributes: {} }, `${queueArn} changed`],
    ["lambda", "DeleteFunction20150331", { functionName: name }, `${functionArn} deleted`],
    ["lambda", "DeleteFunction20150331", { functionName: `${functionArn}:live` }, `${functionArn} deleted`],
    [
      "lambda",
      "DeleteFunction20150331",
      { functionName: `${ACCOUNT}:function:${name}` },
      `${functionArn} deleted`,
    ],
    [
      "lambda",
      "PutFunctionConcurrency20171031",
      { functionName: name, reservedConcurrentExecutions: 0 },
      `${functionArn} throttled`,
    ],
    ["lambda", "UpdateFunctionCode20150331v2", { functionName: name, dryRun: false }, `${functionArn} code`],
    ["lambda", "UpdateFunctionConfiguration20150331v2", { functionName: name }, `${functionArn} changed`],
    [
      "lambda",
      "UpdateEventSourceMapping20150331",
      { uUID: "1", enabled: false },
      `${functionArn} changed`,
      { responseElements: { functionArn } },
    ],
    [
      "lambda",
      "DeleteEventSourceMapping20150331",
      { uUID: "1" },
      `${functionArn} targets-removed`,
      { responseElements: { functionArn } },
    ],
    [
      "lambda",
      "UpdateEventSourceMapping20150331",
      { uUID: "1", functionName: "drain" },
      `${queueArn} changed`,
      { responseElements: { functionArn: of("lambda", "function:drain"), eventSourceArn: queueArn } },
    ],
    [
      "dynamodb",
      "PutResourcePolicy",
      { resourceArn: of("dynamodb", "table/snapback-prod-findings"), policy: "{}" },
      of("dynamodb", "table/snapback-prod-findings changed"),
    ],
    [
      "dynamodb",
      "DeleteTable",
      { tableName: "snapback-prod-findings" },
      of("dynamodb", "table/snapback-prod-findings deleted"),
    ],
    [
      "dynamodb",
      "UpdateTable",
      { tableName: of("dynamodb", "table/snapback-prod-findings"), deletionProtectionEnabled: false },
      of("dynamodb", "table/snapback-prod-findings unprotected"),
    ],
    ["iam", "PutRolePolicy", { roleName: name, policyName: "x" }, `${role} rights`],
    ["iam", "DetachRolePolicy", { roleName: name }, `${role} rights`],
    ["iam", "PutRolePermissionsBoundary", { roleName: name }, `${role} rights`],
    [
      "monitoring",
      "DeleteAlarms",
      { alarmNames: ["orders", 1, "snapback-prod-heartbeat"] },
      of("cloudwatch", "alarm:snapback-prod-heartbeat deleted"),
    ],
    [
      "monitoring",
      "PutMetricAlarm",
      { alarmName: "snapback-prod-heartbeat" },
      of("cloudwatch", "alarm:snapback-prod-heartbeat changed"),
    ],
    ["iam", "UpdateAssumeRolePolicy", { roleName: name }, `${role} trust`],
    ["iam", "DeleteRole", { roleName: name }, `${role} deleted`],
    [
      "scheduler",
      "DeleteSchedule",
      { name: "snapback-prod-sweep" },
      of("scheduler", "schedule/default/snapback-prod-sweep deleted"),
    ],
    [
      "scheduler",
      "UpdateSchedule",
      { name: "snapback-prod-sweep", groupName: "own", state: "DISABLED" },
      of("scheduler", "schedule/own/snapback-prod-sweep disabled"),
    ],
    [
      "logs",
      "DeleteLogGroup",
      { logGroupName: `/aws/lambda/${name}` },
      of("logs", `log-group:/aws/lambda/${name} deleted`),
    ],
  ])("%s %s %j", (service, event, request, expected, more = {}) => {
    expect(found(service, event, request, more)).toEqual([expected]);
    expect(found(service, event, request, { ...more, errorCode: "AccessDenied" })).toEqual([]);
  });

  it("says in one line what it did", () => {
    const requestParameters = { name: "snapback-prod-ec2" };
    expect(judge("events", "DisableRule", { requestParameters }).violations).toEqual([
      {
        resource: {
          arn: of("events", "rule/snapback-prod-ec2"),
          type: "AWS::Events::Rule",
          id: "snapback-prod-ec2",
        },
        fingerprint: "disabled",
        summary:
          "Snapback's own Events Rule snapback-prod-ec2 was disabled: what should come by it reaches nobody",
        severity: "critical",
        evidence: { type: "AWS::Events::Rule", name: "snapback-prod-ec2", what: "disabled" },
      },
    ]);
  });
});

describe("a call that doesn't", () => {
  it.each<[string, string, Fields]>([
    ["events", "DisableRule", { name: "prod-ec2" }],
    ["events", "DisableRule", { name: "mine", eventBusName: "default" }],
    ["events", "DisableRule", { name: ["snapback-prod-ec2"] }],
    ["sns", "DeleteTopic", { topicArn: "snapback-prod-events" }],
    ["sns", "DeleteTopic", { topicArn: "a:b:c:d:e:snapback-prod-events" }],
    ["sqs", "PurgeQueue", { queueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders` }],
    ["lambda", "PutFunctionConcurrency20171031", { functionName: name, reservedConcurrentExecutions: 5 }],
    ["lambda", "UpdateFunctionCode20150331v2", { functionName: name, dryRun: true }],
    ["lambda", "DeleteFunction20150331", { functionName: "orders-snapback-prod" }],
    ["dynamodb", "UpdateTable", { tableName: "snapback-prod-findings", billingMode: "PAY_PER_REQUEST" }],
    ["iam", "DeleteRole", {}],
    ["monitoring", "DeleteAlarms", { alarmNames: ["orders"] }],
    ["monitoring", "DeleteAlarms", { alarmNames: "snapback-prod-heartbeat" }],
    ["logs", "DeleteLogGroup", { logGroupName: "/aws/lambda/orders" }],
  ])("%s %s %j", (service, event, request) => expect(found(service, event, request)).toEqual([]));

  it("is known by its service, too", () => {
    expect(found("iot", "DeleteRule", { name: "snapback-prod-ec2" })).toEqual([]);
  });
});

describe("the parameters", () => {
  const requestParameters = { name: "guard-prod-ec2" };
  it("say what Snapback's parts are called", () => {
    expect(judge("events", "DisableRule", { requestParameters }).violations).toEqual([]);
    expect(
      judge("events", "DisableRule", { requestParameters }, { prefix: "guard-" }).violations,
    ).toHaveLength(1);
  });

  it("say who deploys, as a user or as the role of a session", () => {
    const deployers = [`arn:aws:iam::${ACCOUNT}:role/deploy-*`, `arn:aws:iam::${ACCOUNT}:user/ci`];
    const by = (userIdentity: Fields) =>
      judge(
        "events",
        "DisableRule",
        { requestParameters: { name: "snapback-prod-ec2" }, userIdentity },
        { deployers },
      ).violations.length;
    const session = (roleName: string) => ({
      type: "AssumedRole",
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/me`,
      sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/${roleName}` } },
    });
    expect(by({ type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/ci` })).toBe(0);
    expect(by({ type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/cicely` })).toBe(1);
    expect(by(session("deploy-prod"))).toBe(0);
    expect(by(session("admin"))).toBe(1);
    expect(by({})).toBe(1);
  });
});

describe("in the live account", () => {
  let arena: SandboxArena;
  beforeAll(async () => {
    arena = await openSandboxArena();
    await arena.send("iam", "CreateRole", {
      RoleName: "detect",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
    });
    for (const FunctionName of [name, "orders"])
      await arena.send("lambda", "CreateFunction", {
        FunctionName,
        PackageType: "Image",
        Code: { ImageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/any:latest` },
        Role: `arn:aws:iam::${ACCOUNT}:role/detect`,
      });
    const EventPattern = JSON.stringify({ source: ["aws.ec2"] });
    for (const Name of ["snapback-prod-ec2", "orders"])
      await arena.send("events", "PutRule", { Name, EventPattern });
  });
  afterAll(() => arena.close());

  const only = (service: string, event: string, requestParameters: Fields) => {
    const [violation] = judge(service, event, { requestParameters }).violations;
    if (!violation) throw new Error("there is one");
    return violation;
  };
  async function proven(running: ReturnType<typeof start>, violation: ReturnType<typeof only>) {
    const before = await running.inspect(violation);
    const { plan } = before;
    if (!plan) throw new Error(before.stuck ?? "nothing is wrong");
    const key = `${violation.resource.arn} ${violation.fingerprint}`;
    expect(await sweep(running)).toEqual([key]);
    for (const step of plan.steps) await runStep(arena.live, step);
    expect((await running.inspect(violation)).plan).toBeUndefined();
    expect(await sweep(running)).toEqual([]);
    for (const step of plan.undo) await runStep(arena.live, step);
    expect(await running.inspect(violation)).toEqual(before);
    for (const step of plan.steps) await runStep(arena.live, step);
    return plan;
  }

  it("enables a rule again, and the undo disables it", async () => {
    await arena.send("events", "DisableRule", { Name: "orders" });
    await arena.send("events", "DisableRule", { Name: "snapback-prod-ec2" });
    const disabled = only("events", "DisableRule", { name: "snapback-prod-ec2" });
    const plan = await proven(start(detection, arena), disabled);
    expect(plan.steps.map(({ input }) => input)).toEqual([{ Name: "snapback-prod-ec2" }]);
  });

  it("leaves a rule that is gone to the finding that says so", async () => {
    const looked = await start(detection, arena).inspect(
      only("events", "DisableRule", { name: "snapback-gone" }),
    );
    expect(looked).toEqual({ state: { gone: expect.stringContaining("does not exist") } });
  });

  const throttle = (FunctionName: string) =>
    arena.send("lambda", "PutFunctionConcurrency", { FunctionName, ReservedConcurrentExecutions: 0 });
  const throttled = only("lambda", "PutFunctionConcurrency20171031", {
    functionName: name,
    reservedConcurrentExecutions: 0,
  });

  it("lets a function run again as one of the account's, where it isn't known to have had more", async () => {
    await throttle("orders");
    await throttle(name);
    const plan = await proven(start(detection, arena), throttled);
    expect(plan.steps.map(({ operation }) => operation)).toEqual(["DeleteFunctionConcurrency"]);
    expect(plan.caveats).toHaveLength(1);
  });

  it("gives a function its own concurrency back, known from the call that gave it, or from a sweep", async () => {
    const request = { functionName: name, reservedConcurrentExecutions: 10 };
    const given = judge("lambda", "PutFunctionConcurrency20171031", { requestParameters: request }).baselines;
    const running = start(detection, arena);
    running.keep(given);
    await throttle(name);
    const plan = await proven(running, throttled);
    expect(plan.steps[0]?.input).toEqual({ FunctionName: name, ReservedConcurrentExecutions: 10 });
    expect(plan.caveats).toBeUndefined();

    const swept = start(detection, arena);
    expect(await sweep(swept)).toEqual([]);
    expect(await swept.baseline(functionArn, "reserved-concurrency")).toMatchObject({
      value: { ReservedConcurrentExecutions: 10 },
    });
  });

  it("keeps nothing of functions that aren't its own", () => {
    const requestParameters = { functionName: "orders", reservedConcurrentExecutions: 10 };
    const judged = judge("lambda", "PutFunctionConcurrency20171031", { requestParameters });
    expect(judged).toEqual({ violations: [], suspicions: [] });
  });

  it("leaves all else to a deploy", async () => {
    const running = start(detection, arena);
    for (const violation of [
      only("events", "DeleteRule", { name: "snapback-prod-ec2" }),
      only("lambda", "UpdateFunctionCode20150331v2", { functionName: name }),
      only("sns", "DeleteTopic", { topicArn: topic }),
    ])
      expect(await running.inspect(violation)).toEqual({
        state: { part: violation.resource.id, was: violation.fingerprint },
        stuck: expect.stringContaining("npx sst deploy"),
      });
  });
});

describe("a bus of Snapback's own", () => {
  it("is swept whole, whatever its rules are called", async () => {
    const aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "ListEventBuses") return { EventBuses: [{ Name: "snapback-prod" }] };
      if (call !== "ListRules") return { Functions: [] };
      if (input.EventBusName === undefined) return { Rules: [] };
      return input.NextToken === undefined
        ? { Rules: [{ Name: "snapback-prod-detect", State: "ENABLED" }], NextToken: "more" }
        : { Rules: [{ Name: "respond", State: "DISABLED" }] };
    });
    expect(await aws.sweep(detection)).toEqual([`${of("events", "rule/snapback-prod/respond")} disabled`]);
    expect(aws.calls.find(({ call }) => call === "ListRules")?.input).toEqual({ NamePrefix: "snapback-" });
    await aws.close();
  });
});
