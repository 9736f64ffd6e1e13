import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openStorage } from "../storage.ts";
import { type CloudTrailRecord, openSandbox, type PutEventsEntry } from "./sandbox.ts";
import { openTestSandbox, rawCall, refusal } from "./test-sandbox.ts";

function openToAll(ec2: EC2Client, GroupId: string, port = 22) {
  const rule = { IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: "0.0.0.0/0" };
  return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
}

async function diskFolder() {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe("what was done", () => {
  test("is there after a restart: resources, calls, and records that nobody took", async () => {
    const folder = await diskFolder();
    let storage = await openStorage(folder);
    const before = await openTestSandbox({ storage, onRecord: () => new Promise(() => undefined) });
    await before.ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "web", Description: "kept", VpcId: before.vpc.vpcId }),
    );
    await openToAll(before.ec2, before.vpc.defaultGroupId);
    const { SecurityGroups } = await before.ec2.send(new DescribeSecurityGroupsCommand({}));
    const calls = before.sandbox.calls().filter(({ operation }) => !operation.startsWith("Describe"));
    await before.sandbox.close();
    await storage.close();

    storage = await openStorage(folder);
    onTestFinished(() => storage.close());
    const after = await openTestSandbox({ storage });
    expect(after.vpc).toEqual(before.vpc);
    expect(after.sandbox.calls()).toEqual(JSON.parse(JSON.stringify(calls)));
    expect((await after.ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).toEqual(
      SecurityGroups,
    );
    expect(after.records.map(({ eventName }) => eventName)).toEqual([
      "CreateSecurityGroup",
      "AuthorizeSecurityGroupIngress",
    ]);
    expect(await refusal(openToAll(after.ec2, after.vpc.defaultGroupId))).toMatchObject({
      name: "InvalidPermission.Duplicate",
    });
    expect(after.sandbox.calls().at(-1)).toMatchObject({
      sequence: 4,
      errorCode: "InvalidPermission.Duplicate",
    });
  });

  test("is stored with its record in one step, before the answer", async () => {
    const storage = await openStorage(undefined);
    const onRecord = vi.fn(() => new Promise<void>(() => undefined));
    const { ec2, vpc } = await openTestSandbox({ storage, onRecord });
    const write = vi.spyOn(storage, "write");
    await openToAll(ec2, vpc.defaultGroupId);
    expect(write).toHaveBeenCalledTimes(1);
    const keys = [...(write.mock.calls[0]?.[0] ?? [])].map(([key]) => key.replace(/[^/]*$/, ""));
    expect(keys).toEqual([
      "sandbox/account/us-east-1/security-group-rules/",
      "sandbox/calls/",
      "sandbox/outbox/",
    ]);
    expect(onRecord).toHaveBeenCalledTimes(1);
  });

  test("is not done if it can't be stored", async () => {
    const storage = await openStorage(undefined);
    const { ec2, vpc, records, url, sandbox } = await openTestSandbox({ storage });
    vi.spyOn(storage, "write").mockRejectedValueOnce(new Error("disk full"));
    const body = `Action=AuthorizeSecurityGroupIngress&GroupId=${vpc.defaultGroupId}&IpProtocol=tcp&FromPort=22&ToPort=22&CidrIp=0.0.0.0/0`;
    const answer = await rawCall(url, "ec2", body);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain("<Code>InternalError</Code>");
    expect(records).toEqual([]);
    expect(sandbox.calls()).toEqual([]);
    await openToAll(ec2, vpc.defaultGroupId);
    expect(records).toHaveLength(1);
  });
});

