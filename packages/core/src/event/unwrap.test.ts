import { describe, expect, it } from "vitest";
import { ec2Record } from "../../test/records.ts";
import { unwrap } from "./unwrap.ts";

const record = ec2Record("CreateVpc", { eventID: "e-1" });
const other = ec2Record("DeleteVpc", { eventID: "e-2" });

const eventBridge = (detail: unknown, fields = {}) => ({
  version: "0",
  id: "12345678-1234-1234-1234-123456789012",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.ec2",
  account: "111122223333",
  time: "2026-11-23T08:32:59Z",
  region: "us-east-1",
  resources: [],
  detail,
  ...fields,
});
const sns = (message: unknown) => ({
  Type: "Notification",
  MessageId: "m-1",
  TopicArn: "arn:aws:sns:us-east-1:111122223333:events",
  Message: JSON.stringify(message),
  Timestamp: "2026-11-23T08:33:00.000Z",
});
const sqs = (body: unknown) => ({
  Records: [{ messageId: "q-1", eventSource: "aws:sqs", body: JSON.stringify(body), attributes: {} }],
});
const lambdaSns = (message: unknown) => ({ Records: [{ EventSource: "aws:sns", Sns: sns(message) }] });

const ids = (input: unknown) => unwrap(input).records.map(({ record: { eventID } }) => eventID);

describe("unwrap", () => {
  it.each<[string, unknown]>([
    ["a bare record", record],
    ["its JSON text", JSON.stringify(record)],
    ["an EventBridge event", eventBridge(record)],
    ["SNS", sns(record)],
    ["SNS(EventBridge)", sns(eventBridge(record))],
    ["SQS(record), as raw delivery has it", sqs(record)],
    ["SQS(SNS(EventBridge))", sqs(sns(eventBridge(record)))],
    ["Lambda's SNS event", lambdaSns(eventBridge(record))],
    ["a log file's Records", { Records: [record] }],
    ["SQS(SNS(Records))", sqs(sns({ Records: [record] }))],
    [
      "an event with a console sign-in",
      eventBridge(record, { "detail-type": "AWS Console Sign In via CloudTrail", source: "aws.signin" }),
    ],
  ])("finds the record in %s", (_, input) => {
    expect(ids(input)).toEqual(["e-1"]);
    expect(unwrap(input).refusals).toEqual([]);
    expect(unwrap(input).records[0]?.raw).toEqual(record);
  });

  it("finds all records of a list, and refuses what is none beside them", () => {
    const { records, refusals } = unwrap({ Records: [record, { hello: "world" }, other] });
    expect(records.map((found) => found.record.eventID)).toEqual(["e-1", "e-2"]);
    expect(refusals).toEqual([{ reason: expect.stringContaining("it has: hello") }]);
  });

  it.each<[string, unknown, string]>([
    ["text that is no JSON", "hello", "not JSON"],
    [
      "a forged event from somebody's own source",
      eventBridge(record, { source: "my.app" }),
      'source "my.app"',
    ],
    [
      "an event of another kind",
      eventBridge({}, { "detail-type": "EC2 Instance State-change Notification" }),
      "carries no CloudTrail record",
    ],
    [
      "a subscription confirmation",
      { ...sns(record), Type: "SubscriptionConfirmation" },
      "an SNS SubscriptionConfirmation",
    ],
    ["an empty list", { Records: [] }, "an empty list"],
    ["null", null, "not a CloudTrail record"],
    ["a number", 7, "not a CloudTrail record: 7"],
    ["an SQS record without a body", { Records: [{ eventSource: "aws:sqs" }] }, "not a CloudTrail record"],
    ["an S3 notification", { Records: [{ eventSource: "aws:s3", s3: {} }] }, "it has: eventSource, s3"],
  ])("refuses %s with a reason", (_, input, reason) => {
    const { records, refusals } = unwrap(input);
    expect(records).toEqual([]);
    expect(refusals).toEqual([{ reason: expect.stringContaining(reason) }]);
  });

  it("refuses envelopes in envelopes without end", () => {
    let nested: unknown = record;
    for (let depth = 0; depth < 20; depth++) nested = sns(nested);
    expect(unwrap(nested)).toEqual({ records: [], refusals: [{ reason: expect.stringContaining("deep") }] });
  });
});
