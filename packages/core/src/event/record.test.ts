import { describe, expect, it } from "vitest";
import { ec2Record, parsed } from "../../test/records.ts";
import { failed, omitted, parseRecord } from "./record.ts";

const call = (fields: Record<string, unknown>) => parsed(ec2Record("AuthorizeSecurityGroupIngress", fields));

describe("parseRecord", () => {
  it("reads the envelope of a record as AWS writes it", () => {
    const record = call({ eventID: "e-1" });
    expect(record).toMatchObject({
      eventID: "e-1",
      eventName: "AuthorizeSecurityGroupIngress",
      eventTime: "2026-11-23T08:32:59.000Z",
      recipientAccountId: "111122223333",
      userIdentity: { type: "IAMUser", userName: "deploy" },
    });
  });

  it.each([[null], [undefined], [""], ["null"], ["{broken"], [0], [["a"]]])(
    "takes requestParameters %j for nothing",
    (nothing) => {
      expect(call({ requestParameters: nothing, responseElements: nothing })).toMatchObject({
        requestParameters: null,
        responseElements: null,
      });
    },
  );

  it("reads requestParameters that an export wrote as text", () => {
    expect(call({ requestParameters: '{"groupId":"sg-1"}' }).requestParameters).toEqual({ groupId: "sg-1" });
  });

  it("keeps a violation whose envelope was redacted", () => {
    const record = call({
      awsRegion: "us-northeast-1r",
      sourceIPAddress: "075.050.255.67",
      recipientAccountId: "12345678901234",
      eventTime: "2021-01-24 04:55:45.000",
      userIdentity: "REDACTED",
      userAgent: 7,
      requestParameters: { groupId: "sg-1" },
    });
    expect(record.eventTime).toBe("2021-01-24T04:55:45.000Z");
    expect(record.requestParameters).toEqual({ groupId: "sg-1" });
    expect(record.userIdentity).toEqual({});
    expect(record.userAgent).toBeUndefined();
  });

  it("takes the time of reading where the record's own can't be read", () => {
    const record = parseRecord(
      ec2Record("CreateVpc", { eventTime: "soon" }),
      new Date("2026-01-02T03:04:05Z"),
    );
    expect(record).toMatchObject({ eventTime: "2026-01-02T03:04:05.000Z" });
  });

  it("derives the id of a record without one from its content", () => {
    const bare = ec2Record("CreateVpc", { eventID: undefined, requestID: "r-1" });
    const again = parsed({ ...bare });
    expect(parsed(bare).eventID).toBe(again.eventID);
    expect(parsed({ ...bare, requestID: "r-2" }).eventID).not.toBe(again.eventID);
  });

  it("takes records that are no API calls", () => {
    expect(
      parseRecord({ eventVersion: "1.07", eventType: "AwsCloudTrailInsight", insightDetails: {} }),
    ).not.toHaveProperty("reason");
  });

  it.each([
    [null],
    ["text"],
    [7],
    [[]],
    [{}],
    [{ eventName: "CreateVpc" }],
    [{ digestS3Bucket: "b", previousDigestSignature: "s" }],
  ])("refuses %j with a reason", (input) => {
    expect(parseRecord(input)).toEqual({ reason: expect.stringContaining("not a CloudTrail record") });
  });
});

describe("failed", () => {
  it.each(["AccessDenied", "Client.UnauthorizedOperation", "Client.DryRunOperation", "NoSuchEntity"])(
    "is true of %s",
    (errorCode) => {
      expect(failed(call({ errorCode }))).toBe(true);
    },
  );

  it.each([[""], [null], [undefined]])("is false of errorCode %j, which stands on successes", (errorCode) => {
    expect(failed(call({ errorCode }))).toBe(false);
  });

  it("is true of a refused console sign-in, which has no error code", () => {
    const signIn = { eventSource: "signin.amazonaws.com", errorMessage: "Failed authentication" };
    expect(
      failed(parsed(ec2Record("ConsoleLogin", { ...signIn, responseElements: { ConsoleLogin: "Failure" } }))),
    ).toBe(true);
    expect(
      failed(parsed(ec2Record("ConsoleLogin", { ...signIn, responseElements: { ConsoleLogin: "Success" } }))),
    ).toBe(false);
  });
});

describe("omitted", () => {
  it("knows a field that was left out for its size", () => {
    expect(omitted({ omitted: true, originalSize: 107_593, reason: "field exceeds size limit" })).toBe(true);
    expect(omitted({ groupId: "sg-1" })).toBe(false);
    expect(omitted(null)).toBe(false);
  });
});
