import { createHash } from "node:crypto";
import {
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  paginateListFunctions,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { rawCall, refusal } from "../../test-sandbox.ts";
import { create, openFunction, openLambda, Role } from "./test-lambda.ts";

const arn = "arn:aws:lambda:us-east-1:111122223333:function:job";

describe("a function", () => {
  test("is made, found by each of its names, and listed", async () => {
    const { lambda } = await openLambda();
    const made = await lambda.send(
      create({ Environment: { Variables: { STAGE: "test" } }, Tags: { Team: "a" }, MemorySize: 256 }),
    );
    const expected = {
      FunctionName: "job",
      FunctionArn: arn,
      Role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      CodeSha256: createHash("sha256").update("code").digest("base64"),
      CodeSize: 4,
      Version: "$LATEST",
      Environment: { Variables: { STAGE: "test" } },
      MemorySize: 256,
      Timeout: 3,
      State: "Active",
      PackageType: "Zip",
      Architectures: ["x86_64"],
    };
    expect(made).toMatchObject(expected);
    for (const FunctionName of ["job", "111122223333:function:job", arn]) {
      expect(await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).toMatchObject(
        expected,
      );
    }
    expect(await lambda.send(new GetFunctionCommand({ FunctionName: "job" }))).toMatchObject({
      Configuration: expected,
      Tags: { Team: "a" },
    });
    expect(await lambda.send(new ListTagsCommand({ Resource: arn }))).toMatchObject({ Tags: { Team: "a" } });
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toMatchObject([expected]);
  });

  test("is recorded without its code and its variables", async () => {
    const { lambda, records } = await openLambda();
    await lambda.send(create({ Environment: { Variables: { PASSWORD: "not-a-secret" } } }));
    await lambda.send(new DeleteFunctionCommand({ FunctionName: "job" }));
    expect(records).toMatchObject([
      {
        eventSource: "lambda.amazonaws.com",
        eventName: "CreateFunction20150331",
        requestParameters: {
          functionName: "job",
          role: Role,
          runtime: "nodejs22.x",
          handler: "index.handler",
          code: {},
          environment: {},
          publish: false,
        },
        responseElements: { functionArn: arn, functionName: "job", environment: {}, version: "$LATEST" },
      },
      {
        eventName: "DeleteFunction20150331",
        requestParameters: { functionName: "job" },
        responseElements: null,
      },
    ]);
    expect(JSON.stringify(records)).not.toContain("not-a-secret");
  });

  test.each([
    ["without a runtime", { Runtime: undefined }, "InvalidParameterValueException"],
    ["without a handler", { Handler: undefined }, "InvalidParameterValueException"],
    [
      "with a role that isn't there",
      { Role: "arn:aws:iam::111122223333:role/other" },
      "InvalidParameterValueException",
    ],
    ["with a role that is none", { Role: "worker" }, "ValidationException"],
    ["with a name that is none", { FunctionName: "a b" }, "ValidationException"],
    ["in a VPC, which the sandbox can't do", { VpcConfig: { SubnetIds: [] } }, "ValidationException"],
  ])("%s is refused", async (_name, input, name) => {
    const { lambda } = await openLambda();
    expect(await refusal(lambda.send(create(input)))).toMatchObject({ name, status: 400 });
  });

  test("of an image needs neither", async () => {
    const { lambda } = await openLambda();
    const Code = { ImageUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/job:1" };
    const image = create({ PackageType: "Image", Code, Runtime: undefined, Handler: undefined });
    expect(await lambda.send(image)).toMatchObject({ PackageType: "Image" });
  });

  test("is one of its name in a region", async () => {
    const { lambda, sdk } = await openFunction();
    expect(await refusal(lambda.send(create()))).toMatchObject({
      name: "ResourceConflictException",
      status: 409,
    });
    const ireland = sdk(LambdaClient, "eu-west-1");
    await ireland.send(create());
    expect(await refusal(ireland.send(new GetFunctionCommand({ FunctionName: arn })))).toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("has a version 1 where it was published, which goes alone or with it", async () => {
    const { lambda, FunctionName } = await openFunction({ Publish: true });
    const get = (name: string, Qualifier?: string) =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier }));
    expect(await get(FunctionName, "1")).toMatchObject({ FunctionArn: `${arn}:1`, Version: "1" });
    expect(await get(`${FunctionName}:1`)).toMatchObject({ Version: "1" });
    expect(await refusal(get(`${FunctionName}:1`, "2"))).toMatchObject({ name: "ValidationException" });
    expect(await refusal(get(FunctionName, "2"))).toMatchObject({ name: "ResourceNotFoundException" });
    const tags = lambda.send(new ListTagsCommand({ Resource: `${arn}:1` }));
    expect(await refusal(tags)).toMatchObject({ name: "InvalidParameterValueException" });
    const all = await lambda.send(new ListFunctionsCommand({ FunctionVersion: "ALL" }));
    expect(all.Functions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1"]);
    const remove = (Qualifier: string) => lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
    expect(await refusal(remove("$LATEST"))).toMatchObject({ name: "InvalidParameterValueException" });
    await remove("1");
    expect(await refusal(get(FunctionName, "1"))).toMatchObject({ name: "ResourceNotFoundException" });
    expect(await get(FunctionName)).toMatchObject({ Version: "$LATEST" });
  });

  test("of nobody, or of another account, is not found", async () => {
    const { lambda } = await openLambda();
    const get = (FunctionName: string) => refusal(lambda.send(new GetFunctionCommand({ FunctionName })));
    expect(await get("job")).toEqual({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arn}`,
      status: 404,
    });
    expect(await get("999999999999:function:job")).toMatchObject({ name: "AccessDeniedException" });
  });

  test("is kept over a restart, until it is deleted", async () => {
    const storage = await openStorage(undefined);
    const before = await openLambda({ storage });
    await before.lambda.send(create());
    await before.lambda.send(create({ FunctionName: "gone" }));
    await before.lambda.send(new DeleteFunctionCommand({ FunctionName: "gone" }));
    await before.sandbox.close();
    const { lambda } = await openLambda({ storage });
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).toEqual(["job"]);
  });
});

test("functions come in pages", async () => {
  const { lambda } = await openLambda();
  for (const FunctionName of ["a", "b", "c"]) await lambda.send(create({ FunctionName }));
  const names: unknown[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda, pageSize: 2 }, {})) {
    names.push(Functions.map(({ FunctionName }) => FunctionName));
  }
  expect(names).toEqual([["a", "b"], ["c"]]);
  const wrong = lambda.send(new ListFunctionsCommand({ Marker: "x" }));
  expect(await refusal(wrong)).toMatchObject({ name: "InvalidParameterValueException" });
});

test("concurrency is reserved, none at all if wanted, and let go", async () => {
  const { lambda, FunctionName, records } = await openFunction();
  await lambda.send(create({ FunctionName: "other" }));
  records.length = 0;
  const put = (name: string, ReservedConcurrentExecutions: number) =>
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }));
  const get = async () => {
    const answer = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return answer.ReservedConcurrentExecutions;
  };
  expect(await get()).toBeUndefined();
  await put(FunctionName, 0);
  expect(await get()).toBe(0);
  expect(await lambda.send(new GetFunctionCommand({ FunctionName }))).toMatchObject({
    Concurrency: { ReservedConcurrentExecutions: 0 },
  });
  await put("other", 500);
  expect(await refusal(put(FunctionName, 401))).toMatchObject({ name: "InvalidParameterValueException" });
  await put(FunctionName, 400);
  await put(FunctionName, 400);
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  expect(await get()).toBeUndefined();
  expect(records.map(({ eventName, requestParameters }) => [eventName, requestParameters]).at(0)).toEqual([
    "PutFunctionConcurrency20171031",
    { functionName: "job", reservedConcurrentExecutions: 0 },
  ]);
  expect(records.at(-1)).toMatchObject({
    eventName: "DeleteFunctionConcurrency20171031",
    requestParameters: { functionName: "job" },
  });
});

describe("on the wire", () => {
  test("an error has its name in a header, and Lambda's body", async () => {
    const { url } = await openLambda();
    const path = "/2015-03-31/functions/job";
    const answer = await rawCall(url, "lambda", "", { method: "GET", path });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("ResourceNotFoundException");
    expect(await answer.json()).toEqual({ Type: "User", Message: `Function not found: ${arn}` });
  });

  test.each([
    ["{", "not valid JSON"],
    ["[]", "not a JSON object"],
    ["null", "not a JSON object"],
  ])("a body that is %s is refused", async (body, why) => {
    const { url } = await openLambda();
    const answer = await rawCall(url, "lambda", body, { path: "/2015-03-31/functions" });
    expect(answer.headers.get("x-amzn-errortype")).toBe("SerializationException");
    expect(await answer.json()).toMatchObject({ Message: expect.stringContaining(why) });
  });

  test("a path that can't be decoded is refused", async () => {
    const { url } = await openLambda();
    const answer = await rawCall(url, "lambda", "", { method: "GET", path: "/2015-03-31/functions/%zz" });
    expect(answer.headers.get("x-amzn-errortype")).toBe("InvalidURI");
  });

  test("what isn't in the sandbox is said to be so", async () => {
    const { lambda, FunctionName } = await openFunction();
    const update = new UpdateFunctionCodeCommand({ FunctionName, ZipFile: Buffer.from("x") });
    expect(await refusal(lambda.send(update))).toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringMatching(/^lambda:PUT \/2015-03-31\/functions\/job\/code is not in the sandbox/),
    });
  });
});