describe("records", () => {
  test("are struck off when taken, and come again when not", async () => {
    const storage = await openStorage(undefined);
    const attempts: string[] = [];
    const onRecord = async ({ eventID }: CloudTrailRecord) => {
      attempts.push(eventID);
      if (attempts.length === 1) throw new Error("not now");
    };
    const { ec2, vpc } = await openTestSandbox({ storage, onRecord });
    await openToAll(ec2, vpc.defaultGroupId);
    await vi.waitFor(async () => expect(await storage.entries("sandbox/outbox/")).toEqual([]), {
      timeout: 5000,
    });
    expect(attempts).toHaveLength(2);
    expect(new Set(attempts).size).toBe(1);
  });

  test("carry the identity of the access key", async () => {
    const identity = {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:snapback",
      arn: "arn:aws:sts::111122223333:assumed-role/respond/snapback",
      accountId: "111122223333",
    };
    const { client, vpc, records, sandbox } = await openTestSandbox({
      identities: { AKIARESPOND: identity },
    });
    await openToAll(client("us-east-1", "AKIARESPOND"), vpc.defaultGroupId);
    expect(records[0]?.userIdentity).toEqual(identity);
    expect(sandbox.calls()[0]).toMatchObject({ accessKeyId: "AKIARESPOND", principal: identity.arn });
  });
});

describe("calls at the same time", () => {
  test("happen one after the other: of two equal rules one wins", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const outcomes = await Promise.allSettled([
      openToAll(ec2, vpc.defaultGroupId),
      openToAll(ec2, vpc.defaultGroupId),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "InvalidPermission.Duplicate" },
    });
  });

  test("in different regions see different groups", async () => {
    const { client, vpc } = await openTestSandbox();
    expect(await refusal(openToAll(client("eu-west-1"), vpc.defaultGroupId))).toMatchObject({
      name: "InvalidGroup.NotFound",
    });
  });
});

describe("PutEvents", () => {
  const entry = { Source: "snapback", DetailType: "Finding", Detail: '{"a":"<&>"}', Resources: ["r"] };

  test("goes to whoever runs the sandbox, and its answer to the caller", async () => {
    const seen: [PutEventsEntry[], string][] = [];
    const onPutEvents = async (entries: PutEventsEntry[], region: string) => {
      seen.push([entries, region]);
      return [{ EventId: randomUUID() }, { ErrorCode: "ThrottlingException", ErrorMessage: "slow" }];
    };
    const { eventBridge, records, sandbox } = await openTestSandbox({ onPutEvents });
    const Time = new Date("2026-11-23T08:00:00Z");
    const answer = await eventBridge.send(new PutEventsCommand({ Entries: [{ ...entry, Time }, entry] }));
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: "ThrottlingException", ErrorMessage: "slow" }],
    });
    expect(seen).toEqual([[[{ ...entry, Time }, entry], "us-east-1"]]);
    expect(records).toEqual([]);
    expect(sandbox.calls()).toMatchObject([{ service: "events", operation: "PutEvents" }]);
  });

  test("may lead to calls of the sandbox before it is answered", async () => {
    const onPutEvents = async (entries: PutEventsEntry[]) => {
      await openToAll(opened.ec2, opened.vpc.defaultGroupId);
      return entries.map(() => ({ EventId: "1" }));
    };
    const opened = await openTestSandbox({ onPutEvents });
    expect(await opened.eventBridge.send(new PutEventsCommand({ Entries: [entry] }))).toMatchObject({
      FailedEntryCount: 0,
    });
    expect(opened.records).toHaveLength(1);
  });

  test("takes ten entries at most", async () => {
    const { eventBridge } = await openTestSandbox();
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) });
    expect(await refusal(eventBridge.send(many))).toMatchObject({ name: "ValidationException", status: 400 });
  });
});

describe("the server", () => {
  test("rejects with node's own error where the port is taken", async () => {
    const { url, storage } = await openTestSandbox();
    const sandbox = await openSandbox({
      accountId: "111122223333",
      region: "us-east-1",
      storage,
      onRecord: async () => undefined,
    });
    await expect(sandbox.listen(Number(new URL(url).port))).rejects.toMatchObject({ code: "EADDRINUSE" });
    await sandbox.close();
  });

  test("closes at once, though a client keeps its connection", async () => {
    const { url, sandbox } = await openTestSandbox();
    await (await fetch(url)).text();
    const start = performance.now();
    await sandbox.close();
    expect(performance.now() - start).toBeLessThan(500);
    const { port } = new URL(url);
    const again = createServer().listen(Number(port), "127.0.0.1");
    await vi.waitFor(() => expect(again.listening).toBe(true));
    again.close();
  });
});
