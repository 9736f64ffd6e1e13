import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, sweep } from "../../../test/contract/running.ts";
import { openSandboxArena, type SandboxArena } from "../../../test/contract/sandbox-arena.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import { runStep } from "../../aws/account.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./cloudtrail-stopped.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
const arn = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main`;
const stop = (name: unknown, fields: Record<string, unknown> = {}) =>
  detection.detect(
    parsed(record("cloudtrail.amazonaws.com", "StopLogging", { requestParameters: { name }, ...fields })),
    place,
    {},
  ).violations;

describe("StopLogging", () => {
  it("is a violation of the trail, by its name or by its ARN", () => {
    const found = [
      {
        ...place,
        resource: { arn, type: "AWS::CloudTrail::Trail", id: "main" },
        fingerprint: "stopped",
        summary: "Trail main does not log",
        severity: "critical",
        evidence: { trail: "main" },
      },
    ];
    expect(stop("main")).toEqual(found);
    expect(stop(arn)).toEqual(found);
  });

  it("of an organization's trail is the management account's", () => {
    const [violation] = stop(arn.replace(ACCOUNT, "999999999999"));
    expect(violation).toMatchObject({ account: "999999999999", resource: { id: "main" } });
  });

  it.each([
    ["failed", { errorCode: "TrailNotFoundException" }],
    ["says nothing", { requestParameters: null }],
    ["names nothing", { requestParameters: {} }],
  ])("that %s is none", (_, fields) => {
    expect(stop("main", fields)).toEqual([]);
  });

  it.each([[17], [["main"]], ["a/b"], ["arn:aws:s3:::main"], ["arn:aws:cloudtrail:nowhere:1:trail/main"]])(
    "of %j names no trail",
    (name) => expect(stop(name)).toEqual([]),
  );

  it("is not taken from the inverse call, nor from another service", () => {
    const listening = listeners([detection]);
    const listens = (eventSource: string, eventName: string) =>
      isListenedTo({ eventSource, eventName }, listening);
    expect(listens("cloudtrail.amazonaws.com", "StopLogging")).toBe(true);
    expect(listens("cloudtrail.amazonaws.com", "StartLogging")).toBe(false);
    expect(listens("redshift.amazonaws.com", "StopLogging")).toBe(false);
  });
});

describe("the response", () => {
  let arena: SandboxArena;
  beforeAll(async () => {
    arena = await openSandboxArena();
    await arena.send("cloudtrail", "CreateTrail", {
      Name: "main",
      S3BucketName: "logs",
      TagsList: [{ Key: "team", Value: "security" }],
    });
    await arena.send("cloudtrail", "StartLogging", { Name: "main" });
  });
  afterAll(() => arena.close());
  const resource = { arn, type: "AWS::CloudTrail::Trail", id: "main" };

  it("lets the trail log again, and its undo stops it", async () => {
    const running = start(detection, arena);
    const [violation] = stop("main");
    if (!violation) throw new Error("there is one");
    expect(await running.inspect(violation)).toEqual({ state: { trail: "main", logging: true } });
    expect(await sweep(running)).toEqual([]);

    await arena.send("cloudtrail", "StopLogging", { Name: "main" });
    expect(await sweep(running)).toEqual([`${arn} stopped`]);
    const { plan } = await running.inspect(violation);
    for (const step of plan?.steps ?? []) await runStep(arena.live, step);
    expect(await running.inspect(violation)).toEqual({ state: { trail: "main", logging: true } });
    for (const step of plan?.undo ?? []) await runStep(arena.live, step);
    expect(await running.inspect(violation)).toMatchObject({ state: { logging: false }, plan });
  });

  it("leaves a trail alone that is gone", async () => {
    const [violation] = stop("gone");
    if (!violation) throw new Error("there is one");
    const looked = await start(detection, arena).inspect(violation);
    expect(looked).toEqual({ state: { gone: expect.stringContaining("Unknown trail") } });
  });

  it("reads the trail's tags", async () => {
    expect(await detection.response?.tags?.(resource, arena.live)).toEqual({ team: "security" });
  });

  it("looks only at trails that are at home in the region", async () => {
    const abroad = { ...start(detection, arena), place: { ...place, region: "eu-west-1" } };
    await arena.send("cloudtrail", "StopLogging", { Name: "main" });
    expect(await sweep(abroad)).toEqual([]);
  });
});
