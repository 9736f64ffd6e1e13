import { expect, it } from "vitest";
import { judgedBy } from "../../../test/judged.ts";
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

it("tells a table's stream from the table", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "dynamodb:GetRecords", Resource: "*" };
  const resourceArn = `${arn}/stream/2026-11-23T08:32:59.000`;
  const requestParameters = { resourceArn, policy: { Statement: [statement] } };
  const judged = judgedBy(detection, "dynamodb.amazonaws.com");
  expect(judged("PutResourcePolicy", { requestParameters }).violations).toMatchObject([
    { resource: { arn: resourceArn }, summary: expect.stringMatching(/^the stream of table orders: anyone/) },
  ]);
});
