import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./lambda-permission-public.ts";

const judged = judgedBy(detection, "lambda.amazonaws.com");
const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:job`;
const everyone = {
  Sid: "backdoor",
  Effect: "Allow",
  Principal: "*",
  Action: "lambda:InvokeFunction",
  Resource: arn,
};
/** A record with this statement in its answer. */
const added = (statement: unknown, request: Record<string, unknown> = {}) => ({
  requestParameters: {
    functionName: "job",
    statementId: "backdoor",
    action: "lambda:InvokeFunction",
    principal: "*",
    ...request,
  },
  responseElements: { statement: typeof statement === "object" ? JSON.stringify(statement) : statement },
});
const add = (statement: unknown, request?: Record<string, unknown>) =>
  judged("AddPermission20150331v2", added(statement, request));
const service = (name: string, Condition?: JsonObject) => ({
  ...everyone,
  Principal: { Service: name },
  Condition,
});
const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });

describe("a permission that is added to a function", () => {
  it("is found where it is for everyone", () => {
    expect(add(everyone)).toEqual({
      ...shownNothing,
      violations: [
        {
          resource: { arn, type: "AWS::Lambda::Function", id: "job" },
          fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/),
          summary: "function job: anyone may lambda:InvokeFunction",
          severity: "high",
          evidence: {
            name: "job",
            qualifier: undefined,
            statementId: "backdoor",
            offence: add(everyone).violations[0]?.fingerprint,
          },
        },
      ],
    });
  });

  it.each([
    ["spelled out", add({ ...everyone, Principal: { AWS: "*" } })],
    ["under another id", add({ ...everyone, Sid: "x" })],
    ["of a function named by its ARN", add(everyone, { functionName: arn })],
    ["of a function named by a part of its ARN", add(everyone, { functionName: `${ACCOUNT}:function:job` })],
    ["of the latest version, by name", add(everyone, { functionName: "job:$LATEST" })],
    ["in the API's first version", judged("AddPermission20150331", added(everyone))],
    [
      "as an object",
      judged("AddPermission20150331v2", { ...added(""), responseElements: { statement: everyone } }),
    ],
  ])("is the same for everyone %s", (_how, { violations }) => {
    expect(violations).toMatchObject([
      { resource: { arn }, fingerprint: add(everyone).violations[0]?.fingerprint },
    ]);
  });

  it.each([
    ["in its name", { functionName: "job:live" }],
    ["beside it", { qualifier: "live" }],
    ["in its ARN", { functionName: `${arn}:live` }],
  ])("is another resource's with an alias %s", (_where, request) => {
    expect(add({ ...everyone, Resource: `${arn}:live` }, request).violations).toMatchObject([
      { resource: { arn: `${arn}:live`, id: "job:live" }, evidence: { name: "job", qualifier: "live" } },
    ]);
  });

  it.each([
    ["the function's address asks nobody", equals("lambda:FunctionUrlAuthType", "NONE")],
    ["it is by the function's address", { Bool: { "lambda:InvokedViaFunctionUrl": "true" } }],
  ])("is for everyone, without a doubt, where %s", (_what, Condition) => {
    expect(add({ ...everyone, Condition }).violations).toMatchObject([
      { severity: "high", summary: expect.stringMatching(/keep nobody out/) },
    ]);
  });

  it.each([
    ["without a condition", service("s3.amazonaws.com")],
    [
      "for a resource of whichever account",
      service("events.amazonaws.com", { ArnLike: { "AWS:SourceArn": "*" } }),
    ],
    ["for whichever skill", service("alexa-appkit.amazon.com")],
  ])("is found where it is for a service %s", (_how, statement) => {
    expect(add(statement).violations).toMatchObject([
      { severity: "medium", summary: expect.stringMatching(/on behalf of any account/) },
    ]);
  });

  it.each([
    ["everyone of an organization", { ...everyone, Condition: equals("aws:PrincipalOrgID", "o-a1b2c3d4e5") }],
    ["an account", { ...everyone, Principal: { AWS: "arn:aws:iam::999999999999:root" } }],
    ["a service for one account", service("s3.amazonaws.com", equals("AWS:SourceAccount", ACCOUNT))],
    [
      "a service for one bucket",
      service("s3.amazonaws.com", { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::a" } }),
    ],
    ["one skill", service("alexa-appkit.amazon.com", equals("lambda:EventSourceToken", "amzn1.ask.skill.1"))],
  ])("is none where it is for %s", (_whom, statement) => {
    expect(add(statement)).toEqual(shownNothing);
  });

  it("is none of a service that may", () => {
    const may = judgedBy(detection, "lambda.amazonaws.com", { services: ["s3.amazonaws.com"] });
    const violations = (name: string) => may("AddPermission20150331v2", added(service(name))).violations;
    expect(violations("s3.amazonaws.com")).toEqual([]);
    expect(violations("sns.amazonaws.com")).toHaveLength(1);
  });

  it.each([
    ["a call that failed", "AddPermission20150331v2", { ...added(everyone), errorCode: "AccessDenied" }],
    ["the inverse call", "RemovePermission20150331v2", added(everyone)],
    ["a layer's permission", "AddLayerVersionPermission20181031", added(everyone)],
    [
      "another account's function",
      "AddPermission20150331v2",
      added(everyone, { functionName: arn.replace(ACCOUNT, "999999999999") }),
    ],
    [
      "another region's function",
      "AddPermission20150331v2",
      added(everyone, { functionName: arn.replace("us-east-1", "eu-west-1") }),
    ],
    ["no function's name", "AddPermission20150331v2", added(everyone, { functionName: "a b" })],
    ["nothing", "AddPermission20150331v2", { requestParameters: null }],
  ])("is none by %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("is none by another service's call of the same name", () => {
    expect(judgedBy(detection, "sns.amazonaws.com")("AddPermission", added(everyone))).toEqual(shownNothing);
  });

  it.each([
    ["left out", undefined],
    ["no JSON", "{"],
    ["no statement", '"x"'],
    ["a number", 7],
  ])("is asked for where the record has it %s", (_how, statement) => {
    expect(add(statement)).toMatchObject({
      violations: [],
      suspicions: [{ ask: { name: "job", account: ACCOUNT, statementId: "backdoor" } }],
    });
  });
});

describe("in the live account", () => {
  let aws: S3Account;
  const Invoke = { FunctionName: "job", Action: "lambda:InvokeFunction" };
  const permit = (StatementId: string, more: JsonObject) =>
    aws.send("AddPermission", { ...Invoke, StatementId, ...more }, { service: "lambda" });
  const policyNow = async (Qualifier?: string) => {
    const { Policy = "" } = await (await aws.live.client("lambda")).GetPolicy({
      FunctionName: "job",
      Qualifier,
    });
    return Policy;
  };
  beforeAll(async () => {
    aws = await openS3Account();
    const inIam = { service: "iam" };
    const trust = {
      Statement: {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    };
    await aws.send("CreateRole", { RoleName: "job", AssumeRolePolicyDocument: JSON.stringify(trust) }, inIam);
    for (const FunctionName of ["job", "other"])
      await aws.send(
        "CreateFunction",
        {
          FunctionName,
          Role: `arn:aws:iam::${ACCOUNT}:role/job`,
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Code: { ZipFile: "code" },
          Publish: true,
          Tags: { Team: "a" },
        },
        { service: "lambda" },
      );
  });
  afterAll(() => aws.close());

  it("is taken away under whatever ids, and nothing else is; and added again as it was", async () => {
    await permit("own", { Principal: ACCOUNT });
    await permit("twin", { Principal: "*", FunctionUrlAuthType: "NONE" });
    await permit("open", { Principal: "*", FunctionUrlAuthType: "NONE" });
    const found = await aws.one(detection);
    const before = await policyNow();
    const { plan, state } = await aws.inspect(detection, found);
    expect(state).toEqual({ statements: [expect.stringMatching(/open/), expect.stringMatching(/twin/)] });
    expect(plan?.confirm).toBeUndefined();
    expect(plan?.undo.map(({ undoes }) => undoes)).toEqual([0, 1]);
    await aws.run(plan?.steps);
    expect(await policyNow()).toMatch(/own/);
    expect(await policyNow()).not.toMatch(/twin|open/);
    expect(await aws.inspect(detection, found)).toEqual({ state: { statements: [] } });
    await aws.run(plan?.undo);
    expect(await policyNow()).toBe(before);
    expect(await aws.sweep(detection)).toMatchObject([
      { resource: arn, violations: [{ fingerprint: found.fingerprint }] },
      { resource: arn.replace("job", "other"), violations: [] },
    ]);
    await aws.run(plan?.steps);
  });

  it.each<[string, JsonObject]>([
    ["a source", { Principal: "events.amazonaws.com", SourceArn: "arn:aws:events:us-east-1:*:rule/a" }],
    ["a token", { Principal: "*", EventSourceToken: "token" }],
    [
      "the function's address",
      { Principal: "*", FunctionUrlAuthType: "AWS_IAM", InvokedViaFunctionUrl: true },
    ],
    ["anything but the function's address", { Principal: "*", InvokedViaFunctionUrl: false }],
  ])("is added again with its condition on %s", async (_what, more) => {
    await permit("bound", more);
    const before = await policyNow();
    const { plan } = await aws.inspect(detection, await aws.one(detection));
    await aws.run(plan?.steps);
    await aws.run(plan?.undo);
    expect(await policyNow()).toBe(before);
    await aws.run(plan?.steps);
  });

  it("is confirmed by a person where a service may rely on it", async () => {
    await permit("bucket", { Principal: "s3.amazonaws.com" });
    const { plan } = await aws.inspect(detection, await aws.one(detection));
    expect(plan?.confirm).toMatch(/s3.amazonaws.com may lambda:InvokeFunction on behalf of any account/);
    const may = { parameters: { services: ["s3.amazonaws.com"] } };
    expect((await aws.inspect(detection, { ...(await aws.one(detection)) }, may)).plan).toBeUndefined();
    await aws.run(plan?.steps);
  });

  it("of one version is none of the function's", async () => {
    await permit("version", { Principal: "*", Qualifier: "1" });
    const found = await aws.one(detection);
    expect(found.resource.id).toBe("job:1");
    const { plan } = await aws.inspect(detection, found);
    await aws.run(plan?.steps);
    await expect(policyNow("1")).rejects.toThrow("does not exist");
    await aws.run(plan?.undo);
    expect(await policyNow("1")).toMatch(/version/);
    expect(await detection.response?.tags?.(found.resource, aws.live)).toEqual({ Team: "a" });
  });

  it("is looked for by its id where the record does not show it", async () => {
    await permit("asked", { Principal: "*" });
    await permit("same", { Principal: "*" });
    const ask = (statementId: string | undefined) =>
      detection.assess({ name: "job", account: ACCOUNT, statementId }, aws.live, {});
    expect(await ask("asked")).toMatchObject([{ evidence: { statementId: "asked" } }]);
    expect(await ask("gone")).toEqual([]);
    expect(await ask(undefined)).toHaveLength(1);
  });
});
