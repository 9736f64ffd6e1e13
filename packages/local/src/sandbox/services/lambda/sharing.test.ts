import {
  AddLayerVersionPermissionCommand,
  type AddLayerVersionPermissionCommandInput,
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  GetLayerVersionPolicyCommand,
  GetPolicyCommand,
  type LambdaClient,
  ListFunctionUrlConfigsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  paginateListLayerVersions,
  RemoveLayerVersionPermissionCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { refusal } from "../../test-sandbox.ts";
import { create, openFunction, openLambda } from "./test-lambda.ts";

const arn = "arn:aws:lambda:us-east-1:111122223333:function:job";
const notFound = { name: "ResourceNotFoundException", status: 404 };

function statements(policy: string | undefined): unknown {
  const parsed: unknown = JSON.parse(policy ?? "null");
  return parsed;
}

describe("a function's policy", () => {
  const add = (lambda: LambdaClient, input: Partial<AddPermissionCommandInput> = {}) =>
    lambda.send(
      new AddPermissionCommand({
        FunctionName: "job",
        StatementId: "open",
        Action: "lambda:InvokeFunction",
        Principal: "*",
        ...input,
      }),
    );

  test("grows by statements, and is gone with the last", async () => {
    const { lambda, FunctionName, records } = await openFunction();
    const get = new GetPolicyCommand({ FunctionName });
    expect(await refusal(lambda.send(get))).toMatchObject(notFound);
    const { Statement } = await add(lambda);
    await add(lambda, {
      StatementId: "bucket",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::web",
      SourceAccount: "111122223333",
    });
    const open = {
      Sid: "open",
      Effect: "Allow",
      Principal: "*",
      Action: "lambda:InvokeFunction",
      Resource: arn,
    };
    const bucket = {
      ...open,
      Sid: "bucket",
      Principal: { Service: "s3.amazonaws.com" },
      Condition: {
        StringEquals: { "AWS:SourceAccount": "111122223333" },
        ArnLike: { "AWS:SourceArn": "arn:aws:s3:::web" },
      },
    };
    expect(JSON.parse(Statement ?? "")).toEqual(open);
    const { Policy } = await lambda.send(get);
    expect(statements(Policy)).toEqual({ Version: "2012-10-17", Id: "default", Statement: [open, bucket] });
    for (const StatementId of ["open", "bucket"]) {
      await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
    }
    expect(await refusal(lambda.send(get))).toMatchObject(notFound);
    expect(records).toMatchObject([
      {
        eventName: "AddPermission20150331v2",
        requestParameters: {
          functionName: "job",
          statementId: "open",
          action: "lambda:InvokeFunction",
          principal: "*",
        },
        responseElements: { statement: Statement },
      },
      { eventName: "AddPermission20150331v2" },
      {
        eventName: "RemovePermission20150331v2",
        requestParameters: { functionName: "job", statementId: "open" },
        responseElements: null,
      },
      { eventName: "RemovePermission20150331v2" },
    ]);
  });

  test.each([
    [{ Principal: "999999999999" }, { AWS: "arn:aws:iam::999999999999:root" }, undefined],
    [
      { Principal: "arn:aws:iam::999999999999:user/a" },
      { AWS: "arn:aws:iam::999999999999:user/a" },
      undefined,
    ],
    [{ PrincipalOrgID: "o-a1b2c3d4e5" }, "*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    [
      { Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE" as const },
      "*",
      { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
    ],
    [{ InvokedViaFunctionUrl: true }, "*", { Bool: { "lambda:InvokedViaFunctionUrl": "true" } }],
    [{ EventSourceToken: "skill" }, "*", { StringEquals: { "lambda:EventSourceToken": "skill" } }],
  ])("says of %o whom it means", async (input, Principal, Condition) => {
    const { lambda } = await openFunction();
    const { Statement } = await add(lambda, input);
    const parsed: unknown = JSON.parse(Statement ?? "");
    const { Action } = { Action: "lambda:InvokeFunction", ...input };
    expect(parsed).toEqual({
      Sid: "open",
      Effect: "Allow",
      Principal,
      Action,
      Resource: arn,
      ...(Condition && { Condition }),
    });
  });

  test("is another one for a version", async () => {
    const { lambda, FunctionName } = await openFunction({ Publish: true });
    await add(lambda, { Qualifier: "1" });
    expect(await refusal(lambda.send(new GetPolicyCommand({ FunctionName })))).toMatchObject(notFound);
    const ofVersion = await lambda.send(new GetPolicyCommand({ FunctionName, Qualifier: "1" }));
    expect(statements(ofVersion.Policy)).toMatchObject({ Statement: [{ Resource: `${arn}:1` }] });
    expect(await refusal(add(lambda, { Qualifier: "$LATEST" }))).toMatchObject({
      name: "InvalidParameterValueException",
    });
    const remove = { FunctionName, StatementId: "open" };
    expect(await refusal(lambda.send(new RemovePermissionCommand(remove)))).toMatchObject(notFound);
    await lambda.send(new RemovePermissionCommand({ ...remove, Qualifier: "1" }));
  });

  test("is not changed by who has seen another", async () => {
    const { lambda, FunctionName } = await openFunction();
    await add(lambda);
    const { RevisionId } = await lambda.send(new GetPolicyCommand({ FunctionName }));
    await add(lambda, { StatementId: "next", RevisionId });
    const stale = { name: "PreconditionFailedException", status: 412 };
    expect(await refusal(add(lambda, { StatementId: "third", RevisionId }))).toMatchObject(stale);
    const remove = new RemovePermissionCommand({ FunctionName, StatementId: "open", RevisionId });
    expect(await refusal(lambda.send(remove))).toMatchObject(stale);
  });

  test.each([
    ["a statement that is there", {}, "ResourceConflictException"],
    ["another function's", { FunctionName: "other" }, "ResourceNotFoundException"],
    ["an action of another service", { Action: "s3:GetObject" }, "ValidationException"],
    ["an account that is none", { SourceAccount: "1" }, "ValidationException"],
    ["an organization that is none", { PrincipalOrgID: "org" }, "ValidationException"],
    ["an id that is none", { StatementId: "a b" }, "ValidationException"],
  ])("does not take %s", async (_name, input, name) => {
    const { lambda } = await openFunction();
    await add(lambda);
    expect(await refusal(add(lambda, input))).toMatchObject({ name });
  });

  test("loses no statement by an id that isn't there", async () => {
    const { lambda, FunctionName } = await openFunction();
    await add(lambda);
    const remove = new RemovePermissionCommand({ FunctionName, StatementId: "other" });
    expect(await refusal(lambda.send(remove))).toMatchObject(notFound);
    expect(statements((await lambda.send(new GetPolicyCommand({ FunctionName }))).Policy)).toMatchObject({
      Statement: [{ Sid: "open" }],
    });
  });

  test("goes with the function, and its URL, too", async () => {
    const { lambda, FunctionName } = await openFunction({ Publish: true });
    await add(lambda);
    await add(lambda, { Qualifier: "1" });
    await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE" }));
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await lambda.send(create({ Publish: true }));
    for (const Qualifier of [undefined, "1"]) {
      const get = new GetPolicyCommand({ FunctionName, Qualifier });
      expect(await refusal(lambda.send(get))).toMatchObject(notFound);
    }
    const get = new GetFunctionUrlConfigCommand({ FunctionName });
    expect(await refusal(lambda.send(get))).toMatchObject(notFound);
  });
});

describe("a function's URL", () => {
  test("is made, opened, listed and taken away", async () => {
    const { lambda, FunctionName, records } = await openFunction();
    const get = new GetFunctionUrlConfigCommand({ FunctionName });
    const list = async () => {
      const answer = await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
      return answer.FunctionUrlConfigs;
    };
    expect(await refusal(lambda.send(get))).toMatchObject(notFound);
    expect(await list()).toEqual([]);
    const Cors = { AllowOrigins: ["https://example.com"], MaxAge: 60 };
    const made = { FunctionName, AuthType: "AWS_IAM", Cors } as const;
    const { FunctionUrl } = await lambda.send(new CreateFunctionUrlConfigCommand(made));
    expect(FunctionUrl).toMatch(/^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/);
    expect(await refusal(lambda.send(new CreateFunctionUrlConfigCommand(made)))).toMatchObject({
      name: "ResourceConflictException",
      status: 409,
    });
    await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE" }));
    const config = { FunctionUrl, FunctionArn: arn, AuthType: "NONE", Cors, InvokeMode: "BUFFERED" };
    expect(await lambda.send(get)).toMatchObject(config);
    await lambda.send(
      new UpdateFunctionUrlConfigCommand({ FunctionName, InvokeMode: "RESPONSE_STREAM", Cors: {} }),
    );
    expect(await list()).toMatchObject([
      { FunctionUrl, AuthType: "NONE", Cors: {}, InvokeMode: "RESPONSE_STREAM" },
    ]);
    await lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    expect(await refusal(lambda.send(get))).toMatchObject(notFound);
    expect(await refusal(lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName })))).toMatchObject(
      notFound,
    );
    expect(records.filter(({ errorCode }) => errorCode === undefined)).toMatchObject([
      {
        eventName: "CreateFunctionUrlConfig",
        requestParameters: { functionName: "job", authType: "AWS_IAM" },
        responseElements: { functionUrl: FunctionUrl, functionArn: arn, authType: "AWS_IAM" },
      },
      {
        eventName: "UpdateFunctionUrlConfig",
        requestParameters: { functionName: "job", authType: "NONE" },
        responseElements: { authType: "NONE" },
      },
      { eventName: "UpdateFunctionUrlConfig", requestParameters: { invokeMode: "RESPONSE_STREAM" } },
      { eventName: "DeleteFunctionUrlConfig", requestParameters: { functionName: "job" } },
    ]);
  });

  test("is the function's alone, not a version's", async () => {
    const { lambda, FunctionName } = await openFunction({ Publish: true });
    const make = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: "NONE", Qualifier: "1" });
    expect(await refusal(lambda.send(make))).toMatchObject({ name: "InvalidParameterValueException" });
  });
});

