import { SSM } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function openParameters(options: Parameters<typeof openTestSandbox>[0] = {}) {
  const opened = await openTestSandbox(options);
  return { ...opened, ssm: opened.sdk(SSM) };
}

const name = "/snapback/test/deployment";

describe("a parameter", () => {
  test("is read back as it was put", async () => {
    const { ssm } = await openParameters({ now: () => new Date("2026-11-24T08:00:00Z") });
    const put = await ssm.putParameter({ Name: name, Value: '{"a":1}', Type: "String" });
    expect(put).toMatchObject({ Version: 1, Tier: "Standard" });
    const { Parameter } = await ssm.getParameter({ Name: name });
    expect(Parameter).toEqual({
      Name: name,
      Type: "String",
      Value: '{"a":1}',
      Version: 1,
      LastModifiedDate: new Date("2026-11-24T08:00:00Z"),
      ARN: "arn:aws:ssm:us-east-1:111122223333:parameter/snapback/test/deployment",
      DataType: "text",
    });
  });

  test("is overwritten only where that is asked for", async () => {
    const { ssm } = await openParameters();
    await ssm.putParameter({ Name: name, Value: "a", Type: "StringList" });
    expect(await refusal(ssm.putParameter({ Name: name, Value: "b", Type: "String" }))).toMatchObject({
      name: "ParameterAlreadyExists",
    });
    expect(await ssm.putParameter({ Name: name, Value: "b", Overwrite: true })).toMatchObject({ Version: 2 });
    const { Parameter } = await ssm.getParameter({ Name: name });
    expect(Parameter).toMatchObject({ Value: "b", Type: "StringList", Version: 2 });
  });

  test("is of one region, and gone once it is deleted", async () => {
    const { ssm, sdk } = await openParameters();
    await ssm.putParameter({ Name: name, Value: "a", Type: "String" });
    const notFound = { name: "ParameterNotFound", status: 400 };
    expect(await refusal(sdk(SSM, "eu-west-1").getParameter({ Name: name }))).toMatchObject(notFound);
    await ssm.deleteParameter({ Name: name });
    expect(await refusal(ssm.getParameter({ Name: name }))).toMatchObject(notFound);
    expect(await refusal(ssm.deleteParameter({ Name: name }))).toMatchObject(notFound);
  });

  test("survives a restart", async () => {
    const storage = await openStorage(undefined);
    const before = await openParameters({ storage });
    await before.ssm.putParameter({ Name: name, Value: "a", Type: "String" });
    await before.sandbox.close();
    const { ssm } = await openParameters({ storage });
    expect(await ssm.getParameter({ Name: name })).toMatchObject({ Parameter: { Value: "a" } });
  });

  test("is put by whoever runs the sandbox, too, which is no call", async () => {
    const { ssm, sandbox, records } = await openParameters();
    await sandbox.putParameter(name, "a");
    await sandbox.putParameter(name, "b");
    expect(await ssm.getParameter({ Name: name })).toMatchObject({ Parameter: { Value: "b", Version: 2 } });
    expect(records).toEqual([]);
  });

  test.each([
    ["Standard", 4096, true],
    ["Standard", 4097, false],
    ["Intelligent-Tiering", 4097, true],
    ["Advanced", 8192, true],
    ["Advanced", 8193, false],
  ] as const)("of tier %s may have %i characters: %s", async (Tier, length, fits) => {
    const { ssm } = await openParameters();
    const put = ssm.putParameter({ Name: name, Value: "x".repeat(length), Type: "String", Tier });
    const outcome = await put.then(
      () => true,
      (error: Error) => error.name,
    );
    expect(outcome).toBe(fits || "ValidationException");
  });

  test.each([
    [{ Name: name, Value: "a" }, /type is required/],
    [{ Name: "no spaces", Value: "a", Type: "String" as const }, /is no parameter's name/],
    [{ Name: name, Value: "a", Type: "SecureString" as const }, /has no keys/],
    [{ Name: name, Value: "a", Type: "String" as const, AllowedPattern: "b" }, /AllowedPattern/],
  ])("that is put as %j is refused", async (input, message) => {
    const { ssm } = await openParameters();
    expect(await refusal(ssm.putParameter(input))).toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
    });
  });
});

test("CloudTrail has the changes, without the values", async () => {
  const { ssm, records } = await openParameters();
  await ssm.putParameter({ Name: name, Value: "secret", Type: "String", Overwrite: true });
  await ssm.getParameter({ Name: name });
  await ssm.deleteParameter({ Name: name });
  expect(records).toMatchObject([
    {
      eventSource: "ssm.amazonaws.com",
      eventName: "PutParameter",
      requestParameters: { name, value: "HIDDEN_DUE_TO_SECURITY_REASONS", type: "String", overwrite: true },
      responseElements: { version: 1, tier: "Standard" },
      readOnly: false,
    },
    { eventName: "DeleteParameter", requestParameters: { name }, responseElements: null },
  ]);
});
