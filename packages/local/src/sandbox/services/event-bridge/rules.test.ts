import { EventBridge } from "@aws-sdk/client-eventbridge";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const pattern = {
  source: ["aws.ec2"],
  detail: { eventName: ["RevokeSecurityGroupIngress"], errorCode: [{ exists: false }] },
};
const topic = "arn:aws:sns:us-east-1:111122223333:events";
const dead = "arn:aws:sqs:us-east-1:111122223333:dead";
const rule = (bus: string, name: string) => ({
  bus,
  name,
  pattern,
  targets: [{ id: "topic", arn: topic, deadLetterArn: dead }],
});
const stack = {
  trail: "management",
  rules: [
    rule("default", "app-ec2"),
    rule("default", "app-iam"),
    rule("default", "other"),
    rule("app", "app-respond"),
  ],
};

async function openRules(options: Parameters<typeof openTestSandbox>[0] = {}) {
  const opened = await openTestSandbox({ stack, ...options });
  const events = opened.sdk(EventBridge);
  const enabled = (bus: string) => opened.sandbox.routes.rules(bus).map(({ name }) => name);
  return { ...opened, events, enabled };
}

describe("rules", () => {
  test("are listed by bus and prefix, page by page", async () => {
    const { events } = await openRules();
    const names = async (input: Parameters<typeof events.listRules>[0]) => {
      const { Rules = [], NextToken } = await events.listRules(input ?? {});
      return { names: Rules.map(({ Name }) => Name), NextToken };
    };
    expect(await names({})).toEqual({ names: ["app-ec2", "app-iam", "other"], NextToken: undefined });
    const first = await names({ NamePrefix: "app-", Limit: 1 });
    expect(first.names).toEqual(["app-ec2"]);
    expect(await names({ NamePrefix: "app-", Limit: 1, NextToken: first.NextToken })).toEqual({
      names: ["app-iam"],
      NextToken: undefined,
    });
    expect((await names({ EventBusName: "app" })).names).toEqual(["app-respond"]);
    expect(
      (await names({ EventBusName: "arn:aws:events:us-east-1:111122223333:event-bus/app" })).names,
    ).toEqual(["app-respond"]);
  });

  test("are of one region", async () => {
    const { sdk } = await openRules();
    expect((await sdk(EventBridge, "eu-west-1").listRules({})).Rules).toEqual([]);
  });

  test("are described with pattern, state and targets", async () => {
    const { events } = await openRules();
    const described = await events.describeRule({ Name: "app-ec2" });
    expect(described).toMatchObject({
      Name: "app-ec2",
      Arn: "arn:aws:events:us-east-1:111122223333:rule/app-ec2",
      State: "ENABLED",
      EventBusName: "default",
    });
    expect(JSON.parse(described.EventPattern ?? "")).toEqual(pattern);
    const onBus = await events.describeRule({ Name: "app-respond", EventBusName: "app" });
    expect(onBus.Arn).toBe("arn:aws:events:us-east-1:111122223333:rule/app/app-respond");
    const { Targets } = await events.listTargetsByRule({ Rule: "app-ec2" });
    expect(Targets).toEqual([{ Id: "topic", Arn: topic, DeadLetterConfig: { Arn: dead } }]);
  });

  test.each([
    ["a rule that isn't there", { Name: "none" }, /Rule none does not exist on EventBus default/],
    ["a rule of another bus", { Name: "app-respond" }, /does not exist on EventBus default/],
    ["a bus that isn't there", { Name: "app-ec2", EventBusName: "none" }, /Event bus none does not exist/],
  ])("%s is not found", async (_, input, message) => {
    const { events } = await openRules();
    const refused = { name: "ResourceNotFoundException", message: expect.stringMatching(message) };
    expect(await refusal(events.describeRule(input))).toMatchObject(refused);
    expect(await refusal(events.disableRule(input))).toMatchObject(refused);
  });

  test("a token that nobody gave out is refused", async () => {
    const { events } = await openRules();
    expect(await refusal(events.listRules({ NextToken: "x" }))).toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("a rule that is disabled", () => {
  test("routes nothing until it is enabled again, and CloudTrail has both", async () => {
    const { events, enabled, records } = await openRules();
    await events.disableRule({ Name: "app-ec2" });
    expect(enabled("default")).toEqual(["app-iam", "other"]);
    expect(await events.describeRule({ Name: "app-ec2" })).toMatchObject({ State: "DISABLED" });
    await events.enableRule({ Name: "app-ec2", EventBusName: "default" });
    expect(enabled("default")).toEqual(["app-ec2", "app-iam", "other"]);
    expect(records).toMatchObject([
      {
        eventSource: "events.amazonaws.com",
        eventName: "DisableRule",
        requestParameters: { name: "app-ec2" },
        responseElements: null,
        readOnly: false,
      },
      { eventName: "EnableRule", requestParameters: { name: "app-ec2", eventBusName: "default" } },
    ]);
  });

  test("stays so after a restart, and after a deploy that changes its pattern", async () => {
    const storage = await openStorage(undefined);
    const before = await openRules({ storage });
    await before.events.disableRule({ Name: "app-ec2" });
    await before.sandbox.close();
    const changed = { ...rule("default", "app-ec2"), pattern: { source: ["aws.ec2"] } };
    const { events, enabled } = await openRules({ storage, stack: { ...stack, rules: [changed] } });
    expect(await events.describeRule({ Name: "app-ec2" })).toMatchObject({
      State: "DISABLED",
      EventPattern: '{"source":["aws.ec2"]}',
    });
    expect(enabled("default")).toEqual([]);
  });
});

describe("a rule that is put", () => {
  test("has another pattern and the targets that it had", async () => {
    const { events, sandbox, records } = await openRules();
    await events.disableRule({ Name: "app-ec2" });
    const EventPattern = '{"source":[{"prefix":"aws."}]}';
    const { RuleArn } = await events.putRule({ Name: "app-ec2", EventPattern });
    expect(sandbox.routes.rules("default")[0]).toMatchObject({
      name: "app-ec2",
      pattern: { source: [{ prefix: "aws." }] },
      targets: [{ arn: topic }],
    });
    expect(records.at(-1)).toMatchObject({
      eventName: "PutRule",
      requestParameters: { name: "app-ec2", eventPattern: EventPattern },
      responseElements: { ruleArn: RuleArn },
    });
  });

  test("has no targets where it is new", async () => {
    const { events, sandbox } = await openRules();
    await events.putRule({
      Name: "new",
      EventPattern: '{"source":["x"]}',
      EventBusName: "app",
      State: "DISABLED",
    });
    expect(await events.listTargetsByRule({ Rule: "new", EventBusName: "app" })).toMatchObject({
      Targets: [],
    });
    expect(sandbox.routes.rules("app").map((each) => each.name)).toEqual(["app-respond"]);
  });

  test.each([
    ["no JSON", "{", /not JSON/],
    ["a matcher that the sandbox doesn't know", '{"a":[{"anything-but":"b"}]}', /the sandbox knows/],
    ["a value outside of a list", '{"a":"b"}', /the sandbox knows/],
  ])("with %s is refused", async (_, EventPattern, message) => {
    const { events } = await openRules();
    expect(await refusal(events.putRule({ Name: "app-ec2", EventPattern }))).toMatchObject({
      name: "InvalidEventPatternException",
      message: expect.stringMatching(message),
    });
    expect(JSON.parse((await events.describeRule({ Name: "app-ec2" })).EventPattern ?? "")).toEqual(pattern);
  });
});
