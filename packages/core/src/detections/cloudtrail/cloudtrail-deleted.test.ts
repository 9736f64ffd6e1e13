import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAnsweredAccount } from "../../../test/answered-account.ts";
import { start, sweep } from "../../../test/contract/running.ts";
import { openSandboxArena, type SandboxArena } from "../../../test/contract/sandbox-arena.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import { runStep } from "../../aws/account.ts";
import type { Json } from "../../json.ts";
import detection from "./cloudtrail-deleted.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
const arnOf = (name: string) => `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`;
const judge = (eventName: string, fields: Record<string, unknown>) =>
  detection.detect(parsed(record("cloudtrail.amazonaws.com", eventName, fields)), place, {});
const deleted = (name: string) => {
  const [violation] = judge("DeleteTrail", { requestParameters: { name } }).violations;
  if (!violation) throw new Error("there is one");
  return violation;
};

describe("DeleteTrail", () => {
  it("is a violation of the trail", () => {
    expect(deleted("main")).toEqual({
      ...place,
      resource: { arn: arnOf("main"), type: "AWS::CloudTrail::Trail", id: "main" },
      fingerprint: "deleted",
      summary: "Trail main was deleted",
      severity: "critical",
      evidence: { trail: "main" },
    });
    expect(deleted(arnOf("main"))).toEqual(deleted("main"));
  });

  it("is none where it failed, or names nothing", () => {
    const errorCode = "TrailNotFoundException";
    expect(judge("DeleteTrail", { requestParameters: { name: "main" }, errorCode }).violations).toEqual([]);
    expect(judge("DeleteTrail", { requestParameters: null }).violations).toEqual([]);
  });
});

describe("CreateTrail", () => {
  const responseElements = {
    name: "main",
    s3BucketName: "logs",
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: true,
    trailARN: arnOf("main"),
    logFileValidationEnabled: false,
    isOrganizationTrail: false,
  };

  it("shows all of a trail, and is no violation", () => {
    const tagsList = [{ key: "team", value: "security" }];
    expect(judge("CreateTrail", { requestParameters: { name: "main", tagsList }, responseElements })).toEqual(
      {
        violations: [],
        suspicions: [],
        baselines: [
          {
            resource: arnOf("main"),
            aspect: "trail",
            value: {
              settings: {
                Name: "main",
                S3BucketName: "logs",
                IncludeGlobalServiceEvents: true,
                IsMultiRegionTrail: true,
                EnableLogFileValidation: false,
              },
              tags: [{ Key: "team", Value: "security" }],
            },
          },
        ],
      },
    );
  });

  it("shows nothing where it failed, or can't be read", () => {
    expect(judge("CreateTrail", { responseElements, errorCode: "AccessDenied" }).baselines).toBeUndefined();
    expect(judge("CreateTrail", { responseElements: { name: "main" } }).baselines).toBeUndefined();
  });
});

