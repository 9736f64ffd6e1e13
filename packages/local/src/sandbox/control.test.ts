import { request } from "node:http";
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeVpcsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test, vi } from "vitest";
import { openTestSandbox, rawCall, refusal } from "./test-sandbox.ts";

const all = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];

async function openControlled() {
  const opened = await openTestSandbox();
  const { ec2, vpc, url } = opened;
  const authorize = () =>
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: vpc.defaultGroupId, IpPermissions: all }));
  const setFault = (fault: object | string) =>
    fetch(`${url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof fault === "string" ? fault : JSON.stringify(fault),
    });
  const faults = async () => (await fetch(`${url}/_sandbox/faults`)).json();
  return { ...opened, authorize, setFault, faults };
}

describe("faults", () => {
  test("throttling strikes as often as told, and the SDK rides it out", async () => {
    const { authorize, setFault, records, faults } = await openControlled();
    const error = { code: "RequestLimitExceeded", message: "Request limit exceeded.", status: 503 };
    const answer = await setFault({ operation: "AuthorizeSecurityGroupIngress", times: 1, error });
    expect(answer.status).toBe(201);
    expect(await authorize()).toMatchObject({ Return: true });
    expect(records.map(({ errorCode }) => errorCode)).toEqual(["Client.RequestLimitExceeded", undefined]);
    expect(await faults()).toEqual({ faults: [], held: [] });
  });

  test("denial is recorded, and changes nothing", async () => {
    const { authorize, setFault, records } = await openControlled();
    const error = {
      code: "UnauthorizedOperation",
      message: "You are not authorized to perform this operation.",
      status: 403,
    };
    await setFault({ operation: "AuthorizeSecurityGroupIngress", error });
    expect(await refusal(authorize())).toEqual({ name: error.code, message: error.message, status: 403 });
    expect(records[0]).toMatchObject({
      errorCode: "Client.UnauthorizedOperation",
      requestParameters: { ipPermissions: {} },
    });
    expect(await authorize()).toMatchObject({ Return: true });
  });

  test("a failure of AWS is the server's", async () => {
    const { url, vpc, setFault, records } = await openControlled();
    await setFault({ operation: "DeleteVpc", error: { code: "InternalError", status: 500 } });
    const answer = await rawCall(url, "ec2", `Action=DeleteVpc&Version=2016-11-15&VpcId=${vpc.vpcId}`);
    expect(answer.status).toBe(500);
    expect(records[0]).toMatchObject({ errorCode: "Server.InternalError" });
  });

  test("a call is held before it takes effect, while others go through", async () => {
    const { ec2, vpc, authorize, setFault, faults } = await openControlled();
    await setFault({ operation: "AuthorizeSecurityGroupIngress", delayMs: 300 });
    const held = authorize();
    await vi.waitFor(async () =>
      expect(await faults()).toMatchObject({ held: [{ operation: "AuthorizeSecurityGroupIngress" }] }),
    );
    const revoke = new RevokeSecurityGroupIngressCommand({ GroupId: vpc.defaultGroupId, IpPermissions: all });
    expect(await refusal(ec2.send(revoke))).toMatchObject({ name: "InvalidPermission.NotFound" });
    expect(await held).toMatchObject({ Return: true });
    expect(await faults()).toEqual({ faults: [], held: [] });
    await ec2.send(revoke);
  });

  test("a held call doesn't hold up closing, and takes no effect", async () => {
    const { url, vpc, setFault, faults, sandbox, records } = await openControlled();
    await setFault({ operation: "DeleteVpc", delayMs: 3_600_000 });
    const held = rawCall(url, "ec2", `Action=DeleteVpc&Version=2016-11-15&VpcId=${vpc.vpcId}`);
    await vi.waitFor(async () => expect(await faults()).toMatchObject({ held: [{}] }));
    await sandbox.close();
    expect((await held).status).toBe(503);
    expect(records).toMatchObject([{ errorCode: "Server.ServiceUnavailable" }]);
    expect(sandbox.testVpc()).toEqual(vpc);
  });

  test("are cleared", async () => {
    const { url, authorize, setFault } = await openControlled();
    await setFault({
      operation: "AuthorizeSecurityGroupIngress",
      times: 9,
      error: { code: "UnauthorizedOperation" },
    });
    await fetch(`${url}/_sandbox/faults`, { method: "DELETE" });
    expect(await authorize()).toMatchObject({ Return: true });
  });

  test.each([
    ["{", /not valid JSON/],
    [{ operation: "DeleteVpc" }, /give an error, a delayMs, or both/],
    [{ operation: "DeleteVpc", times: 0, delayMs: 1 }, /times/],
    [{ operation: "DeleteVpc", delay: 1 }, /delay/],
    [{ operation: "DeleteVpc", error: { code: "<x>" } }, /code/],
    [{ operation: "CreateFleet", delayMs: 1 }, /CreateFleet is not in the sandbox/],
  ])("%j is refused", async (fault, message) => {
    const { setFault, faults } = await openControlled();
    const answer = await setFault(fault);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringMatching(message) });
    expect(await faults()).toMatchObject({ faults: [] });
  });
});

describe("the call log", () => {
  test("has the calls in order, by operation if asked", async () => {
    const { ec2, url, authorize, vpc } = await openControlled();
    await authorize();
    await ec2.send(new DescribeVpcsCommand({}));
    await refusal(authorize());
    const calls = async (query: string) => (await fetch(`${url}/_sandbox/calls${query}`)).json();
    expect(await calls("")).toMatchObject([
      {
        sequence: 1,
        service: "ec2",
        operation: "AuthorizeSecurityGroupIngress",
        region: "us-east-1",
        accessKeyId: "AKIATEST",
        principal: "arn:aws:iam::111122223333:user/laptop",
        input: { GroupId: vpc.defaultGroupId, IpPermissions: [{ IpProtocol: "-1" }] },
      },
      { sequence: 2, operation: "DescribeVpcs" },
      { sequence: 3, errorCode: "InvalidPermission.Duplicate" },
    ]);
    expect(await calls("?operation=DescribeVpcs")).toMatchObject([{ sequence: 2 }]);
  });
});

describe("a web page can't drive it", () => {
  function status(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(`${url}/_sandbox/faults`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end(method === "POST" ? '{"operation":"DeleteVpc","delayMs":1}' : undefined);
    });
  }

  test.each([
    ["GET", { host: "127.0.0.1:4566" }, 200],
    ["GET", { host: "localhost" }, 200],
    ["GET", { host: "[::1]:4566" }, 200],
    ["GET", { host: "evil.example" }, 403],
    ["GET", { host: "localhost.evil.example" }, 403],
    ["POST", { host: "localhost", "content-type": "application/json; charset=utf-8" }, 201],
    ["POST", { host: "localhost", "content-type": "text/plain" }, 415],
    ["POST", { host: "localhost" }, 415],
    ["PUT", { host: "localhost" }, 404],
  ])("%s with %j", async (method, headers, expected) => {
    const { url } = await openTestSandbox();
    expect(await status(url, method, headers)).toBe(expected);
  });
});
