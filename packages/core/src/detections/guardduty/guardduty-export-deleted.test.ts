import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./guardduty-export-deleted.ts";

const judge = (eventName: string, fields: Record<string, unknown>) =>
  detection.detect(parsed(record("guardduty.amazonaws.com", eventName, fields)), place, {});
const request = { detectorId: "d1", destinationId: "old" };
const arn = `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1/publishingdestination/old`;
const [violation] = judge("DeletePublishingDestination", { requestParameters: request }).violations;
const bucket = "arn:aws:s3:::findings";
const properties = { destinationArn: bucket, kmsKeyArn: "arn:aws:kms:us-east-1:1:key/1" };

describe("DeletePublishingDestination", () => {
  it("is a violation", () => {
    expect(violation).toEqual({
      resource: { arn, type: "AWS::GuardDuty::PublishingDestination", id: "old" },
      fingerprint: "deleted",
      summary: "GuardDuty's findings are no longer exported (destination old)",
      severity: "high",
      evidence: { detector: "d1", destination: "old" },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ["failed", { requestParameters: request, errorCode: "BadRequestException" }],
    ["says nothing", { requestParameters: null }],
    ["says no detector", { requestParameters: { destinationId: "old" } }],
  ])("is none where it %s", (_, fields) =>
    expect(judge("DeletePublishingDestination", fields).violations).toEqual([]),
  );
});

describe("CreatePublishingDestination", () => {
  it("shows where the findings go", () => {
    const made = { detectorId: "d1", destinationType: "S3", destinationProperties: properties };
    const responseElements = { destinationId: "old" };
    expect(judge("CreatePublishingDestination", { requestParameters: made, responseElements })).toEqual({
      violations: [],
      suspicions: [],
      baselines: [
        {
          resource: arn,
          aspect: "destination",
          value: {
            DestinationType: "S3",
            DestinationProperties: { DestinationArn: bucket, KmsKeyArn: properties.kmsKeyArn },
          },
        },
      ],
    });
    const unclear = { requestParameters: { detectorId: "d1" }, responseElements };
    expect(judge("CreatePublishingDestination", unclear).baselines).toBeUndefined();
  });
});

describe("the response", () => {
  let destinations: JsonObject[] = [];
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /detector") return { detectorIds: ["d1"] };
      if (call === "GET /detector/d1/publishingDestination") return { destinations };
      if (call === "POST /detector/d1/publishingDestination") {
        destinations = [{ destinationId: "new", status: "PUBLISHING", ...input }];
        return { destinationId: "new" };
      }
      const one = destinations.find(({ destinationId }) => call.endsWith(`/${said(destinationId)}`));
      if (!one) return undefined;
      if (call.startsWith("DELETE")) destinations = [];
      return one;
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    destinations = [{ destinationId: "old", destinationType: "S3", destinationProperties: properties }];
  });
  if (!violation) throw new Error("there is one");

  it("leaves it to a person where the destination was never seen", async () => {
    destinations = [];
    expect(await aws.inspect(detection, violation)).toMatchObject({
      stuck: expect.stringContaining("not known"),
    });
  });

  it("exports to the same bucket again, and the undo deletes that", async () => {
    expect(await aws.sweep(detection)).toEqual([]);
    expect((await aws.inspect(detection, violation)).state).toEqual({ exportedTo: [bucket] });
    destinations = [];
    const before = await aws.inspect(detection, violation);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    const answers = await aws.run(plan);
    expect(destinations).toMatchObject([{ destinationId: "new", destinationProperties: properties }]);
    expect(await aws.inspect(detection, violation)).toEqual({ state: { exportedTo: [bucket] } });
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, violation)).toEqual(before);
    expect(plan.confirm).toBeUndefined();
  });

  it("asks a person where only a record has told where they went", async () => {
    const made = { detectorId: "d1", destinationType: "S3", destinationProperties: properties };
    const fields = { requestParameters: made, responseElements: { destinationId: "old" } };
    aws.keep(judge("CreatePublishingDestination", fields).baselines, "event");
    destinations = [];
    expect((await aws.inspect(detection, violation)).plan?.confirm).toBeDefined();
  });
});