describe("the response", () => {
  let arena: SandboxArena;
  beforeAll(async () => {
    arena = await openSandboxArena();
  });
  afterAll(() => arena.close());
  const call = (operation: string, input: Json) => arena.send("cloudtrail", operation, input);
  const make = (Name: string, more: { [name: string]: Json } = {}) =>
    call("CreateTrail", { Name, S3BucketName: "logs", ...more });

  it("makes the trail again as the latest sweep saw it, with selectors, insights and tags; the undo deletes it", async () => {
    await make("whole", {
      S3KeyPrefix: "audit",
      SnsTopicName: "told",
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:audit:*`,
      CloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`,
      KmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
      TagsList: [{ Key: "team", Value: "security" }],
    });
    await call("PutEventSelectors", {
      TrailName: "whole",
      AdvancedEventSelectors: [
        { Name: "all", FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
      ],
    });
    await call("PutInsightSelectors", {
      TrailName: "whole",
      InsightSelectors: [{ InsightType: "ApiCallRateInsight" }],
    });
    const running = start(detection, arena);
    const before = await running.inspect(deleted("whole"));
    expect(before.plan).toBeUndefined();
    expect(await sweep(running)).toEqual([]);

    await call("DeleteTrail", { Name: "whole" });
    const { plan, state } = await running.inspect(deleted("whole"));
    expect(state).toEqual({ exists: false });
    expect(plan?.caveats).toBeUndefined();
    for (const step of plan?.steps ?? []) await runStep(arena.live, step);
    expect(await running.inspect(deleted("whole"))).toEqual(before);
    expect(await (await arena.live.client("cloudtrail")).GetTrailStatus({ Name: "whole" })).toMatchObject({
      IsLogging: true,
    });

    for (const step of plan?.undo ?? []) await runStep(arena.live, step);
    expect(await running.inspect(deleted("whole"))).toEqual({ state, plan });
  });

  it("tells a trail from others that are there", async () => {
    await make("other");
    expect((await start(detection, arena).inspect(deleted("another"))).state).toEqual({ exists: false });
  });

  it("says what it does without, where only the call that made the trail was seen", async () => {
    const running = start(detection, arena);
    await make("made");
    const records = await arena.records();
    const made = parsed({ ...Object(records.at(-1)) });
    running.keep(detection.detect(made, place, {}).baselines);
    await call("DeleteTrail", { Name: "made" });
    const { plan } = await running.inspect(deleted("made"));
    expect(plan?.steps.map(({ operation }) => operation)).toEqual(["CreateTrail", "StartLogging"]);
    expect(plan?.caveats).toHaveLength(1);
    expect(plan?.steps[0]?.does).toMatch(
      /^make trail made again, as it was on \d{4}-\d\d-\d\d, with bucket logs$/,
    );
    // The record alone says so, and who can publish can forge one.
    expect(plan?.confirm).toBeDefined();
  });

  it("leaves a trail to a person that it never saw, and an organization's", async () => {
    const running = start(detection, arena);
    expect(await running.inspect(deleted("unknown"))).toEqual({
      state: { exists: false },
      stuck: expect.stringContaining("not known"),
    });
    const value = { settings: { Name: "ours", S3BucketName: "logs" }, organization: true };
    running.keep([{ resource: arnOf("ours"), aspect: "trail", value }]);
    expect((await running.inspect(deleted("ours"))).stuck).toContain("management account");
  });
});

describe("what AWS may answer and the sandbox doesn't", () => {
  it("is left out of what the trail is made with again", async () => {
    const other = { Name: "other", S3BucketName: "logs", TrailARN: arnOf("other") };
    const main = {
      Name: "main",
      S3BucketName: "logs",
      S3KeyPrefix: "",
      SnsTopicARN: `arn:aws:sns:us-east-1:${ACCOUNT}:told`,
      TrailARN: arnOf("main"),
    };
    const tags = [
      { Key: "team", Value: "security" },
      { Key: "aws:cloudformation:stack-name", Value: "trail" },
    ];
    let trailList = [other, main];
    const aws = await openAnsweredAccount(({ call }) => {
      if (call === "DescribeTrails") return { trailList };
      if (call === "GetEventSelectors") return { EventSelectors: [] };
      if (call === "GetInsightSelectors")
        return { InsightSelectors: [{ InsightType: "SomethingNewInsight" }] };
      return call === "ListTags" ? { ResourceTagList: [{ ResourceId: "", TagsList: tags }] } : undefined;
    });
    expect(await aws.sweep(detection)).toEqual([]);
    // An answer that has other trails than the one that was asked for.
    trailList = [other];
    const { plan } = await aws.inspect(detection, deleted("main"));
    expect(plan?.steps.map(({ operation, input }) => [operation, input])).toEqual([
      [
        "CreateTrail",
        {
          Name: "main",
          S3BucketName: "logs",
          SnsTopicName: `arn:aws:sns:us-east-1:${ACCOUNT}:told`,
          TagsList: [{ Key: "team", Value: "security" }],
        },
      ],
      ["StartLogging", { Name: "main" }],
    ]);
    expect(plan?.confirm).toBeUndefined();
    await aws.close();
  });
});