describe("layers", () => {
  const LayerName = "tools";
  const layer = "arn:aws:lambda:us-east-1:111122223333:layer:tools";
  const publish = (lambda: LambdaClient, input: { CompatibleRuntimes?: "nodejs22.x"[] } = {}) =>
    lambda.send(
      new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: Buffer.from("code") }, ...input }),
    );

  test("are published in versions, the newest of which is listed", async () => {
    const { lambda, records } = await openLambda();
    await publish(lambda, { CompatibleRuntimes: ["nodejs22.x"] });
    expect(await publish(lambda)).toMatchObject({
      LayerArn: layer,
      LayerVersionArn: `${layer}:2`,
      Version: 2,
      Content: { CodeSize: 4 },
    });
    const { Layers } = await lambda.send(new ListLayersCommand({}));
    expect(Layers).toMatchObject([{ LayerName, LayerArn: layer, LatestMatchingVersion: { Version: 2 } }]);
    const fitting = await lambda.send(new ListLayersCommand({ CompatibleRuntime: "nodejs22.x" }));
    expect(fitting.Layers).toMatchObject([{ LatestMatchingVersion: { Version: 1 } }]);
    const versions = await lambda.send(
      new ListLayerVersionsCommand({ LayerName, CompatibleArchitecture: "arm64" }),
    );
    expect(versions.LayerVersions).toEqual([]);
    const pages: unknown[] = [];
    for await (const { LayerVersions = [] } of paginateListLayerVersions(
      { client: lambda, pageSize: 1 },
      { LayerName: layer },
    )) {
      pages.push(LayerVersions.map(({ Version }) => Version));
    }
    expect(pages).toEqual([[2], [1]]);
    expect(records[1]).toMatchObject({
      eventName: "PublishLayerVersion20181031",
      requestParameters: { layerName: "tools", content: {} },
      responseElements: { layerVersionArn: `${layer}:2`, version: 2 },
    });
  });

  test("are shared by version", async () => {
    const { lambda, records } = await openLambda();
    await publish(lambda);
    await publish(lambda);
    records.length = 0;
    const share = (input: Partial<AddLayerVersionPermissionCommandInput> = {}) =>
      lambda.send(
        new AddLayerVersionPermissionCommand({
          LayerName,
          VersionNumber: 1,
          StatementId: "all",
          Action: "lambda:GetLayerVersion",
          Principal: "*",
          ...input,
        }),
      );
    const get = (VersionNumber: number) =>
      lambda.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber }));
    const { Statement } = await share();
    await share({ StatementId: "ours", OrganizationId: "o-a1b2c3d4e5" });
    await share({ StatementId: "one", Principal: "999999999999" });
    const all = {
      Sid: "all",
      Effect: "Allow",
      Principal: "*",
      Action: "lambda:GetLayerVersion",
      Resource: `${layer}:1`,
    };
    expect(statements((await get(1)).Policy)).toMatchObject({
      Statement: [
        all,
        { Sid: "ours", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
        { Sid: "one", Principal: { AWS: "arn:aws:iam::999999999999:root" } },
      ],
    });
    expect(await refusal(get(2))).toMatchObject(notFound);
    expect(await refusal(get(3))).toMatchObject(notFound);
    for (const [input, name] of [
      [{}, "ResourceConflictException"],
      [{ StatementId: "x", VersionNumber: 3 }, "ResourceNotFoundException"],
      [{ StatementId: "x", Principal: "s3.amazonaws.com" }, "ValidationException"],
      [
        { StatementId: "x", Principal: "999999999999", OrganizationId: "o-a1b2c3d4e5" },
        "ValidationException",
      ],
      [{ StatementId: "x", RevisionId: "old" }, "PreconditionFailedException"],
    ] as const) {
      expect(await refusal(share(input))).toMatchObject({ name });
    }
    const remove = { LayerName, VersionNumber: 1, StatementId: "all" };
    await lambda.send(new RemoveLayerVersionPermissionCommand(remove));
    expect(await refusal(lambda.send(new RemoveLayerVersionPermissionCommand(remove)))).toMatchObject(
      notFound,
    );
    const succeeded = records.filter(({ errorCode }) => errorCode === undefined);
    expect([succeeded.at(0), succeeded.at(-1)]).toMatchObject([
      {
        eventName: "AddLayerVersionPermission20181031",
        requestParameters: {
          layerName: "tools",
          versionNumber: 1,
          statementId: "all",
          action: "lambda:GetLayerVersion",
          principal: "*",
        },
        responseElements: { statement: Statement },
      },
      {
        eventName: "RemoveLayerVersionPermission20181031",
        requestParameters: { layerName: "tools", versionNumber: 1, statementId: "all" },
        responseElements: null,
      },
    ]);
  });

  test("have names", async () => {
    const { lambda } = await openLambda();
    const list = new ListLayerVersionsCommand({ LayerName: "a b" });
    expect(await refusal(lambda.send(list))).toMatchObject({ name: "ValidationException" });
  });
});
