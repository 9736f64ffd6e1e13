import { expect, it } from "vitest";
import { openAnsweredAccount } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { describePolicyDetection } from "../../../test/policy-detection.ts";
import detection from "./dynamodb-policy-public.ts";

const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";

describePolicyDetection(detection, {
  source: "dynamodb.amazonaws.com",
  eventName: "PutResourcePolicy",
  action: "dynamodb:Scan",
  fields: (policy) => ({ requestParameters: { resourceArn: arn, policy } }),
  resource: { arn, id: "orders" },
  what: "table orders",
  severity: "high",
  otherSource: "kinesis.amazonaws.com",
  misses: [["about no table", { requestParameters: { resourceArn: "orders", policy: "{" } }]],
});

it("finds a table that is made with such a policy", () => {
  const judged = judgedBy(detection, "dynamodb.amazonaws.com");
  const responseElements = { tableDescription: { tableArn: arn } };
  const make = (resourcePolicy: unknown) =>
    judged("CreateTable", { requestParameters: { tableName: "orders", resourcePolicy }, responseElements });
  const statement = { Effect: "Allow", Principal: "*", Action: "dynamodb:Scan", Resource: "*" };
  expect(make(JSON.stringify({ Statement: [statement] })).violations).toMatchObject([{ resource: { arn } }]);
  expect(make("{").suspicions).toMatchObject([{ ask: { arn } }]);
  expect(make(undefined)).toEqual(shownNothing);
  expect(judged("CreateTable", { requestParameters: { policy: "{" }, responseElements })).toEqual(
    shownNothing,
  );
  expect(judged("CreateTable", { requestParameters: null, responseElements: null })).toEqual(shownNothing);
});

it("reads the tags of a stream's table: a stream has none", async () => {
  const aws = await openAnsweredAccount(({ call, input }) =>
    call === "ListTagsOfResource" && input.ResourceArn === arn
      ? { Tags: [{ Key: "team", Value: "shop" }] }
      : undefined,
  );
  const stream = { arn: `${arn}/stream/2026-11-23T08:32:59.000`, type: "AWS::DynamoDB::Table", id: "orders" };
  expect(await detection.response?.tags?.(stream, aws.live)).toEqual({ team: "shop" });
  await aws.close();
});

it("tells a table's stream from the table", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "dynamodb:GetRecords", Resource: "*" };
  const resourceArn = `${arn}/stream/2026-11-23T08:32:59.000`;
  const requestParameters = { resourceArn, policy: { Statement: [statement] } };
  const judged = judgedBy(detection, "dynamodb.amazonaws.com");
  expect(judged("PutResourcePolicy", { requestParameters }).violations).toMatchObject([
    { resource: { arn: resourceArn }, summary: expect.stringMatching(/^the stream of table orders: anyone/) },
  ]);
});
