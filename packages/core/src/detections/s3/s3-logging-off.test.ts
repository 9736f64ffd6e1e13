import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./s3-logging-off.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const resource = "arn:aws:s3:::web";
const put = (BucketLoggingStatus: unknown, fields: object = {}) =>
  judged("PutBucketLogging", {
    requestParameters: { bucketName: "web", logging: "", BucketLoggingStatus },
    ...fields,
  });
const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";
const to = { TargetBucket: "logs", TargetPrefix: "web/" };

describe("s3-logging-off", () => {
  it("finds a bucket whose log is switched off", () => {
    expect(put({ xmlns })).toMatchObject({
      violations: [
        {
          resource: { arn: resource, id: "web" },
          fingerprint: "logging-off",
          severity: "low",
          evidence: { bucket: "web" },
        },
      ],
      suspicions: [],
      baselines: [],
    });
  });

  it.each([
    ["a target", { xmlns, LoggingEnabled: to }, to],
    [
      "a target with more than is read",
      { LoggingEnabled: { ...to, TargetGrants: { Grant: {} } } },
      undefined,
    ],
    ["garbage", { LoggingEnabled: { TargetBucket: 7 } }, undefined],
    ["an empty one", { LoggingEnabled: "" }, undefined],
  ])("keeps where the log goes: %s", (_what, status, value) => {
    expect(put(status)).toEqual({ ...shownNothing, baselines: [{ resource, aspect: "logging", value }] });
  });

  it.each([
    ["a call that failed", put({ xmlns }, { errorCode: "AccessDenied" })],
    ["no bucket", put({}, { requestParameters: { BucketLoggingStatus: {} } })],
    ["nothing", put({}, { requestParameters: null })],
    [
      "another service's event of the same name",
      judgedBy(detection, "glacier.amazonaws.com")("PutBucketLogging", {
        requestParameters: { bucketName: "web", BucketLoggingStatus: { xmlns } },
      }),
    ],
  ])("finds nothing in %s", (_what, shown) => {
    expect(shown).toEqual(shownNothing);
  });

  it("asks where the status is left out", () => {
    for (const left of [undefined, "", []])
      expect(put(left)).toMatchObject({ violations: [], suspicions: [{ ask: { bucket: "web" } }] });
  });
});

describe("a bucket without a log", () => {
  let account: S3Account;
  const log = (LoggingEnabled?: JsonObject) =>
    account.send("PutBucketLogging", {
      Bucket: "web",
      BucketLoggingStatus: LoggingEnabled ? { LoggingEnabled } : {},
    });
  beforeEach(async () => {
    account = await openS3Account();
    for (const Bucket of ["web", "logs"]) await account.send("CreateBucket", { Bucket });
  });
  afterEach(() => account.close());
  const known = { resource, aspect: "logging", value: to };

  it("logs where it did, until the undo", async () => {
    await log(to);
    const swept = (await account.sweep(detection)).find((one) => one.resource === resource);
    expect(swept).toEqual({ resource, violations: [], baselines: [known] });
    await log();
    const found = await account.one(detection);
    const { state, plan } = await account.inspect(detection, found, { baselines: [known] });
    expect(state).toEqual({ logging: null });
    expect(plan).not.toHaveProperty("confirm");
    await account.run(plan?.steps);
    expect(await account.inspect(detection, found)).toEqual({ state: { logging: to }, baselines: [known] });
    await account.run(plan?.undo);
    expect(await account.inspect(detection, found, { baselines: [known] })).toMatchObject({ state });
  });

  it("keeps the whole of where it goes", async () => {
    const whole = {
      ...to,
      TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" } },
    };
    await log({ ...to, TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: "EventTime" } } });
    const swept = (await account.sweep(detection)).find((one) => one.resource === resource);
    expect(swept?.baselines).toEqual([{ ...known, value: whole }]);
    await log();
    const found = await account.one(detection);
    const { plan } = await account.inspect(detection, found, { baselines: swept?.baselines ?? [] });
    await account.run(plan?.steps);
    expect((await account.inspect(detection, found)).state).toEqual({ logging: whole });
  });

  it("is for a person where nobody knows, or can believe, where it went", async () => {
    await log();
    const found = await account.one(detection);
    for (const baselines of [
      [],
      [{ ...known, value: { TargetBucket: 7 } }],
      [{ ...known, value: undefined }],
    ]) {
      const { plan, stuck } = await account.inspect(detection, found, { baselines });
      expect(plan).toBeUndefined();
      expect(stuck).toContain("by hand");
    }
    const heard = await account.inspect(detection, found, { baselines: [{ ...known, source: "event" }] });
    expect(heard.plan?.confirm).toContain("event");
    const old = await account.inspect(detection, found, {
      baselines: [{ ...known, at: "2026-06-01T00:00:00.000Z" }],
    });
    expect(old.plan?.confirm).toContain("2026-06-01");
  });

  it("answers questions by what it is; a sweep takes none for wrong", async () => {
    const ask = { bucket: "web" };
    expect(await detection.assess(ask, account.live, {})).toMatchObject([{ fingerprint: "logging-off" }]);
    expect((await account.sweep(detection)).find((one) => one.resource === resource)).toEqual({
      resource,
      violations: [],
      baselines: [],
    });
    await log(to);
    expect(await detection.assess(ask, account.live, {})).toEqual([]);
  });
});
